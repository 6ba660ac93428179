"""Search spaces: which settings have an effect beside the others, and values on an edge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, exp, floor, log, log10
from typing import Any, Literal

from .catalogue import spec
from .records import Parameter

EDGE_SHARE = 0.02
"""Share of a range, on the scale of its search, that counts as its edge."""

WIDER = 0.5
"""By which share of its width, on the scale of its search, a range grows at an edge."""

DIGITS = 2
"""Significant digits of a widened bound; it is rounded away from the range."""

Side = Literal["low", "high"]


@dataclass(frozen=True, slots=True)
class Edge:
    """A best value on an edge of the space: the `bound` of that side, and a `wider` one to go on with."""

    model: str
    parameter: str
    side: Side
    value: float
    bound: float
    wider: float


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


def edges(key: str, values: Mapping[str, Any], space: Mapping[str, Mapping[str, Any]]) -> tuple[Edge, ...]:
    """Return which of the best values lie on an edge of their range.

    A bound that is the setting's own limit is no edge: there is nothing beyond it.

    Parameters
    ----------
    key : of the catalogue
    values : the best ones, by setting
    space : ``{"low", "high", "log", "step"}`` by setting; alternatives have no edges
    """
    found = (
        _edge(key, parameter, values[name], bounds)
        for name, bounds in space.items()
        for parameter in [spec(key).parameter(name)]
        if parameter is not None and "low" in bounds and name in values
    )
    return tuple(one for one in found if one is not None)


def _edge(key: str, parameter: Parameter, value: Any, bounds: Mapping[str, Any]) -> Edge | None:
    low, high, is_log = float(bounds["low"]), float(bounds["high"]), bool(bounds.get("log"))
    place = log if is_log else float
    width = place(high) - place(low)
    if width <= 0 or not isinstance(value, int | float) or isinstance(value, bool):
        return None
    share = (place(value) - place(low)) / width
    sides: tuple[tuple[Side, float], ...] = (("low", share), ("high", 1 - share))
    side, distance = min(sides, key=lambda one: one[1])
    if distance > EDGE_SHARE:
        return None
    bound = low if side == "low" else high
    wider = _wider(parameter, bounds, side)
    return Edge(key, parameter.name, side, value, bound, wider) if wider != bound else None


def _wider(parameter: Parameter, bounds: Mapping[str, Any], side: Side) -> float:
    """Return a bound further out, within the limits of the setting and on its steps."""
    low, high, step = float(bounds["low"]), float(bounds["high"]), bounds.get("step")
    sign = -1 if side == "low" else 1
    bound = low if side == "low" else high
    if bounds.get("log"):
        wider = _rounded(bound * exp(sign * WIDER * log(high / low)), sign)
    elif step:
        wider = bound + sign * step * max(1, round(WIDER * (high - low) / step))
    else:
        wider = _rounded(bound + sign * WIDER * (high - low), sign)
    if parameter.type == "integer":
        wider = float(floor(wider) if sign < 0 else ceil(wider))
    limit = parameter.low if side == "low" else parameter.high
    if limit is None or sign * (limit - wider) >= 0:
        return wider
    # A logarithmic range cannot begin at 0, and one with steps must not leave them.
    return bound if (bounds.get("log") and limit <= 0) or step else float(limit)


def _rounded(value: float, sign: int) -> float:
    if value == 0:
        return 0.0
    unit = 10.0 ** (floor(log10(abs(value))) - DIGITS + 1)
    whole = floor(value / unit + 1e-9) if sign < 0 else ceil(value / unit - 1e-9)
    return float(f"{whole * unit:.{DIGITS + 2}g}")
