"""Finds where in a CSV file the table stands: behind which lines, under which header, before which lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .. import header
from ..cells.cell_shapes import is_typed
from ..notes import LineNotes
from ..records import ReportNote
from . import detection
from .csv_repair import OTHER_MARKS, Lines, Records
from .dialect import Dialect, Sample, lines_of

_MAX_PREAMBLE, _MAX_FOOTER = 30, 12
_MIN_ROWS, _MAX_ROWS, _MAX_CELLS = 12, 300, 6000
_MIN_TABLE = 3
_WORDS = (
    "source|totals?|sum|notes?|legend|remarks?|generated|exported|created|downloaded|copyright|end of|"
    "updated|last update|as of|data from|quelle|summe|gesamt|stand|hinweis|nota|fuente|rows|records|count|"
    "page|provisional|printed|report"
)
_FOOTER = re.compile(rf"\s*\W{{0,3}}(?:(?:{_WORDS})\b|\(c\)|©|www\.|https?:).*", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*(\*+|\d\)|\(\d\)|†|#|//|--)\s*\S.*")


_TRAILING = ReportNote(
    "DELIMITER_AT_END", "info", "Each line ends with a delimiter and nothing behind it; that makes no column."
)
_SHORT = ReportNote(
    "HEADER_SHORT",
    "warning",
    "The first line names one column fewer than the rows have. If it holds values, not names, say so: "
    "it then becomes a row.",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """The dialect with the place of the table, the cells of its header, and what was doubtful."""

    dialect: Dialect
    names: list[str]
    notes: tuple[ReportNote, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row near the head of the file: the line (1-based) it begins on and the one behind it."""

    line: int
    after: int
    cells: list[str]


def placed(pieces: Sample, dialect: Dialect, *, skip: int | None, has_header: bool | None) -> Placed:
    """Settle how many lines stand before and behind the table and what names its columns.

    Parameters
    ----------
    dialect : with the number of columns
    skip, has_header : what the user said of it, if anything
    """
    start = _preamble(pieces, dialect) if skip is None else skip
    lines = lines_of(pieces.head)[start:]
    rows = _rows(lines, dialect)
    first = _without_end(rows[0].cells, dialect) if rows else []
    bodies = [first, *(row.cells for row in rows[1:])]
    is_short = len(first) == dialect.n_columns - 1 and not dialect.trailing
    is_doubtful = is_short and not header.are_row_names(bodies[1:])
    found = has_header
    if found is None:
        found = header.has_header([["", *first], *bodies[1:]] if is_short else bodies)
        found = found and not (is_doubtful and header.holds_values(first))
    dialect = replace(dialect, skip=start + (rows[0].line - 1 if rows else 0), header=found)
    dialect = _without_empty_end(dialect, first, bodies)
    if dialect.trailing:
        bodies = [_without_end(body, dialect) for body in bodies]
        first = bodies[0]
    dialect = replace(dialect, skip_end=_footer(pieces, dialect, bodies))
    notes = (_TRAILING,) if dialect.trailing else ()
    if not found:
        return Placed(dialect, [], notes)
    if rows and rows[0].after - rows[0].line == 1:
        dialect = replace(dialect, header_line=lines[rows[0].line - 1].rstrip("\r\n"))
    result = _with_second_row(dialect, first, rows, bodies)
    if is_doubtful and has_header is None:
        notes = (*notes, replace(_SHORT, n=1, lines=(dialect.skip + 1,)))
    return replace(result, notes=(*result.notes, *notes))


def _with_second_row(dialect: Dialect, first: list[str], rows: list[_Row], bodies: list[list[str]]) -> Placed:
    fitting = [body for body in bodies[1:] if len(body) == dialect.n_columns]
    if len(first) != dialect.n_columns or len(bodies[1:2] or [[]]) == 0:
        return Placed(dialect, first)
    if len(bodies) < 2 or len(bodies[1]) != dialect.n_columns or header.n_header_rows([first, *fitting]) == 1:
        return Placed(dialect, first)
    second = bodies[1]
    names = header.joined(first, second)
    what = "was joined to the names" if names != first else "was left out"
    said = ", ".join(f"'{cell[:40]}'" for cell in second[:8])
    message = f"The second row of the header {what}: {said}."
    note = ReportNote(
        "HEADER_SECOND_ROW", "warning", message, 1, (dialect.skip + rows[1].line - rows[0].line + 1,)
    )
    return Placed(replace(dialect, header_rows=2), names, (note,))


