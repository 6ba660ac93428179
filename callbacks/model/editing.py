"""What each control of step 3 does to the slice; nothing here knows of the browser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...components.model import (
    alternatives,
    base_values,
    ids,
    nearest,
    parse_value,
    read_number,
    search_fault,
    space_of,
    split_key,
    tuned_keys,
    without_base,
)
from ...services.models import CATALOGUE, Tier, default_space, spec

Slice = Mapping[str, Any]
Proposed = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Edit:
    """One control that changed: its family, its key there, and what it holds now."""

    family: str
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Edited:
    """The slice after edits.

    `models_changed` and `space_changed` say that the list of models or the tables of the space have
    to be drawn anew, with the fields of `opened` shown up to `tier`.
    """

    slice: Slice
    models_changed: bool = False
    space_changed: bool = False
    opened: str | None = None
    tier: Tier | None = None


def edited(before: Slice, edits: Sequence[Edit], proposed: Proposed) -> Edited:
    """Return the slice after all edits; controls that say what the slice says already change nothing."""
    state = Edited(before)
    for edit in edits:
        state = _EDITS[edit.family](state, edit, proposed)
    return state


def _include(state: Edited, edit: Edit, proposed: Proposed) -> Edited:
    is_in = edit.key in _keys(state.slice)
    if bool(edit.value) is is_in or edit.key not in CATALOGUE:
        return state
    return _added(state, edit.key, proposed) if edit.value else _removed(state, edit.key)


def _add(state: Edited, edit: Edit, proposed: Proposed) -> Edited:
    if not edit.value or edit.value in _keys(state.slice) or edit.value not in CATALOGUE:
        return state
    return _added(state, str(edit.value), proposed)


def _act(state: Edited, edit: Edit, proposed: Proposed) -> Edited:
    if not edit.value:  # the button has only just been drawn
        return state
    action, _, place = edit.key.partition("/")
    return _ACTIONS[action](state, place, proposed)


def _set_parameter(state: Edited, edit: Edit, proposed: Proposed) -> Edited:
    key, name = split_key(edit.key)
    parameter = spec(key).parameter(name)
    values = _values(state.slice, key)
    if values is None or parameter is None or edit.value is None:
        return state
    return _with_value(state, key, name, parse_value(parameter, edit.value))


def _reset(state: Edited, place: str, proposed: Proposed) -> Edited:
    key, name = split_key(place)
    values = _values(state.slice, key)
    if values is None:
        return state
    if not name:
        return _with_values(state, key, proposed.get(key, {}), opened=key)
    base = base_values(key, values.get("preset"), proposed.get(key, {}))
    return _drawn(_with_value(state, key, name, base[name]), key, name)


def _nearest(state: Edited, place: str, proposed: Proposed) -> Edited:
    key, name = split_key(place)
    parameter, values = spec(key).parameter(name), _values(state.slice, key)
    found = nearest(parameter, values.get(name)) if parameter and values else None
    return state if found is None else _drawn(_with_value(state, key, name, found), key, name)


def _remove(state: Edited, place: str, proposed: Proposed) -> Edited:
    return _removed(state, place) if place in _keys(state.slice) else state


def _tune(state: Edited, place: str, proposed: Proposed) -> Edited:
    """Add a model to those that are tuned, or take it out; one always stays."""
    models, search = state.slice.get("models") or (), state.slice.get("search") or {}
    chosen = [key for key in tuned_keys(models, search) if key != place]
    if len(chosen) == len(tuned_keys(models, search)):
        chosen.append(place)
    if not chosen:
        return state
    return _with_space(state, {key: space_of(search, key) for key in chosen})


def _reset_space(state: Edited, place: str, proposed: Proposed) -> Edited:
    space = dict((state.slice.get("search") or {}).get("space") or {})
    return _with_space(state, {**space, place: default_space(place)})


def _afresh(state: Edited, place: str, proposed: Proposed) -> Edited:
    """Do without the trials of earlier searches, and without the budget they had."""
    search = dict(state.slice.get("search") or {})
    earlier = search.pop("earlier", None) or {}
    spent = sum(int(past[-1]["n_trials"]) for past in earlier.values() if past)
    search["n_trials"] = max(1, int(search.get("n_trials") or 1) - spent)
    return replace(state, slice={**state.slice, "search": {**search, "earlier": {}}}, space_changed=True)


def _set_search(state: Edited, edit: Edit, proposed: Proposed) -> Edited:
    value = edit.value
    if edit.key in ("n_trials", "timeout_s"):
        value, fault = search_fault(edit.key, value)
        if fault is not None:  # told under the field; the last valid value stays
            return state
    elif value is None:
        return state
    search = dict(state.slice.get("search") or {})
    if search.get(edit.key) == value:
        return state
    after = {**state.slice, "search": {**search, edit.key: value}}
    return replace(state, slice=after, space_changed=state.space_changed or edit.key == "enabled")


def _set_space(state: Edited, edit: Edit, proposed: Proposed) -> Edited:
    place, _, part = edit.key.rpartition("/")
    key, name = split_key(place)
    models, search = state.slice.get("models") or (), state.slice.get("search") or {}
    space = {one: dict(space_of(search, one)) for one in tuned_keys(models, search)}
    if key not in space:
        return state
    if part == "on":
        return _switched(state, space, key, name, is_on=bool(edit.value))
    before = space[key].get(name)
    if not before:
        return state
    after = _typed(key, name, before, part, edit.value)
    if after == dict(before):
        return state
    space[key][name] = after
    return replace(_with_space(state, space), space_changed=state.space_changed)


def _typed(key: str, name: str, bounds: Mapping[str, Any], part: str, value: Any) -> dict[str, Any]:
    """Return the bounds of a setting after an edit; what cannot be read or is empty changes nothing."""
    parameter = spec(key).parameter(name)
    if part == "log":
        return {**bounds, "log": value == "log"}
    if part == "choices":
        every = alternatives(parameter) if parameter else ()
        chosen = [one for place, one in enumerate(every) if str(place) in (value or ())]
        return {**bounds, "choices": chosen or list(bounds["choices"])}
    if part == "step" and not str(value or "").strip():
        return {one: given for one, given in bounds.items() if one != "step"}
    number = read_number(value)
    return dict(bounds) if number is None else {**bounds, part: number}


def _switched(state: Edited, space: dict[str, dict[str, Any]], key: str, name: str, *, is_on: bool) -> Edited:
    if is_on is (name in space[key]) or (not is_on and len(space[key]) == 1):
        return state
    if is_on:
        space[key][name] = default_space(key, tier="expert")[name]
    else:
        del space[key][name]
    return _with_space(state, space)


def _keys(slice_: Slice) -> list[str]:
    return [str(one.get("key")) for one in slice_.get("models") or ()]


def _values(slice_: Slice, key: str) -> dict[str, Any] | None:
    found = next((one for one in slice_.get("models") or () if one.get("key") == key), None)
    return None if found is None else dict(found.get("hyperparameters") or {})


def _with_value(state: Edited, key: str, name: str, value: Any) -> Edited:
    values = {**(_values(state.slice, key) or {}), name: value}
    state = _with_values(state, key, without_base(key, values))
    return replace(state, models_changed=True, opened=key) if state.models_changed else state


def _with_values(state: Edited, key: str, values: Mapping[str, Any], *, opened: str | None = None) -> Edited:
    before = _values(state.slice, key) or {}
    if before == dict(values) and opened is None:
        return state
    models = [
        {**one, "hyperparameters": dict(values)} if one.get("key") == key else one
        for one in state.slice.get("models") or ()
    ]
    # Another preset shows other values in the fields that are not set themselves.
    is_redrawn = opened is not None or before.get("preset") != values.get("preset")
    return replace(
        state,
        slice={**state.slice, "models": models},
        models_changed=state.models_changed or is_redrawn,
        opened=opened or (key if is_redrawn else state.opened),
    )


def _drawn(state: Edited, key: str, name: str) -> Edited:
    parameter = spec(key).parameter(name)
    return replace(state, models_changed=True, opened=key, tier=parameter.tier if parameter else None)


def _added(state: Edited, key: str, proposed: Proposed) -> Edited:
    models = [
        *(state.slice.get("models") or ()),
        {"key": key, "hyperparameters": dict(proposed.get(key, {}))},
    ]
    return replace(state, slice={**state.slice, "models": models}, models_changed=True, space_changed=True)


def _removed(state: Edited, key: str) -> Edited:
    models = [one for one in state.slice.get("models") or () if one.get("key") != key]
    search = dict(state.slice.get("search") or {})
    for part in ("space", "earlier"):
        search[part] = {one: held for one, held in (search.get(part) or {}).items() if one != key}
    after = {**state.slice, "models": models, "search": search}
    return replace(state, slice=after, models_changed=True, space_changed=True)


def _with_space(state: Edited, space: Mapping[str, Any]) -> Edited:
    search = {**(state.slice.get("search") or {}), "space": dict(space)}
    return replace(state, slice={**state.slice, "search": search}, space_changed=True)


_EDITS = {
    ids.INCLUDED.name: _include,
    ids.ADD: _add,
    ids.ACTION.name: _act,
    ids.PARAM.name: _set_parameter,
    ids.SEARCH.name: _set_search,
    ids.SPACE.name: _set_space,
}
_ACTIONS = {
    "reset": _reset,
    "nearest": _nearest,
    "remove": _remove,
    "tune": _tune,
    "space": _reset_space,
    "afresh": _afresh,
}
