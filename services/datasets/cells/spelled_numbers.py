"""How people write numbers: decimal sign, thousands sign, a currency or percent sign before or behind."""

import re
from dataclasses import dataclass

import polars as pl

_SPACES = ("\u00a0", "\u202f", "\u2009")
_DECIMAL_COMMA = (",", "")
_MARKS = ((".", ","), (",", "."), (".", " "), (",", " "), (".", "'"), (",", "'"), (".", "\u2019"))
_SIGNS = r"[$\u20ac\u00a3\u00a5\u20b9%]|USD|EUR|GBP|CHF|JPY|kr|R\$"
_UNIT = re.compile(rf"^[+-]?({_SIGNS})\s?[+-]?\d|\d\s?({_SIGNS})$")
_HAS_DIGIT = r"\d"


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way to write numbers; `unit` is a sign that stands before or behind each of them.

    A percentage keeps its figure: ``12 %`` is 12.
    """

    decimal: str = "."
    thousands: str = ""
    unit: str = ""


PLAIN = Spelling()
"""Numbers as every program reads them: ``-1234.5e6``."""


def likely(known: pl.Series, *, decimal_comma: bool) -> list[Spelling]:
    """Return the spellings that all of these cells fit, the plain one first; none if they are no numbers.

    The first cell alone rules most of them out, at a hundredth of the time.

    Of ``1,234`` that could be either, a decimal comma is assumed where the file does not use commas
    between its fields, a thousands comma where it does.

    Parameters
    ----------
    known : stripped texts without missing ones, of shape (n,)
    decimal_comma : ``1,5`` may be a number
    """
    if known.cast(pl.Float64, strict=False).null_count() == 0:
        return [PLAIN]
    if not known.str.contains(_HAS_DIGIT).all():
        return []
    unit = _unit(known)
    if unit is None:
        return []
    bare = _without_unit(known, unit)
    if unit and bare.cast(pl.Float64, strict=False).null_count() == 0:
        return [Spelling(unit=unit)]
    first = bare[0] or ""
    fitting = [Spelling(*marks, unit) for marks in _marks(decimal_comma=decimal_comma)]
    patterns = [(spelling, _pattern(spelling)) for spelling in fitting]
    return [
        spelling
        for spelling, pattern in patterns
        if re.search(pattern, first) and bare.str.contains(pattern).all()
    ]


def without_unit(*, decimal_comma: bool) -> list[Spelling]:
    """Return every spelling without a sign before or behind, the plain one first."""
    return [PLAIN, *(Spelling(*marks) for marks in _marks(decimal_comma=decimal_comma))]


def plain(bare: pl.Series, spelling: Spelling) -> pl.Series:
    """Return the cells as a computer writes numbers; what does not fit the spelling becomes null.

    Parameters
    ----------
    bare : stripped texts of shape (n,)
    """
    if spelling == PLAIN:
        return bare
    cells = _without_unit(bare, spelling.unit)
    if (spelling.decimal, spelling.thousands) != (".", ""):
        cells = pl.select(pl.when(cells.str.contains(_pattern(spelling))).then(cells)).to_series()
        if spelling.thousands:
            cells = cells.str.replace_all(spelling.thousands, "", literal=True)
        cells = cells.str.replace(spelling.decimal, ".", literal=True)
    return cells


def _marks(*, decimal_comma: bool) -> tuple[tuple[str, str], ...]:
    first = _MARKS[:1]
    return (_DECIMAL_COMMA, *_MARKS) if decimal_comma else (*first, _DECIMAL_COMMA, *_MARKS[1:])


def _pattern(spelling: Spelling) -> str:
    whole = r"\d+"
    if spelling.thousands:
        whole = rf"(?:\d{{1,3}}(?:{re.escape(spelling.thousands)}\d{{3}})+|\d+)"
    broken = rf"{re.escape(spelling.decimal)}\d+"
    return rf"^[+-]?(?:{whole}(?:{broken})?|{broken})(?:[eE][+-]?\d+)?$"


def _unit(known: pl.Series) -> str | None:
    """Return the one sign that all cells carry, "" if none does, None if they differ."""
    signs = set()
    for cell in known.unique().head(200):
        met = _UNIT.search(cell)
        signs.add((met[1] or met[2]) if met else "")
    return signs.pop() if len(signs) == 1 else None


def _without_unit(bare: pl.Series, unit: str) -> pl.Series:
    cells = bare
    if unit:
        escaped = re.escape(unit)
        both = rf"^(?:([+-]?){escaped}\s?([+-]?)(\d.*)|([+-]?\d.*?)\s?{escaped})$"
        one = cells.str.replace(both, "${1}${2}${3}${4}")
        cells = pl.select(pl.when(one != cells).then(one)).to_series()
    for space in _SPACES:
        cells = cells.str.replace_all(space, " ", literal=True)
    return cells