def _rows(lines: Sequence[str], dialect: Dialect) -> list[_Row]:
    """Return the first rows of some lines."""
    source = Lines(iter(lines))
    most = min(_MAX_ROWS, max(_MIN_ROWS, _MAX_CELLS // max(1, dialect.n_columns)))
    result = []
    for line, cells in Records(source, replace(dialect, skip=0, header_line=""), LineNotes()).every():
        result.append(_Row(line, source.number + 1, cells))
        if len(result) >= most:
            break
    return result


def _without_end(first: list[str], dialect: Dialect) -> list[str]:
    return first[:-1] if len(first) == dialect.n_columns + 1 and not first[-1].strip() else first


def _without_empty_end(dialect: Dialect, first: list[str], bodies: list[list[str]]) -> Dialect:
    """Drop the column that exists only because every line ends with a delimiter."""
    last = dialect.n_columns - 1
    is_named = len(first) > last and bool(first[last].strip())
    if last < 1 or is_named or (dialect.header is False and len(first) <= last):
        return dialect
    ends = [row[last] for row in bodies[1:] if len(row) == dialect.n_columns]
    if any(cell.strip(" \t\0") for cell in ends) or len(ends) < len(bodies) / 2:
        return dialect
    return replace(dialect, n_columns=last, trailing=True)


def _preamble(pieces: Sample, dialect: Dialect) -> int:
    """Return how many lines before the table have far fewer filled cells than it."""
    if detection.said_by_first_line(pieces) is not None:
        rest = Sample(pieces.head.partition("\n")[2], pieces.others)
        return 1 + _preamble(rest, dialect)
    rows = _rows(lines_of(pieces.head)[: 8 * _MAX_PREAMBLE], replace(dialect, n_columns=0))
    sparse = 0
    for row in rows[:_MAX_PREAMBLE]:
        if not _is_sparse(row.cells, dialect):
            break
        sparse += 1
    short = next((n for n, row in enumerate(rows[:sparse]) if len(row.cells) >= dialect.n_columns), sparse)
    for n in (sparse, short):
        if 0 < n < len(rows[:_MAX_PREAMBLE]) and _may_go(rows, n, dialect):
            return rows[n].line - 1
    return 0


def _is_sparse(cells: list[str], dialect: Dialect) -> bool:
    filled = sum(bool(cell.strip()) for cell in cells)
    if len(cells) < dialect.n_columns:
        return filled * 2 <= dialect.n_columns
    return (
        dialect.n_columns > 2 and filled * 2 < dialect.n_columns and filled <= max(2, dialect.n_columns // 3)
    )


def _may_go(rows: list[_Row], sparse: int, dialect: Dialect) -> bool:
    """Tell whether sparse rows at the head are titles, not the first rows of the table."""
    before = [row.cells for row in rows[:sparse]]
    if all(len(cells) < dialect.n_columns for cells in before):
        return True
    following = [row.cells for row in rows[sparse:] if len(row.cells) == dialect.n_columns]
    return header.has_header(following) and not any(is_typed(cells[0]) for cells in before)


def _footer(pieces: Sample, dialect: Dialect, bodies: list[list[str]]) -> int:
    """Return how many lines behind the table are none of its rows, such as sources and footnotes."""
    lines = lines_of(pieces.pieces[-1])
    n_free = len(lines) - (dialect.skip + _MIN_TABLE if len(pieces.pieces) == 1 else 1)
    n = 0
    for line in reversed(lines[-_MAX_FOOTER:]):
        if n >= n_free or (line.strip() and not _may_be_footer(line.rstrip("\r\n"), dialect)):
            break
        n += 1
    while n and not _is_apart(lines[-n:], dialect, bodies):
        n -= 1
    before = lines[-n - 1] if n and n < len(lines) else ""
    return 0 if before.count(dialect.quote) % 2 else n


def _may_be_footer(line: str, dialect: Dialect) -> bool:
    if dialect.quote in line:
        return False
    cells = line.split(dialect.delimiter)
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) == 1:
        return cells[0] == filled[0]
    return 2 * len(cells) <= dialect.n_columns and bool(_FOOTER.match(line) or _FOOTNOTE.match(line))


def _is_apart(lines: list[str], dialect: Dialect, bodies: list[list[str]]) -> bool:
    """Tell lines behind a table from a broken row: by a blank line, their words, or their kind."""
    line = next((line for line in lines if line.strip()), "")
    first = line.split(dialect.delimiter)[0].strip()
    if not first:
        return False
    if not lines[0].strip() or _FOOTER.match(first) or _FOOTNOTE.match(first):
        return True
    column = [row[0] for row in bodies[1:] if len(row) == dialect.n_columns and row[0].strip()]
    is_prose = (
        len(first.split()) > 1 and not is_typed(first) and not any(mark in line for mark in OTHER_MARKS)
    )
    return is_prose and header.is_typed_column(column)
