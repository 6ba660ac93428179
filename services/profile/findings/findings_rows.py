"""Findings about rows and how they belong together: one rule, one function."""

from typing import TYPE_CHECKING

from ...findings import Finding, Fix
from ...vocabulary import Severity
from ...wording import counted
from .findings_fixes import quoted

if TYPE_CHECKING:  # the web process evaluates no columns and need not load Polars
    from .groups import Groups
    from .time_order import TimeOrder

FEW_ROWS, VERY_FEW_ROWS = 200, 50
MANY_DUPLICATES = 0.01


def few_rows(n_rows: int) -> Finding | None:
    """Warn of a table on which any score is mostly luck."""
    if n_rows >= FEW_ROWS:
        return None
    rows = counted(n_rows, "row")
    message = f"The table has only {rows}; scores will vary a lot from split to split."
    severity: Severity = "warning" if n_rows < VERY_FEW_ROWS else "info"
    return Finding("DATA_FEW_ROWS", severity, "", message, {"n_rows": n_rows})


def duplicate_rows(n_duplicates: int | None, n_rows: int) -> Finding | None:
    """Warn of rows that are there twice, because their copies may be on both sides of a split.

    No setting of a configuration leaves rows out, and some tables hold equal rows rightly: no fix.
    """
    if not n_duplicates:
        return None
    share = n_duplicates / n_rows
    equal = "is equal to an earlier one" if n_duplicates == 1 else "are equal to an earlier one"
    message = (
        f"{counted(n_duplicates, 'row')} ({share:.1%}) {equal} in all columns. "
        "Where they are copies, models are judged on rows they have learned; remove them from the file."
    )
    evidence = {"n_duplicates": n_duplicates, "share": share}
    severity: Severity = "warning" if share > MANY_DUPLICATES else "info"
    return Finding("DATA_DUPLICATE_ROWS", severity, "", message, evidence)


def time_order(order: "TimeOrder") -> Finding:
    """Point out that rows lie in time, so that random folds would learn from the future."""
    first = order.columns[0]
    named = ", ".join(map(quoted, order.columns))
    message = f"The rows are sorted by time ({named}); random folds would learn from the future."
    patch = (
        {"op": "replace", "path": "/roles/time", "value": first},
        {"op": "replace", "path": "/validation/strategy", "value": "time_expanding"},
    )
    evidence = {"column": first, "columns": list(order.columns), "rising": order.rising}
    return Finding(
        "DATA_TIME_ORDER", "warning", first, message, evidence, Fix("Validate in time order", patch)
    )


def groups(found: "Groups", *, in_time: bool = False) -> Finding:
    """Warn that several rows belong to one owner, so that random folds would know him already.

    Parameters
    ----------
    found : the column that names the owners
    in_time : the rows are also in order of time, which is the better way to divide them
    """
    name = found.column
    message = (
        f"{quoted(name)} names {found.n_groups:,} owners of {found.rows_per_group:.1f} rows each on average; "
        "random folds would have rows of one owner on both sides."
    )
    patch = (
        {"op": "replace", "path": "/roles/group", "value": name},
        {"op": "replace", "path": "/validation/strategy", "value": "group_kfold"},
    )
    evidence = {
        "column": name,
        "n_groups": found.n_groups,
        "rows_per_group": found.rows_per_group,
        "is_named": found.is_named,
        "same_within": list(found.same_within),
    }
    severity: Severity = "info" if in_time else "warning"
    fix = None if in_time else Fix("Keep groups together", patch)
    return Finding("DATA_GROUPS", severity, name, message, evidence, fix)
