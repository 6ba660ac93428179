"""Splits the lines of one row into cells, for delimiters of one or several characters."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from .dialect import Dialect

_MAX_LENIENT = 200_000
_STAND_IN = "\U0010fffd"


def is_padded(dialect: Dialect) -> bool:
    """Tell whether a blank follows the mark between fields, as in ``a, b``; it belongs to no cell."""
    return len(dialect.delimiter) == 2 and dialect.delimiter[1] == " " and dialect.delimiter[0] != " "


def plainly(bare: str, dialect: Dialect) -> list[str]:
    """Return the cells of a line without its end, quotes being letters like others."""
    if is_padded(dialect):
        return [cell.lstrip(" ") for cell in bare.split(dialect.delimiter[0])]
    return bare.split(dialect.delimiter)


def piecewise(bare: str, dialect: Dialect) -> list[str]:
    """Return what stands between delimiters, those within quotes too, without the quotes around a piece."""
    mark = dialect.quote
    return [
        piece[1:-1] if len(piece) > 1 and piece[0] == piece[-1] == mark else piece
        for piece in plainly(bare, dialect)
    ]


def reader(lines: Iterable[str], dialect: Dialect, *, strict: bool = False) -> Iterator[list[str]]:
    """Return the rows that the standard parser makes of lines; raises `csv.Error` as that does."""
    mark = dialect.delimiter
    how = {"quotechar": dialect.quote, "escapechar": dialect.escape, "doublequote": dialect.escape is None}
    if len(mark) == 1:
        return csv.reader(lines, delimiter=mark, strict=strict, **how)  # type: ignore[arg-type]
    if is_padded(dialect):
        return csv.reader(lines, delimiter=mark[0], skipinitialspace=True, strict=strict, **how)  # type: ignore[arg-type]
    alike = (line.replace(mark, _STAND_IN) for line in lines)
    rows = csv.reader(alike, delimiter=_STAND_IN, strict=strict, **how)  # type: ignore[arg-type]
    return ([cell.replace(_STAND_IN, mark) for cell in row] for row in rows)


def leniently(bare: str, dialect: Dialect) -> list[str]:
    """Return the cells of a line in which a quote ends a field only before a delimiter or the end."""
    if len(bare) > _MAX_LENIENT:
        return piecewise(bare, dialect)  # every open quote costs a look at the rest of the line
    cells: list[str] = []
    for quoted, plain in _fields(*_mark(dialect), dialect.quote).findall(bare):
        cell = quoted[1:-1] if quoted else plain
        cells.append(cell.replace(dialect.quote * 2, dialect.quote) if quoted else cell)
    return cells


def is_well_quoted(bare: str, dialect: Dialect) -> bool:
    """Tell whether all quotes of a line enclose whole fields or are doubled within such ones."""
    if dialect.quote not in bare:
        return True
    return line_pattern(dialect).fullmatch(bare) is not None


def line_pattern(dialect: Dialect) -> re.Pattern[str]:
    """Return the pattern of lines in which quotes enclose whole fields or are doubled within such ones."""
    return _whole_line(*_mark(dialect), dialect.quote, dialect.escape)


def _mark(dialect: Dialect) -> tuple[str, str]:
    """Return patterns of the delimiter and of the blanks that may follow it."""
    return (
        (re.escape(dialect.delimiter[0]), " *") if is_padded(dialect) else (re.escape(dialect.delimiter), "")
    )


@lru_cache(maxsize=64)
def _fields(mark: str, blanks: str, quote: str) -> re.Pattern[str]:
    q = re.escape(quote)
    return re.compile(
        rf"(?:(?<={mark})|^){blanks}(?:({q}.*?{q}(?!{q})(?={mark}|$))|(.*?)(?={mark}|$))", re.DOTALL
    )


@lru_cache(maxsize=64)
def _whole_line(mark: str, blanks: str, quote: str, escape: str | None) -> re.Pattern[str]:
    q = re.escape(quote)
    inner = rf"(?:[^{q}]|{q}{q})*+" if escape is None else rf"(?:[^{q}\\]|\\.)*+"
    field = rf"(?:{q}{inner}{q}|(?:(?!{mark})[^{q}])*+)"
    return re.compile(rf"{field}(?:{mark}{blanks}{field})*+", re.DOTALL)
