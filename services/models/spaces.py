"""Search spaces: which settings have an effect beside the others, and what is wrong with bounds."""

from collections.abc import Iterable, Mapping
from typing import Any

from .catalogue import spec


def has_effect(key: str, name: str, full: Mapping[str, Any]) -> bool:
    """Tell whether a setting does anything beside the values of the others.

    Parameters
    ----------
    key : of the catalogue
    name : of the setting
    full : every value of the model, as `resolve_hyperparameters` returns them
    """
    parameter = spec(key).parameter(name)
    if parameter is None or parameter.needs is None:
        return True
    other, value = parameter.needs
    return full.get(other) == value and has_effect(key, other, full)


def in_order(key: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return settings such that each comes after the one it needs; otherwise the order stays."""
    found: list[str] = []
    wanted = tuple(names)

    def put(name: str) -> None:
        parameter = spec(key).parameter(name)
        needs = parameter.needs if parameter else None
        if needs is not None and needs[0] in wanted:
            put(needs[0])
        if name not in found:
            found.append(name)

    for name in wanted:
        put(name)
    return tuple(found)
