"""Finds the columns by which the rows are sorted in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ...datasets.cells.names_of_columns import words
from ...vocabulary import ColumnKind

_MIN_MOMENTS = 20
_HEAD = 1000
_UNITS = {
    "year": ("year", "yr"),
    "month": ("month", "mo"),
    "day": ("day",),
    "hour": ("hour", "hr"),
    "minute": ("minute", "min"),
}
_BOUNDS = {"year": (1000, 9999), "month": (1, 12), "day": (1, 31), "hour": (0, 24), "minute": (0, 60)}


@dataclass(frozen=True, slots=True)
class TimeOrder:
    """The rows rise (or fall) along these columns, the coarsest first."""

    columns: tuple[str, ...]
    rising: bool


def find(kinds: Mapping[str, ColumnKind], values: Mapping[str, pl.Series]) -> TimeOrder | None:
    """Return the order in time of the rows, if they have one.

    A datetime column that never goes back, or a year and a month column (with day, hour, minute where
    present) that together never go back; with at least 20 different moments.

    Parameters
    ----------
    kinds : of the columns by name, in the order of the table
    values : of shape (n_rows,) by name; only those are asked for that may hold time
    """
    for name, kind in kinds.items():
        if kind == "datetime" and values[name].null_count() == 0:
            order = _ordered((name,), values[name].cast(pl.Int64))
            if order is not None:
                return order
    return _by_parts([name for name, kind in kinds.items() if kind == "integer"], values)


def _by_parts(whole: Sequence[str], values: Mapping[str, pl.Series]) -> TimeOrder | None:
    found: dict[str, str] = {}
    for unit, spellings in _UNITS.items():
        named = [name for name in whole if any(word in spellings for word in words(name))]
        name = next((name for name in named if _is_unit(unit, values[name])), None)
        if name is None:
            break
        found[unit] = name
    if len(found) < 2:
        return None
    moment = pl.zeros(len(values[found["year"]]), dtype=pl.Int64, eager=True)
    for unit, name in found.items():
        moment = moment * (_BOUNDS[unit][1] + 1) + values[name]
    return _ordered(tuple(found.values()), moment)


def _is_unit(unit: str, values: pl.Series) -> bool:
    low, high = _BOUNDS[unit]
    return not values.null_count() and bool(values.is_between(low, high).all())


def _ordered(columns: tuple[str, ...], moments: pl.Series) -> TimeOrder | None:
    head = moments.head(_HEAD)
    if not (head.is_sorted() or head.is_sorted(descending=True)):
        return None
    steps = moments.diff().drop_nulls()
    if int((steps != 0).sum()) + 1 < _MIN_MOMENTS:
        return None
    if (steps >= 0).all():
        return TimeOrder(columns, rising=True)
    return TimeOrder(columns, rising=False) if (steps <= 0).all() else None
