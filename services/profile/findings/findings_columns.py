"""Findings that do not depend on which column is the target: what is asked of each column, and of all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ...findings import Finding
from ..records import ColumnProfile
from . import findings_rows, findings_values
from .findings_fixes import leave_out, quoted

if TYPE_CHECKING:  # the web process evaluates no columns and need not load Polars
    from .groups import Groups
    from .time_order import TimeOrder

NEARLY_ALL = 0.98
MIN_ROWS_NEARLY = 50
_LEVELS = {"min": 0.0, "q01": 0.01, "q25": 0.25, "median": 0.5, "q75": 0.75, "q99": 0.99, "max": 1.0}


def of_columns(
    columns: Sequence[ColumnProfile],
    n_rows: int,
    duplicates: Mapping[str, tuple[str, str]],
    order: "TimeOrder | None",
    *,
    n_duplicate_rows: int | None = None,
    groups: "Sequence[Groups]" = (),
) -> tuple[Finding, ...]:
    """Return all findings that need no target: of rows first, then in the order of the columns.

    Parameters
    ----------
    columns : counts in them are of the whole table, estimated or exact
    n_rows : how many rows the table has
    duplicates : by column, an earlier column that says the same and how (``equal``, ``one_to_one``)
    order : how the rows lie in time, if they do
    n_duplicate_rows : how many rows are equal to an earlier one, None where not looked for
    groups : columns that name the owner of several rows each
    """
    found: list[Finding | None] = [
        findings_rows.few_rows(n_rows),
        findings_rows.duplicate_rows(n_duplicate_rows, n_rows),
    ]
    for column in columns:
        found += _of_column(column, n_rows)
        if column.name in duplicates:
            found.append(duplicate(column, *duplicates[column.name]))
    if order is not None:
        found.append(findings_rows.time_order(order))
    found += [findings_rows.groups(one, in_time=order is not None) for one in groups]
    return tuple(finding for finding in found if finding is not None)


def _of_column(column: ColumnProfile, n_rows: int) -> Iterator[Finding | None]:
    yield constant(column)
    yield identifier(column)
    yield near_constant(column, n_rows)
    yield findings_values.missing(column, n_rows)
    yield findings_values.disguised(column, n_rows)
    yield findings_values.mixed_types(column, n_rows)
    yield findings_values.high_cardinality(column)
    yield findings_values.outliers(column, n_rows)
    yield findings_values.skew(column)
    yield findings_values.text(column)


def constant(column: ColumnProfile) -> Finding | None:
    """Point out a column in which nothing varies."""
    if column.kind != "constant":
        return None
    what = "is empty" if column.n_distinct == 0 else "has the same value in every row"
    message = f"{quoted(column.name)} {what}."
    evidence = {"n_distinct": column.n_distinct}
    fix = leave_out(column.name, "constant")
    return Finding("DATA_CONSTANT", "warning", column.name, message, evidence, fix)


def near_constant(column: ColumnProfile, n_rows: int) -> Finding | None:
    """Point out a column of which nearly all known values are the same one."""
    n_known = n_rows - column.n_missing
    if column.kind == "constant" or n_known < MIN_ROWS_NEARLY:
        return None
    share = same_share(column, n_known)
    if share < NEARLY_ALL:
        return None
    message = f"{quoted(column.name)} has the same value in {share:.1%} of its rows."
    evidence = {"share": share, "n_distinct": column.n_distinct}
    fix = leave_out(column.name, f"{share:.1%} of its values are the same")
    return Finding("DATA_NEAR_CONSTANT", "info", column.name, message, evidence, fix)


def identifier(column: ColumnProfile) -> Finding | None:
    """Point out a column that names rows, from which nothing can be learned for other rows."""
    if column.kind != "identifier":
        return None
    message = f"{quoted(column.name)} is different in every row."
    evidence = {"n_distinct": column.n_distinct}
    fix = leave_out(column.name, "identifier")
    return Finding("DATA_IDENTIFIER", "warning", column.name, message, evidence, fix)


def duplicate(column: ColumnProfile, other: str, relation: str) -> Finding:
    """Point out a column that says nothing an earlier one does not say."""
    how = "has the same values as" if relation == "equal" else "has a fixed value for each value of"
    message = f"{quoted(column.name)} {how} {quoted(other)}."
    evidence = {"column": other, "relation": relation}
    fix = leave_out(column.name, f"says the same as {other[:200]}")
    return Finding("DATA_DUPLICATE_COLUMN", "warning", column.name, message, evidence, fix)


def same_share(column: ColumnProfile, n_known: int) -> float:
    """Return the share of known values that are the most frequent one, in [0, 1].

    Exact where the most frequent values were counted; else what equal quantiles prove, a lower bound.
    """
    top = column.stats.get("top")
    if top:
        return min(1.0, float(top[0][1]) / max(1, n_known))
    spans: dict[float, list[float]] = {}
    for name, level in _LEVELS.items():
        value = column.stats.get(name)
        if isinstance(value, int | float):
            spans.setdefault(float(value), []).append(level)
    return max((levels[-1] - levels[0] for levels in spans.values()), default=0.0)
