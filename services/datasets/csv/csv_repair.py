"""The careful way through a CSV file with faults: no row is lost, and each repair names its line."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ..notes import LineNotes
from . import fields
from .dialect import Dialect

MAX_FIELD = 2**30
OTHER_MARKS = (",", ";", "\t", "|")
_MAX_QUOTED_LINES = 1000
_COMMENTS = ("#", "//")


def rows(lines: Iterable[str], dialect: Dialect, notes: LineNotes, *, line: int = 1) -> Iterator[list[str]]:
    """Yield every row as exactly `n_columns` cells and note what had to be repaired.

    Parameters
    ----------
    lines : of the file, with their ends, from the first one on or from one that begins a row
    dialect : says what stands before the rows; ``header=False, skip=0`` for lines from within a file
    line : number (1-based) of the first of `lines` in the file
    """
    csv.field_size_limit(MAX_FIELD)
    records = Records(Lines(iter(lines), number=line - 1), dialect, notes).every()
    for place, (number, cells) in enumerate(records):
        if place > 0 or not dialect.header:
            yield fitted(cells, number, dialect, notes)


def fitted(cells: list[str], line: int, dialect: Dialect, notes: LineNotes) -> list[str]:
    """Return exactly `n_columns` cells: padded at the end, or with the surplus joined to the last."""
    wanted = dialect.n_columns
    if len(cells) == wanted:
        return cells
    if len(cells) < wanted:
        notes.add("ROW_TOO_SHORT", line)
        return [*cells, *[""] * (wanted - len(cells))]
    if not any(cell.strip() for cell in cells[wanted:]):
        if not (dialect.trailing and len(cells) == wanted + 1):
            notes.add("ROW_EMPTY_END", line)
        return cells[:wanted]
    notes.add("ROW_TOO_LONG", line)
    return [*cells[: wanted - 1], dialect.delimiter.join(cells[wanted - 1 :])]


@dataclass(slots=True)
class Lines:
    """Physical lines with their numbers (1-based), and a way to put some back."""

    source: Iterator[str]
    returned: deque[str] = field(default_factory=deque)
    number: int = 0

    def next(self) -> str | None:
        """Return the next line with its end, or None."""
        line = self.returned.popleft() if self.returned else next(self.source, None)
        if line is not None:
            self.number += 1
        return line

    def put_back(self, lines: list[str]) -> None:
        """Let these lines come again."""
        self.returned.extendleft(reversed(lines))
        self.number -= len(lines)


@dataclass(frozen=True, slots=True)
class Records:
    """Rows as lists of cells, each with the line on which it begins.

    With ``n_columns = 0`` in the dialect the number of fields is not known and plays no part.
    """

    lines: Lines
    dialect: Dialect
    notes: LineNotes

    def every(self) -> Iterator[tuple[int, list[str]]]:
        """Yield all rows; blank lines, comments and repeated headers are named and left out."""
        blanks = "\r\n" if self.dialect.delimiter in " \t" else " \t\r\n"
        for _ in range(self.dialect.skip):
            self.notes.add("PREAMBLE", self.lines.number + 1)
            self.lines.next()
        while (line := self.lines.next()) is not None:
            number = self.lines.number
            if line.strip(blanks) == "" and self.dialect.n_columns != 1:
                if self.lines.returned or not self._is_at_end():
                    self.notes.add("ROW_BLANK", number)
                continue
            if self.dialect.header_line and line.rstrip("\r\n") == self.dialect.header_line:
                self.notes.add("ROW_IS_HEADER", number)
                continue
            cells = self._cells(line, number)
            if len(cells) == self.dialect.n_columns or not self.dialect.n_columns:
                yield number, cells
            elif self._is_comment(line, cells):
                self.notes.add("ROW_COMMENT", number)
            else:
                yield number, self._with_other_mark(line, cells, number)

    def _is_at_end(self) -> bool:
        following = self.lines.next()
        if following is None:
            return True
        self.lines.put_back([following])
        return False

    def _is_comment(self, line: str, cells: list[str]) -> bool:
        return line.startswith(_COMMENTS) and len(cells) * 2 <= self.dialect.n_columns

    def _with_other_mark(self, line: str, cells: list[str], number: int) -> list[str]:
        """Return the cells that another delimiter makes of the line, where that fits and its own does not."""
        bare, wanted = line.rstrip("\r\n"), self.dialect.n_columns
        if len(cells) >= wanted:
            return cells
        for mark in OTHER_MARKS:
            other = replace(self.dialect, delimiter=mark)
            if mark in self.dialect.delimiter or bare.count(mark) < wanted - 1:
                continue
            found = _of_line(bare, other)
            if len(found) == wanted:
                self.notes.add("ROW_OTHER_DELIMITER", number)
                return found
        return cells

    def _cells(self, line: str, number: int) -> list[str]:
        bare = line.rstrip("\r\n")
        if self.dialect.quote not in bare and self.dialect.escape is None:
            return fields.plainly(bare, self.dialect)
        try:
            cells = next(fields.reader([bare + "\n"], self.dialect, strict=True), [""])
        except csv.Error as error:
            return self._spanning(line, number) if "end of data" in str(error) else self._stray(bare, number)
        if not fields.is_well_quoted(bare, self.dialect):
            self.notes.add("QUOTE_STRAY", number)
        return cells

    def _stray(self, bare: str, number: int) -> list[str]:
        """Return the cells of a line with a quote where none belongs: those that fit, if some do."""
        self.notes.add("QUOTE_STRAY", number)
        lenient = fields.leniently(bare, self.dialect)
        if len(lenient) == self.dialect.n_columns:
            return lenient
        pieces = fields.piecewise(bare, self.dialect)
        return pieces if len(pieces) == self.dialect.n_columns else lenient

    def _spanning(self, line: str, number: int) -> list[str]:
        """Return the cells of a row whose quoted field goes on over several lines.

        If the quote never closes, or closes where the row does not fit, the line stands alone.
        """
        taken: list[str] = []

        def following() -> Iterator[str]:
            yield line
            while len(taken) < _MAX_QUOTED_LINES and (more := self.lines.next()) is not None:
                taken.append(more)
                yield more

        try:
            cells = next(fields.reader(following(), self.dialect, strict=True))
        except csv.Error:
            pass
        else:
            if self._is_one_row(cells, line, taken):
                return cells
        self.lines.put_back(taken)
        self.notes.add("QUOTE_OPEN", number)
        bare = line.rstrip("\r\n")
        found = (fields.leniently(bare, self.dialect), fields.piecewise(bare, self.dialect))
        return next((cells for cells in found if len(cells) == self.dialect.n_columns), found[0])

    def _is_one_row(self, cells: list[str], line: str, taken: list[str]) -> bool:
        """Tell whether lines read as one row are one, and not several behind a quote left open."""
        wanted = self.dialect.n_columns
        if not fields.is_well_quoted((line + "".join(taken)).rstrip("\r\n"), self.dialect):
            return False
        usual = (wanted, wanted + self.dialect.trailing)
        if len(cells) in usual or not wanted:
            return True
        return not any(more.count(self.dialect.delimiter) + 1 in usual for more in taken[:-1])


def _of_line(bare: str, dialect: Dialect) -> list[str]:
    if dialect.quote not in bare:
        return fields.plainly(bare, dialect)
    return fields.leniently(bare, dialect)
