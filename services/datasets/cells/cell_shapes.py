"""Tells by its looks alone whether a cell of text is a number, a date, one plain value or several."""

import re
from typing import Literal

Shape = Literal["empty", "number", "date", "plain", "odd"]

_SPACE = "[ \u00a0\u202f\u2009]"
_SIGN = r"(?:[$€£¥₹]|R\$|[A-Z]{3}|kr)"
_WHOLE = rf"(?:\d{{1,3}}(?:(?:[.,'’]|{_SPACE})\d{{3}})+|\d+)"
_NUMBER = re.compile(
    rf"[+-]?(?:{_SIGN}{_SPACE}?)?[+-]?(?:{_WHOLE}(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?"
    rf"(?:{_SPACE}?(?:%|{_SIGN}))?"
)
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?"
_MONTH = "[A-Za-zäéû]{3,9}"
_DAY = (
    rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|\d{{1,2}}[- ]{_MONTH}[- ,]\d{{2,4}}"
    rf"|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d{{2}}"
)
_DATE = re.compile(rf"(?:{_DAY})(?:[T ]{_CLOCK})?|{_CLOCK}")
_PLAIN = re.compile(r"(?:[\w ./\\+()&'%#@*=?!<>°\[\]’–-]|(?<!\w):|:(?= |$)){1,60}|[a-z]{2,9}://\S+")
_LUMP = re.compile(r"[,;\t|\x1f\x01]")
_TRUTH = frozenset(("true", "false"))
_ENDS = frozenset("\"'")
MISSING = frozenset(("", "NA", "N/A", "NaN", "nan", "NULL", "null", "None", "-", "?", "n/a", "na", "."))
"""Cells that say nothing about the kind of their column."""

_VALUE = {"empty": 0.0, "number": 1.0, "date": 1.0, "plain": 0.85, "odd": 0.1}


def shape(cell: str) -> Shape:
    """Return what a cell looks like, blanks at its ends aside."""
    cell = cell.strip()
    if not cell:
        return "empty"
    if _NUMBER.fullmatch(cell):
        return "number"
    if _DATE.fullmatch(cell):
        return "date"
    if cell[0] in _ENDS or not _PLAIN.fullmatch(cell) or _is_list(cell):
        return "odd"
    return "plain"


def _is_list(cell: str) -> bool:
    """Tell whether a cell holds several numbers or dates with blanks between them."""
    parts = cell.split(" ")
    return len(parts) > 1 and all(_NUMBER.fullmatch(part) or _DATE.fullmatch(part) for part in parts)


def is_typed(cell: str) -> bool:
    """Tell whether a cell looks like a number, a date, a time of day or a truth value."""
    return shape(cell) in ("number", "date") or cell.strip().lower() in _TRUTH


def weight(cell: str) -> float:
    """Return how much a cell looks like one value, in [0, 1]; prose lies between plain and odd."""
    kind = shape(cell)
    if kind == "odd" and len(cell) > 20 and " " in cell and not _LUMP.search(cell.replace(", ", " ")):
        return 0.6
    return _VALUE[kind]
