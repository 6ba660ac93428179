"""Decisions about findings: fixing them, keeping them for a reason, bringing them back, and undoing that."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update

from ...components import format as fmt
from ...components import ids as page_ids
from ...components.widgets import REASONS, chosen, toast_data
from ...components.wizard import ids, step_address
from ...components.wizard.undo import undo_slices, undone_slices
from ...services.experiments import Draft, place_of, slice_of
from ...services.findings import Finding
from ...services.registry import Services
from .page import step_in

OWN = "own"
Page = tuple[Mapping[str, Any] | None, str | None]
"""Id, revision and writer of the draft, and the query of the address."""
Decide = Callable[[str, Sequence[Finding], Mapping[str, Any]], tuple[Draft, str]]
"""Changes a draft and returns it with what was done in words."""


def undo_of(before: Draft, after: Draft) -> dict[str, Any]:
    """Return what the toast hands back to put a draft as it was before a change."""
    changed = {
        name: slice_of(before.config, name)
        for name in ids.SLICES
        if slice_of(before.config, name) != slice_of(after.config, name)
    }
    if "data" in changed:
        # A key that was not there yet would stay as the change left it.
        changed["data"] = {"dismissed": [], "missing_values": {}, **changed["data"]}
    return undo_slices(before.id, changed)


def fix(services: Services, key: str, page: Page) -> tuple[Any, Any]:
    """Apply the fix of a finding, of a group, or all that are safe.

    Parameters
    ----------
    key : of `widgets.chosen`

    Returns
    -------
    the address that shows it, and the toast that undoes it
    """

    def fixed(draft_id: str, found: Sequence[Finding], wizard: Mapping[str, Any]) -> tuple[Draft, str]:
        fixes = [one.fix for one in found if one.fix is not None]
        draft = services.drafts.apply_fixes(
            services.identify(), draft_id, [place_of(one) for one in found], **_on(wizard)
        )
        return draft, fixes[0].label if len(fixes) == 1 else f"{fmt.count(len(fixes))} findings fixed"

    return _decide(services, key, page, fixed, lambda one: one.fix is not None and one.dismissed is None)


def dismiss(services: Services, key: str, reason: str, page: Page) -> tuple[Any, Any]:
    """Keep what was found as it is, for a reason; returns what `fix` does."""

    def dismissed(draft_id: str, found: Sequence[Finding], wizard: Mapping[str, Any]) -> tuple[Draft, str]:
        draft = services.drafts.dismiss(
            services.identify(), draft_id, [place_of(one) for one in found], reason, **_on(wizard)
        )
        return draft, f"{fmt.plural(len(found), 'finding')} dismissed"

    return _decide(services, key, page, dismissed, lambda one: one.dismissed is None)


def bring_back(services: Services, key: str, page: Page) -> tuple[Any, Any]:
    """Open dismissed findings again; returns what `fix` does."""

    def opened(draft_id: str, found: Sequence[Finding], wizard: Mapping[str, Any]) -> tuple[Draft, str]:
        draft = services.drafts.bring_back(
            services.identify(), draft_id, [place_of(one) for one in found], **_on(wizard)
        )
        return draft, f"{fmt.plural(len(found), 'finding')} brought back"

    return _decide(services, key, page, opened, lambda one: one.dismissed is not None)


def _on(wizard: Mapping[str, Any]) -> dict[str, Any]:
    return {"writer": wizard["writer"], "revision": wizard["revision"]}


def _decide(
    services: Services, key: str, page: Page, decide: Decide, concerns: Callable[[Finding], bool]
) -> tuple[Any, Any]:
    wizard, search = page
    if not wizard:
        return no_update, no_update
    user = services.identify()
    draft = services.drafts.get(user, wizard["id"])
    found = [one for one in chosen(services.drafts.findings(user, draft), key) if concerns(one)]
    if not found:
        return step_address(draft.id, step_in(search), draft.revision), no_update
    changed, told = decide(draft.id, found, wizard)
    address = step_address(changed.id, step_in(search), changed.revision)
    return address, toast_data(fmt.cut(told, 100), undo=undo_of(draft, changed))


def undo(services: Services, undone: Any, wizard: Mapping[str, Any] | None, search: str | None) -> Any:
    """Put slices back as they were and return the address that shows it."""
    slices = undone_slices(undone, wizard["id"]) if wizard else None
    if not wizard or slices is None:
        return no_update
    user = services.identify()
    draft = services.drafts.save(
        user, wizard["id"], slices, revision=wizard["revision"], writer=wizard["writer"]
    )
    return step_address(draft.id, step_in(search), draft.revision)


def on_fix(
    services: Services,
    clicks: Sequence[int | None],
    wizard: Mapping[str, Any] | None,
    search: str | None,
) -> tuple[Any, Any]:
    """Hand the pressed button to `fix`; a button that has just been drawn does nothing."""
    key = _pressed()
    return fix(services, key, (wizard, search)) if key else (no_update, no_update)


def on_dismiss(
    services: Services,
    clicks: Sequence[int | None],
    words: Sequence[str | None],
    fields: Sequence[Mapping[str, str]],
    wizard: Mapping[str, Any] | None,
    search: str | None,
) -> tuple[Any, Any]:
    """Hand the pressed reason, or the one that was written, to `dismiss`."""
    key, _, which = (_pressed() or "").rpartition(".")
    own = {field["index"]: word for field, word in zip(fields, words, strict=True)}
    reason = (own.get(key) or "").strip() if which == OWN else _ready(which)
    return dismiss(services, key, reason, (wizard, search)) if reason else (no_update, no_update)


def on_bring_back(
    services: Services,
    clicks: Sequence[int | None],
    wizard: Mapping[str, Any] | None,
    search: str | None,
) -> tuple[Any, Any]:
    """Hand the pressed button to `bring_back`."""
    key = _pressed()
    return bring_back(services, key, (wizard, search)) if key else (no_update, no_update)


def _pressed() -> str | None:
    """Return the key of the button that was pressed, None for one that has just been drawn."""
    pressed = ctx.triggered_id
    is_pressed = isinstance(pressed, Mapping) and ctx.triggered[0]["value"]
    return str(pressed["index"]) if is_pressed else None


def _ready(which: str) -> str:
    return REASONS[int(which)] if which.isdigit() and int(which) < len(REASONS) else ""


def register(app: Dash, services: Services) -> None:
    """Connect decisions about findings to one app."""
    outputs = (
        Output(page_ids.GO, "data", allow_duplicate=True),
        Output(page_ids.TOLD, "data", allow_duplicate=True),
    )
    # Dash calls these once more when the buttons leave the page, and with them the wizard.
    page = (State(ids.DRAFT, "data", allow_optional=True), State(page_ids.URL, "search"))
    app.callback(*outputs, Input(page_ids.FINDING_FIX.every, "n_clicks"), *page, prevent_initial_call=True)(
        partial(on_fix, services)
    )
    app.callback(
        *outputs,
        Input(page_ids.FINDING_KEEP.every, "n_clicks"),
        State(page_ids.FINDING_WORDS.every, "value"),
        State(page_ids.FINDING_WORDS.every, "id"),
        *page,
        prevent_initial_call=True,
    )(partial(on_dismiss, services))
    app.callback(*outputs, Input(page_ids.FINDING_BACK.every, "n_clicks"), *page, prevent_initial_call=True)(
        partial(on_bring_back, services)
    )
    app.callback(
        Output(page_ids.GO, "data", allow_duplicate=True),
        Input(page_ids.TOAST_UNDONE, "data"),
        State(ids.DRAFT, "data", allow_optional=True),
        State(page_ids.URL, "search"),
        prevent_initial_call=True,
    )(partial(undo, services))
