"""Finds columns that say the same as an earlier one."""

import hashlib
from collections.abc import Mapping, Sequence

import polars as pl

from ..records import ColumnProfile

_MAX_LEVELS = 1000
_MAX_DIFFERENT = 0.5


def find(values: Mapping[str, pl.Series], columns: Sequence[ColumnProfile]) -> dict[str, tuple[str, str]]:
    """Return, by column, an earlier one and the relation: ``equal`` or ``one_to_one``.

    Only columns with equal numbers of missing and different values are compared.

    Parameters
    ----------
    values : of shape (n_rows,) by column name; only those of columns that may be alike are asked for
    columns : their profiles, in the order of the table
    """
    first: dict[tuple[object, ...], str] = {}
    alike: dict[tuple[object, ...], dict[bytes, str]] = {}
    found: dict[str, tuple[str, str]] = {}
    for column in columns:
        if column.kind in ("constant", "identifier") or column.name not in values:
            continue
        signature = (column.n_missing, column.n_distinct, _largest(column), _measures(column))
        earliest = first.setdefault(signature, column.name)
        if earliest == column.name:
            continue
        series = values[column.name]
        is_loose = column.n_distinct <= min(_MAX_LEVELS, _MAX_DIFFERENT * (series.len() - column.n_missing))
        marks = alike.setdefault(signature, {})
        if not marks:
            marks[_mark(values[earliest], is_loose=is_loose)] = earliest
        earlier = marks.setdefault(_mark(series, is_loose=is_loose), column.name)
        if earlier != column.name:
            other = values[earlier]
            is_equal = other.dtype == series.dtype and other.equals(series, check_names=False)
            found[column.name] = (earlier, "equal" if is_equal else "one_to_one")
    return found


def _largest(column: ColumnProfile) -> object:
    """Return the counts of the most frequent values, where they are known."""
    return tuple(n for _, n in column.stats.get("top", ()))


def _measures(column: ColumnProfile) -> object:
    """Return what tells columns apart that can only be equal, so that few need to be read again."""
    if column.n_distinct <= _MAX_LEVELS:
        return None
    return tuple(column.stats.get(name) for name in ("min", "mean", "max"))


def _mark(values: pl.Series, *, is_loose: bool) -> bytes:
    """Return a digest that only columns share that are equal or, if `is_loose`, one to one.

    Two columns are one to one when each row met its value first in the same row. Where nearly every value
    is met once that says nothing, since any two such columns are.
    """
    if is_loose:
        rows = pl.DataFrame({"value": values}).with_row_index("row")
        first = pl.when(pl.col("value").is_not_null()).then(pl.col("row").min().over("value"))
        content, kind = rows.select(first.fill_null(rows.height).alias("first")).to_series(), ""
    else:
        content, kind = values.hash(), str(values.dtype)
    return hashlib.blake2b(content.to_numpy().tobytes() + kind.encode(), digest_size=16).digest()
