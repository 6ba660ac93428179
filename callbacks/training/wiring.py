"""Step 4 wired: one callback edits the slice, one follows it with what is drawn."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, no_update
from flask import request

from ...components import ids as page_ids
from ...components.training import (
    CHOICES,
    NONE,
    SETTINGS,
    STRATEGIES,
    diagram,
    fault_note,
    faults_notice,
    hidden_fields,
    ids,
    read_setting,
    repeat_badge,
    repeat_checks,
    value_at,
    with_value,
)
from ...components.wizard import ids as wizard_ids
from ...services.registry import Services
from .page import profile_of, rows_with_target

MAX_SEED = 2**31 - 1
NEUTRAL: Mapping[str, int | None] = {"repeats": 1, "gap": None, "horizon": None}
Named = Mapping[str, Any]


def edit_training(typed: Named, chosen: Named, slice_: Named | None) -> tuple[Any, dict[str, str]]:
    """Return the slice with all valid settings, and what is wrong with the others.

    Parameters
    ----------
    typed : what stands in the fields, by setting
    chosen : what is selected, by setting

    Returns
    -------
    the slice, where a fault keeps the last valid value, and the faults by setting
    """
    after, faults = dict(slice_ or {}), {}
    for name, raw in typed.items():
        value, fault = read_setting(name, raw)
        if fault is not None:
            faults[name] = fault
        elif not _is_same(value_at(after, SETTINGS[name].path), value):
            after = with_value(after, SETTINGS[name].path, value)
    for name, value in chosen.items():
        settled = None if value == NONE else value
        if value is not None and value_at(after, CHOICES[name]) != settled:
            after = with_value(after, CHOICES[name], settled)
    return _without_idle(after), faults


def _without_idle(slice_: dict[str, Any]) -> dict[str, Any]:
    """Return the slice without settings that have no meaning for its strategy; their fields are hidden."""
    view = STRATEGIES.get(str(value_at(slice_, CHOICES["strategy"])))
    for name, neutral in NEUTRAL.items():
        path = SETTINGS[name].path
        if view is not None and name not in view.fields and value_at(slice_, path) not in (neutral, None):
            slice_ = with_value(slice_, path, neutral)
    return slice_


def _is_same(before: Any, value: Any) -> bool:
    return list(before or ()) == value if isinstance(value, list) else before == value


def save_settings(
    typed: Sequence[Any],
    chosen: Sequence[Any],
    typed_ids: Sequence[Mapping[str, str]],
    chosen_ids: Sequence[Mapping[str, str]],
    slice_: Named | None,
) -> tuple[Any, list[Any], Any]:
    """Return the slice, the messages under the fields and the notice above them."""
    if slice_ is None or not typed_ids:
        return no_update, [no_update] * len(typed_ids), no_update
    names = [one["index"] for one in typed_ids]
    picked = dict(zip((one["index"] for one in chosen_ids), chosen, strict=True))
    after, faults = edit_training(dict(zip(names, typed, strict=True)), picked, slice_)
    notes = [fault_note(faults.get(name)) for name in names]
    labels = [SETTINGS[name].label for name in names if name in faults]
    return (no_update if after == dict(slice_) else after), notes, faults_notice(labels)


@dataclass(frozen=True, slots=True)
class OnPage:
    """What the page shows now: its theme, the division that is drawn, and the optional fields."""

    theme: str
    drawn: Named
    boxes: Sequence[str]


def follow_settings(
    services: Services, slice_: Named | None, model: Named | None, wizard: Named | None, page: OnPage
) -> tuple[Any, ...]:
    """Return the division of the rows, the promise of repeating, and which settings have a meaning."""
    nothing = (no_update, no_update, no_update, no_update, [no_update] * len(page.boxes))
    if not slice_ or not wizard:
        return nothing
    user = services.identify()
    draft = services.drafts.get(user, wizard["id"])
    profile = profile_of(services, user, draft)
    if profile is None:
        return nothing
    validation = slice_.get("validation") or {}
    n_rows = rows_with_target(profile, draft.config["target"])
    search = (model or {}).get("search") or {}
    hidden = hidden_fields(str(validation.get("strategy")))
    return (
        no_update if dict(page.drawn) == dict(validation) else diagram(validation, n_rows, page.theme),
        validation,
        repeat_badge(slice_, search),
        repeat_checks(slice_, search, str(draft.config["dataset"].get("fingerprint", ""))),
        [hidden.get(name, False) for name in page.boxes],
    )


def new_seed(clicks: int | None) -> Any:
    """Return another master seed."""
    return str(secrets.randbelow(MAX_SEED)) if clicks else no_update


def on_follow(services: Services, slice_: Any, model: Any, wizard: Any, *shown: Any) -> tuple[Any, ...]:
    """Hand what the page shows to `follow_settings`; the cookie knows the theme of a fresh page."""
    theme, drawn, boxes = shown
    page = OnPage(
        theme or request.cookies.get("hydroml_theme", "light"), drawn or {}, [one["index"] for one in boxes]
    )
    return follow_settings(services, slice_, model, wizard, page)


def register(app: Dash, services: Services) -> None:
    """Connect step 4 to one app."""
    app.callback(
        Output(wizard_ids.SLICES["training"], "data"),
        Output(ids.NOTE.every, "children"),
        Output(ids.FAULTS, "children"),
        Input(ids.TEXT.every, "value"),
        Input(ids.CHOICE.every, "value"),
        State(ids.TEXT.every, "id"),
        State(ids.CHOICE.every, "id"),
        State(wizard_ids.SLICES["training"], "data", allow_optional=True),
        prevent_initial_call=True,
    )(save_settings)
    app.callback(
        Output(ids.DIAGRAM, "children"),
        Output(ids.DRAWN, "data"),
        Output(ids.REPEAT, "children"),
        Output(ids.CHECKS, "children"),
        Output(ids.BOX.every, "hidden"),
        Input(wizard_ids.SLICES["training"], "data"),
        State(wizard_ids.SLICES["model"], "data"),
        State(wizard_ids.DRAFT, "data"),
        State(page_ids.THEME, "data"),
        State(ids.DRAWN, "data"),
        State(ids.BOX.every, "id"),
        prevent_initial_call=True,
    )(partial(on_follow, services))
    app.callback(
        Output(ids.TEXT.one("seed"), "value"),
        Input(ids.NEW_SEED, "n_clicks"),
        prevent_initial_call=True,
    )(new_seed)
