"""Finds columns that name an owner to whom several rows belong: customers, patients, machines."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ...datasets.cells.names_of_columns import is_time_name, words
from ..records import ColumnProfile

_KEY = frozenset(("id", "ids", "uuid", "guid", "key"))
_NUMBERED = frozenset(("no", "nr", "num", "number", "code", "index", "name"))
_OWNERS = frozenset(
    ("account", "animal", "case", "client", "cluster", "customer", "device", "donor", "driver", "employee",
     "family", "group", "household", "machine", "member", "participant", "patient", "person", "player",
     "plot", "pupil", "respondent", "sensor", "session", "shop", "site", "station", "store", "student",
     "subj", "subject", "unit", "user", "vehicle", "visitor", "well")
)  # fmt: skip
_KINDS = ("integer", "categorical", "text", "identifier")
_MIN_GROUPS, _MIN_GROUPS_UNNAMED = 10, 30
_MIN_ROWS_EACH, _MIN_ROWS_EACH_UNNAMED, _MAX_ROWS_EACH_UNNAMED = 2.0, 3.0, 100.0
_MIN_SAME = 2
_AGREEMENT = 0.98
_SAMPLE_ROWS = 4_000
_MAX_CANDIDATES = 6
_MAX_COMPARED = 40

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """A column whose values own `rows_per_group` rows each on average (at least 2).

    `is_named` tells that its name says so; `same_within` are columns that are the same in all rows of an
    owner, which is the other evidence.
    """

    column: str
    n_groups: int
    rows_per_group: float
    is_named: bool
    same_within: tuple[str, ...] = ()


def find(
    columns: Sequence[ColumnProfile],
    values: Mapping[str, pl.Series],
    n_rows: int,
    *,
    apart: Collection[str] = (),
) -> tuple[Groups, ...]:
    """Return the columns that name owners of rows, in the order of the table.

    The name of a column says it (``customer_id``, ``patient``); or at least two other columns, that are
    no copies of it, have the same value in all rows of an owner, as a birthday has.

    Parameters
    ----------
    columns : all columns, with counts of the whole table
    values : of shape (n_seen,) by column name, for as many columns as may be compared
    n_rows : how many rows the table has
    apart : columns that are not asked: those of time, and those that repeat another one
    """
    fit = [one for one in columns if _may_own(one, n_rows) and one.name not in apart]
    found = [
        Groups(one.name, one.n_distinct, (n_rows - one.n_missing) / one.n_distinct, is_named=True)
        for one in fit
        if names_owner(one.name) and one.n_missing < n_rows / 2
    ]
    if found:
        return tuple(found)
    unnamed = [one for one in fit if _may_own_unnamed(one, n_rows) and one.name in values]
    others = [one for one in columns if one.name in values and one.name not in apart and one.n_distinct > 1]
    told = (_by_evidence(one, others[:_MAX_COMPARED], values, n_rows) for one in unnamed[:_MAX_CANDIDATES])
    return tuple(one for one in told if one is not None)[:1]


def names_owner(name: str) -> bool:
    """Tell whether a name means an owner of rows: a key of something, or a person or thing by itself."""
    parts = words(name)
    if not parts or is_time_name(name):
        return False
    if parts[-1] in _KEY:
        return True
    last = parts[-2] if len(parts) > 1 and parts[-1] in _NUMBERED else parts[-1]
    return last in _OWNERS and len(parts) <= 2


def _may_own(column: ColumnProfile, n_rows: int) -> bool:
    n = column.n_distinct
    return column.kind in _KINDS and n >= _MIN_GROUPS and n * _MIN_ROWS_EACH <= n_rows - column.n_missing


def _may_own_unnamed(column: ColumnProfile, n_rows: int) -> bool:
    n = max(1, column.n_distinct)
    each = n_rows / n
    return (
        column.n_missing == 0
        and n >= _MIN_GROUPS_UNNAMED
        and _MIN_ROWS_EACH_UNNAMED <= each <= _MAX_ROWS_EACH_UNNAMED
    )


def _by_evidence(
    column: ColumnProfile, others: Sequence[ColumnProfile], values: Mapping[str, pl.Series], n_rows: int
) -> Groups | None:
    """Return the groups of a column that is no name of an owner but behaves like one."""
    rows, owner = _whole_groups(values[column.name], column.n_distinct)
    if len(owner) < _MIN_GROUPS_UNNAMED:
        return None
    same = [
        one.name
        for one in others
        if one.name != column.name
        and one.n_distinct < column.n_distinct
        and _agreement(owner, values[one.name].gather(rows)) >= _AGREEMENT
    ]
    if len(same) < _MIN_SAME:
        return None
    return Groups(
        column.name, column.n_distinct, n_rows / column.n_distinct, is_named=False, same_within=tuple(same)
    )


def _whole_groups(values: pl.Series, n_distinct: int) -> tuple[pl.Series, Codes]:
    """Return numbers of rows and codes of their owners, for some owners with all of their rows."""
    known = values.to_frame("value").with_row_index("row")
    n_taken = max(_MIN_GROUPS_UNNAMED, _SAMPLE_ROWS * n_distinct // max(1, len(values)))
    part = max(1, n_distinct // n_taken)
    taken = known.filter(pl.col("value").hash(seed=0) % part == 0).sort("value", "row")
    return taken["row"], taken["value"].rank("dense").fill_null(0).cast(pl.Int64).to_numpy()


def _agreement(owner: Codes, values: pl.Series) -> float:
    """Return how much more often two neighbours of one owner agree than any two rows do, up to 1.

    The form is that of Cohen's kappa (1960), Educational and Psychological Measurement 20, 37-46.
    """
    codes = values.rank("dense").fill_null(0).cast(pl.Int64).to_numpy()
    together = owner[1:] == owner[:-1]
    if not together.any():
        return 0.0
    agree = float(np.mean((codes[1:] == codes[:-1])[together]))
    shares = np.bincount(codes) / len(codes)
    chance = float(np.sum(shares**2))
    return (agree - chance) / (1 - chance) if chance < 1 else 0.0
