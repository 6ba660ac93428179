"""Step 3 wired: one callback edits the slice, small ones judge what is typed and show levels."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update

from ...components.model import (
    TIERS,
    base_values,
    card_class,
    check_value,
    field_note,
    ids,
    label_class,
    model_status,
    model_views,
    models_card,
    parse_value,
    search_fault,
    search_note,
    space_note,
    split_key,
    tier_label,
    trials_note,
    tuned_words,
    tuning_body,
    typed_fault,
)
from ...components.wizard import ids as wizard_ids
from ...services.models import spec
from ...services.registry import Services
from .editing import Edit, Edited, edited
from .page import Advice, addable, advice_for

Keys = Mapping[str, Sequence[str]]
TIER_NAMES = tuple(name for name, _ in TIERS)


def edit_models(
    services: Services,
    edits: Sequence[Edit],
    keys: Keys,
    slice_: Mapping[str, Any] | None,
    wizard: Mapping[str, Any] | None,
    typed: Mapping[str, Any] | None = None,
) -> tuple[Any, ...]:
    """Return the slice after edits, and what of the page has to follow.

    Parameters
    ----------
    edits : the controls that changed
    keys : of the cards and of the heads of models that are on the page
    slice_ : models and search
    wizard : id of the draft
    typed : what the controls of the space hold, by their key

    Returns
    -------
    slice, ticks and looks of cards, list and heads of models, tuning, whether it is hidden, what is tuned,
    messages about the space
    """
    nothing = _nothing(keys)
    if not wizard or not edits or slice_ is None:
        return nothing
    user = services.identify()
    found = advice_for(services, user, services.drafts.get(user, wizard["id"]))
    if found is None:
        return nothing
    after = edited(slice_, edits, found.proposed)
    notes: list[Any] = [no_update] * len(keys["spaces"])
    if not after.space_changed and any(one.family == ids.SPACE.name for one in edits):
        notes = [space_note(typed_fault(place, typed or {}, found.task)) for place in keys["spaces"]]
    if after.slice == slice_ and not after.models_changed:
        return (*nothing[:-1], notes)
    return (*_shown(after, keys, found), notes)


def _nothing(keys: Keys) -> tuple[Any, ...]:
    return (
        no_update,
        [no_update] * len(keys["cards"]),
        [no_update] * len(keys["cards"]),
        no_update,
        [no_update] * len(keys["heads"]),
        no_update,
        no_update,
        no_update,
        [no_update] * len(keys["spaces"]),
    )


def _shown(after: Edited, keys: Keys, found: Advice) -> tuple[Any, ...]:
    models, search = after.slice.get("models") or (), after.slice.get("search") or {}
    chosen = [one.get("key") for one in models]
    views = model_views(models, found.proposed, found.task)
    status: dict[str, Any] = {view.spec.key: model_status(view) for view in views}
    is_classes = found.task in ("binary", "multiclass")
    card = models_card(
        views,
        addable(found.task, chosen),
        is_classes=is_classes,
        opened=after.opened,
        tier=after.tier,
    )
    is_redrawn = after.models_changed
    heads = [no_update if is_redrawn else status.get(key, no_update) for key in keys["heads"]]
    return (
        after.slice,
        [key in chosen for key in keys["cards"]],
        [card_class(key in chosen) for key in keys["cards"]],
        card if is_redrawn else no_update,
        heads,
        tuning_body(models, search, found.task) if after.space_changed else no_update,
        not search.get("enabled"),
        tuned_words(models, search),
    )


def judge_value(
    services: Services,
    raw: Any,
    place: Mapping[str, str],
    slice_: Mapping[str, Any] | None,
    wizard: Mapping[str, Any] | None,
) -> tuple[Any, Any]:
    """Return what stands under a field as its value is typed, and the look of its label."""
    key, name = split_key(place["index"])
    parameter = spec(key).parameter(name)
    if parameter is None or not wizard or raw is None:
        return no_update, no_update
    user = services.identify()
    found = advice_for(services, user, services.drafts.get(user, wizard["id"]))
    if found is None:
        return no_update, no_update
    value = parse_value(parameter, raw)
    models = (slice_ or {}).get("models") or ()
    chosen: Mapping[str, Any] = next((one for one in models if one.get("key") == key), {})
    preset = value if name == "preset" else (chosen.get("hyperparameters") or {}).get("preset")
    base = base_values(key, preset, found.proposed.get(key, {}))[name]
    fault = check_value(key, name, value, found.task)
    is_changed = value != base or isinstance(value, bool) is not isinstance(base, bool)
    note = field_note(parameter, place["index"], value=value, base=base, fault=fault)
    return note, label_class(is_changed)


def judge_search(raw: Any, place: Mapping[str, str], slice_: Mapping[str, Any] | None) -> Any:
    """Return what is wrong with a setting of the search as it is typed, or how many trials are usual."""
    value, fault = search_fault(place["index"], raw)
    if fault is not None:
        return search_note(f"{fault} The last valid value is kept.")
    models, search = (slice_ or {}).get("models") or (), (slice_ or {}).get("search") or {}
    return search_note(None, trials_note(models, search, value) if place["index"] == "n_trials" else "")


def show_tiers(
    pressed: Mapping[str, str] | None, tiers: Sequence[str], boxes: Sequence[str]
) -> tuple[list[Any], list[Any], list[Any]]:
    """Return which levels are pressed, their words, and which boxes of fields are hidden after a click.

    Parameters
    ----------
    pressed : id of the button
    tiers, boxes : keys ``<model>/<level>`` of all buttons and boxes
    """
    model, level = split_key((pressed or {}).get("index", "/"))
    shown = TIER_NAMES.index(level) if level in TIER_NAMES else -1
    marks = [_mark(key, model, level) for key in tiers]
    hidden = [
        TIER_NAMES.index(split_key(key)[1]) > shown
        if split_key(key)[0] == model and shown >= 0
        else no_update
        for key in boxes
    ]
    words = [
        no_update if mark is no_update else tier_label(split_key(key)[1], is_pressed=mark == "true")
        for key, mark in zip(tiers, marks, strict=True)
    ]
    return marks, words, hidden


def _mark(key: str, model: str, level: str) -> Any:
    return ("true" if key == f"{model}/{level}" else "false") if split_key(key)[0] == model else no_update


def edits_of(triggered: Sequence[Mapping[str, Any]]) -> list[Edit]:
    """Return the controls that changed, from what Dash says of them."""
    found = []
    for one in triggered:
        text = str(one["prop_id"]).rpartition(".")[0]
        place = json.loads(text) if text.startswith("{") else {"type": text, "index": ""}
        if place["type"]:
            found.append(Edit(place["type"], place["index"], one["value"]))
    return found


def on_edit(services: Services, *given: Any) -> tuple[Any, ...]:
    """Hand what changed and what is on the page to `edit_models`."""
    groups = [[one["id"]["index"] for one in group] for group in ctx.outputs_list if isinstance(group, list)]
    keys = dict(zip(("ticks", "cards", "heads", "spaces"), groups, strict=True))
    fields = ctx.inputs_list[-1]
    typed = {one["id"]["index"]: one.get("value") for one in fields} if isinstance(fields, list) else {}
    return edit_models(services, edits_of(ctx.triggered), keys, given[-2], given[-1], typed)


def on_tier(clicks: Sequence[int | None], tiers: Sequence[Any], boxes: Sequence[Any]) -> Any:
    """Hand the pressed level to `show_tiers`."""
    keys = [one["index"] for one in tiers], [one["index"] for one in boxes]
    if not any(clicks):
        return [no_update] * len(tiers), [no_update] * len(tiers), [no_update] * len(boxes)
    return show_tiers(ctx.triggered_id, *keys)


def register(app: Dash, services: Services) -> None:
    """Connect step 3 to one app."""
    app.callback(
        Output(wizard_ids.SLICES["model"], "data"),
        Output(ids.INCLUDED.every, "value"),
        Output(ids.CARD.every, "className"),
        Output(ids.MODELS, "children"),
        Output(ids.STATUS.every, "children"),
        Output(ids.TUNING, "children"),
        Output(ids.TUNING, "hidden"),
        Output(ids.TUNED, "children"),
        Output(ids.SPACE_NOTE.every, "children"),
        Input(ids.INCLUDED.every, "value"),
        Input(ids.ADD, "value", allow_optional=True),
        Input(ids.ACTION.every, "n_clicks"),
        Input(ids.PARAM.every, "value"),
        Input(ids.SEARCH.every, "value"),
        Input(ids.SPACE.every, "value"),
        State(wizard_ids.SLICES["model"], "data", allow_optional=True),
        State(wizard_ids.DRAFT, "data", allow_optional=True),
        prevent_initial_call=True,
    )(partial(on_edit, services))
    _register_fields(app, services)


def _register_fields(app: Dash, services: Services) -> None:
    """Connect what answers while somebody types, and the levels of detail."""
    app.callback(
        Output(ids.NOTE.same, "children"),
        Output(ids.LABEL.same, "className"),
        Input(ids.PARAM.same, "value"),
        State(ids.PARAM.same, "id"),
        State(wizard_ids.SLICES["model"], "data"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(judge_value, services))
    app.callback(
        Output(ids.SEARCH_NOTE.same, "children"),
        Input(ids.SEARCH.same, "value"),
        State(ids.SEARCH.same, "id"),
        State(wizard_ids.SLICES["model"], "data"),
        prevent_initial_call=True,
    )(judge_search)
    app.callback(
        Output(ids.TIER.every, "aria-pressed"),
        Output(ids.TIER.every, "children"),
        Output(ids.TIER_BOX.every, "hidden"),
        Input(ids.TIER.every, "n_clicks"),
        State(ids.TIER.every, "id"),
        State(ids.TIER_BOX.every, "id"),
        prevent_initial_call=True,
    )(on_tier)
