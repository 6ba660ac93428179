"""What differs between two configurations, ignoring order where order has no meaning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .config import ExperimentConfig
from .parsing import pointer
from .serialising import to_json

SETS = {("tags",), ("features", "include"), ("roles", "ignore")}
"""Lists whose order has no meaning: only what is in one of them and not in the other is told."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `path` is a JSON pointer, a missing value is None.

    For lists whose order has no meaning `mine` and `theirs` hold only the members the other lacks.
    Models are named by their key: ``/models/logistic/hyperparameters/C``.
    """

    path: str
    mine: Any
    theirs: Any


def diff_configs(mine: ExperimentConfig, theirs: ExperimentConfig) -> tuple[Change, ...]:
    """Return the differences between two configurations, in the order of the settings."""
    return diff_values(to_json(mine), to_json(theirs))


def diff_values(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the differences between configurations, possibly incomplete ones, given as JSON values."""
    return tuple(_changes(_comparable(mine), _comparable(theirs), ()))


def _comparable(config: Mapping[str, Any]) -> dict[str, Any]:
    given = config.get("models")
    models = [one for one in given if isinstance(one, Mapping)] if isinstance(given, list | tuple) else []
    named = {str(one.get("key")): {"hyperparameters": one.get("hyperparameters", {})} for one in models}
    if not named or len(named) < len(given or ()):
        return dict(config)
    return {**config, "models": named}


def _changes(mine: Any, theirs: Any, place: tuple[str | int, ...]) -> list[Change]:
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        keys = [*mine, *(key for key in theirs if key not in mine)]
        found = [_changes(mine.get(key), theirs.get(key), (*place, str(key))) for key in keys]
        return [change for part in found for change in part]
    if place in SETS and _is_list(mine) and _is_list(theirs):
        return _set_change(mine, theirs, place)
    if _is_equal(mine, theirs):
        return []
    return [Change(pointer(place), mine, theirs)]


def _set_change(mine: Sequence[Any], theirs: Sequence[Any], place: tuple[str | int, ...]) -> list[Change]:
    only_mine = [one for one in mine if one not in theirs]
    only_theirs = [one for one in theirs if one not in mine]
    return [Change(pointer(place), only_mine, only_theirs)] if only_mine or only_theirs else []


def _is_equal(mine: Any, theirs: Any) -> bool:
    """Tell whether two values are equal; True and 1 are not."""
    return isinstance(mine, bool) is isinstance(theirs, bool) and bool(mine == theirs)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)
