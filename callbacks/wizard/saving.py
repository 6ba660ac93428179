"""The one save: slices that a step wrote go into the draft; summary and stepper follow."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from ...components import ids as page_ids
from ...components.wizard import conflict_notice, ids, rail_body, step_address, stepper
from ...components.wizard.footer import reason
from ...components.wizard.frame import draft_data
from ...services.access import User
from ...services.errors import ConflictError
from ...services.experiments import Draft, diff_values, slice_of
from ...services.registry import Services
from ...services.vocabulary import SliceName
from .page import step_in, view

Href = Callable[[str], str]
Slices = Mapping[SliceName, Mapping[str, Any] | None]
NAMES: tuple[SliceName, ...] = tuple(ids.SLICES)
NOTHING = (no_update,) * 7
"""Draft, time, stepper, summary, sentence beside *Next*, conflict, address."""


def save(
    services: Services,
    href: Href,
    slices: Slices,
    written: Sequence[SliceName],
    wizard: Mapping[str, Any] | None,
    search: str | None,
) -> tuple[Any, ...]:
    """Save what a step wrote.

    Parameters
    ----------
    slices : the four slices as the page holds them
    written : which of them have just been written
    wizard : id, revision and writer of the draft
    search : query of the present address

    Returns
    -------
    the new values of draft, time, stepper, summary, sentence, conflict and address; the address
    changes when the save made other parts of the page stale, so that it is drawn anew
    """
    if not wizard:
        return NOTHING
    user = services.identify()
    stored = services.drafts.get(user, wizard["id"])
    changed = {name: dict(slices[name] or {}) for name in written if _differs(stored, name, slices)}
    if not changed:
        return NOTHING
    try:
        saved = services.drafts.save(
            user, stored.id, changed, revision=wizard["revision"], writer=wizard["writer"]
        )
    except ConflictError as error:
        return _conflict(error, tuple(changed))
    return _shown(services, user, saved, href, slices, (wizard["writer"], search))


def _differs(draft: Draft, name: SliceName, slices: Slices) -> bool:
    return _text(slice_of(draft.config, name)) != _text(dict(slices[name] or {}))


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, sort_keys=True)


def _shown(
    services: Services, user: User, saved: Draft, href: Href, slices: Slices, page: tuple[str, str | None]
) -> tuple[Any, ...]:
    writer, search = page
    step = step_in(search)
    shown = view(services, user, saved, step)
    is_stale = any(_differs(saved, name, slices) for name in NAMES)
    return (
        draft_data(saved.id, saved.revision, writer),
        saved.updated_at.isoformat(),
        stepper(shown, href),
        rail_body(shown),
        reason(shown),
        None,
        step_address(saved.id, step, saved.revision) if is_stale else no_update,
    )


def _conflict(error: ConflictError, names: Sequence[SliceName]) -> tuple[Any, ...]:
    if "mine" not in error.extra:
        raise error
    changes = diff_values(error.extra["mine"], error.extra["theirs"])
    return (*NOTHING[:5], conflict_notice(changes, names), no_update)


def on_save(
    services: Services,
    href: Href,
    slices: Sequence[Mapping[str, Any] | None],
    wizard: Mapping[str, Any] | None,
    search: str | None,
) -> tuple[Any, ...]:
    """Hand the slices that fired to `save`."""
    fired = {str(one["prop_id"]).removesuffix(".data") for one in ctx.triggered}
    written = tuple(name for name in NAMES if ids.SLICES[name] in fired)
    return save(services, href, dict(zip(NAMES, slices, strict=True)), written, wizard, search)


def keep_mine(
    services: Services,
    slices: Slices,
    written: Sequence[SliceName],
    wizard: Mapping[str, Any],
    search: str | None,
) -> str:
    """Save this page's slices over the stored version and return the address that shows the result."""
    user = services.identify()
    stored = services.drafts.get(user, wizard["id"])
    changed = {name: dict(slices[name] or {}) for name in written}
    saved = services.drafts.save(user, stored.id, changed, revision=stored.revision, writer=wizard["writer"])
    return step_address(saved.id, step_in(search), saved.revision)


def on_keep_mine(
    services: Services,
    clicks: int | None,
    slices: Sequence[Mapping[str, Any] | None],
    written: Sequence[SliceName] | None,
    wizard: Mapping[str, Any] | None,
    search: str | None,
) -> Any:
    """Answer *Keep mine*."""
    if not clicks or not wizard:
        return no_update
    return keep_mine(services, dict(zip(NAMES, slices, strict=True)), written or (), wizard, search)


def on_take_theirs(
    services: Services, clicks: int | None, wizard: Mapping[str, Any] | None, search: str | None
) -> Any:
    """Answer *Take the stored version*: draw the page from what is stored."""
    if not clicks or not wizard:
        return no_update
    stored = services.drafts.get(services.identify(), wizard["id"])
    return step_address(stored.id, step_in(search), stored.revision)


def register(app: Dash, services: Services) -> None:
    """Connect saving to one app."""
    app.callback(
        output=(
            Output(ids.DRAFT, "data"),
            Output(ids.SAVED_AT, "data"),
            Output(ids.STEPPER, "children"),
            Output(ids.RAIL_BODY, "children"),
            Output(ids.NEXT_REASON, "children"),
            Output(ids.CONFLICT, "children"),
            Output(page_ids.GO, "data", allow_duplicate=True),
        ),
        inputs={
            "slices": [Input(ids.SLICES[name], "data") for name in NAMES],
            "wizard": State(ids.DRAFT, "data"),
            "search": State(page_ids.URL, "search"),
        },
        prevent_initial_call=True,
    )(partial(on_save, services, app.get_relative_path))
    _register_conflict(app, services)
    app.clientside_callback(
        ClientsideFunction("hydroml_wizard", "stamp"),
        Output(ids.SAVE_STATE, "children"),
        Input(ids.SAVED_AT, "data"),
        # An input that no callback writes; without one Dash would not call this for a new page.
        Input(ids.SAVE_STATE, "id"),
        State(ids.DRAFT, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("hydroml_wizard", "fold"),
        Output(ids.GRID, "className"),
        Output(ids.RAIL_TOGGLE, "aria-expanded"),
        Input(ids.RAIL_TOGGLE, "n_clicks"),
    )


def _register_conflict(app: Dash, services: Services) -> None:
    app.callback(
        output=Output(page_ids.GO, "data", allow_duplicate=True),
        inputs={
            "clicks": Input(ids.KEEP_MINE, "n_clicks"),
            "slices": [State(ids.SLICES[name], "data") for name in NAMES],
            "written": State(ids.CONFLICT_SLICES, "data"),
            "wizard": State(ids.DRAFT, "data"),
            "search": State(page_ids.URL, "search"),
        },
        prevent_initial_call=True,
    )(partial(on_keep_mine, services))
    app.callback(
        Output(page_ids.GO, "data", allow_duplicate=True),
        Input(ids.TAKE_THEIRS, "n_clicks"),
        State(ids.DRAFT, "data"),
        State(page_ids.URL, "search"),
        prevent_initial_call=True,
    )(partial(on_take_theirs, services))
