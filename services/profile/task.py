"""Tells from a column what kind of question predicting it would be."""

from ..vocabulary import Task
from .records import ColumnProfile

MAX_NUMBER_CLASSES = 10
_MIN_ROWS_PER_CLASS = 10


def detect_task(column: ColumnProfile, n_rows: int) -> tuple[Task, str]:
    """Return the task and the reason in words.

    Two values are a yes-or-no question; texts name classes; whole numbers are classes only if there are
    few of them with many rows each, else an amount.

    Parameters
    ----------
    column : the target
    n_rows : number of rows of the table, with and without a target
    """
    n, n_known = column.n_distinct, n_rows - column.n_missing
    rows = f"{n_known:,} rows"
    if n <= 2:
        return "binary", f"{n} distinct values in {rows}"
    if column.kind in ("boolean", "categorical", "text", "identifier", "constant"):
        return "multiclass", f"{n:,} distinct labels in {rows}"
    if column.kind == "datetime":
        return "regression", f"{n:,} distinct moments in {rows}"
    if _is_whole(column) and n <= MAX_NUMBER_CLASSES and n * _MIN_ROWS_PER_CLASS <= n_known:
        return "multiclass", f"only {n} distinct whole numbers in {rows}"
    return "regression", f"{n:,} distinct numbers in {rows}"


def _is_whole(column: ColumnProfile) -> bool:
    if column.kind == "integer":
        return True
    top = column.stats.get("top", ())
    return bool(top) and all(float(value).is_integer() for value, _ in top)
