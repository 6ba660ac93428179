"""The facts about a table and target that the rules of recommendation look at."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..features import plan
from ..profile.records import ColumnProfile, Profile
from ..vocabulary import SizeBand, Task
from .records import DataFacts

SMALL_ROWS = 10_000
"""Rows below which a table is small (R2, R11)."""

LARGE_ROWS = 100_000
"""Rows above which a table is large, and beyond what was measured (R1, R6)."""

MIN_MOMENTS = 5
"""Distinct moments below which rows cannot be divided in time: two windows and a test (R9), by definition
with one moment to spare, as the share of a test may take two."""

MIN_ROWS_PER_GROUP = 3
"""Rows per owner from which an id counts as a group (R10)."""
ID_NAME = re.compile(r"(^|[^a-z])(id|ids|uuid|key)$|[a-z](Id|ID)$")


def size_band(n_rows: int) -> SizeBand:
    """Return the band of a true count of rows: below 10,000, up to 100,000, above."""
    if n_rows < SMALL_ROWS:
        return "small"
    return "medium" if n_rows <= LARGE_ROWS else "large"


def facts(
    profile: Profile, target: str, task: Task, features: Collection[str], *, memory_mb: int | None = None
) -> DataFacts:
    """Return what the rules need to know.

    Parameters
    ----------
    profile : of the table, best made for this target
    target : name of the target column
    task : what is predicted
    features : names of the columns that will train; unknown names and the target are passed over
    memory_mb : what one run may use, in MB (2**20 bytes), None if nothing is known of it
    """
    wanted = set(features) - {target}
    columns = [column for column in profile.columns if column.name in wanted]
    is_number = task in ("regression", "forecasting")
    counts = {} if is_number else _class_counts(profile, target)
    stats = _stats(profile, target) if is_number else {}
    smallest = min(counts.values(), default=None)
    time_column = _time_column(profile, target)
    return DataFacts(
        task=task,
        n_rows=max(0, profile.n_rows - _n_without_target(profile, target)),
        n_features=len(columns),
        n_numeric=_count(columns, "numeric", "integer"),
        n_categorical=_count(columns, "categorical", "boolean", "identifier"),
        n_text=_count(columns, "text"),
        n_datetime=_count(columns, "datetime"),
        n_expanded=plan([one.name for one in columns], profile, encoding="one_hot").n_output,
        missing_share=_missing_share(columns, profile.n_rows),
        n_classes=len(counts) or None,
        minority_share=None if smallest is None else smallest / max(1, sum(counts.values())),
        minority_count=smallest,
        target_skew=stats.get("skew"),
        target_min=stats.get("min"),
        time_column=time_column,
        n_moments=_n_distinct(profile, time_column),
        group_column=_group_column(profile, target),
        memory_bytes=None if memory_mb is None else memory_mb * 2**20,
    )


def _stats(profile: Profile, name: str) -> Mapping[str, Any]:
    column = profile.column(name)
    return column.stats if column else {}


def _count(columns: Sequence[ColumnProfile], *kinds: str) -> int:
    return sum(column.kind in kinds for column in columns)


def _missing_share(columns: Sequence[ColumnProfile], n_rows: int) -> float:
    cells = n_rows * len(columns)
    return min(1.0, sum(column.n_missing for column in columns) / cells) if cells else 0.0


def _n_without_target(profile: Profile, target: str) -> int:
    if profile.target is not None and profile.target.name == target:
        return profile.target.n_missing
    column = profile.column(target)
    return column.n_missing if column else 0


def _class_counts(profile: Profile, target: str) -> dict[str, int]:
    if profile.target is not None and profile.target.name == target and profile.target.balance:
        return dict(profile.target.balance)
    column = profile.column(target)
    top = column.stats.get("top") if column else None
    return {str(value): int(count) for value, count in top or ()}


def _time_column(profile: Profile, target: str) -> str | None:
    """Return the column that orders rows in time (R9): found so, a date, or year beside month.

    Columns of too few moments are passed over: rows cannot be divided by them.
    """
    names = _time_columns(profile, target)
    return next((name for name in names if (_n_distinct(profile, name) or 0) >= MIN_MOMENTS), None)


def _time_columns(profile: Profile, target: str) -> list[str]:
    ordered = [one.field for one in profile.findings if one.code == "DATA_TIME_ORDER"]
    found = [name for name in ordered if profile.column(name) is not None and name != target]
    dates = [one.name for one in profile.columns if one.kind == "datetime" and one.name != target]
    by_name = {column.name.casefold(): column.name for column in profile.columns if column.name != target}
    years = [by_name["year"]] if "year" in by_name and "month" in by_name else []
    return [*found, *dates, *years]


def _n_distinct(profile: Profile, name: str | None) -> int | None:
    column = profile.column(name) if name is not None else None
    return column.n_distinct if column else None


def _group_column(profile: Profile, target: str) -> str | None:
    """Return the column that names whose row it is, if each owner has several rows (R10)."""
    owners = [one.field for one in profile.findings if one.code == "DATA_GROUPS"]
    found = [name for name in owners if profile.column(name) is not None and name != target]
    if found:
        return found[0]
    return next(
        (
            column.name
            for column in profile.columns
            if column.name != target
            and (column.kind == "identifier" or _is_named_id(column))
            and 1 < column.n_distinct <= profile.n_rows / MIN_ROWS_PER_GROUP
        ),
        None,
    )


def _is_named_id(column: ColumnProfile) -> bool:
    named = ID_NAME.search(column.name) or ID_NAME.search(column.name.lower())
    return bool(named) and column.kind in ("integer", "categorical", "text") and column.n_distinct >= 10
