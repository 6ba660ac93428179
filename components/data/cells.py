"""Values of the table as text: what a cell of the preview says."""

from typing import Any

from ...services.profile import ColumnProfile

NUMBERS = frozenset({"numeric", "integer"})
YEARS = (1500, 2200)
MAX_CHARACTERS = 200


def is_number(column: ColumnProfile) -> bool:
    """Tell whether the values of a column stand at the right."""
    return column.kind in NUMBERS


def cell_text(value: Any, column: ColumnProfile) -> str:
    """Return a value as text: numbers with separators, years without, long texts cut."""
    if value is None:
        return "missing"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)[:MAX_CHARACTERS]
    separator = "," if is_number(column) and not _are_years(column) else ""
    return f"{value:{separator}.12g}" if isinstance(value, float) else f"{value:{separator}}"


def is_suspected(value: Any, column: ColumnProfile) -> bool:
    """Tell whether a value seems to stand for "missing"."""
    if not column.disguised or value is None:
        return False
    if str(value) in column.disguised:
        return True
    return isinstance(value, int | float) and any(_as_number(one) == value for one in column.disguised)


def _as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _are_years(column: ColumnProfile) -> bool:
    low, high = column.stats.get("min"), column.stats.get("max")
    if column.kind != "integer" or not isinstance(low, (int, float)) or not isinstance(high, (int, float)):
        return False
    return YEARS[0] <= low and high <= YEARS[1] and column.n_distinct > 1
