"""Makes faulty rows clean, so that one parser reads all: well-formed lines pass as they are, the others
go through the careful reader and come back with every field quoted where it must be."""

import csv
import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from ..notes import LineNotes
from . import fields
from .csv_pieces import row_ends
from .csv_repair import MAX_FIELD, Lines, Records, fitted
from .dialect import Dialect


def clean(body: memoryview, dialect: Dialect, notes: LineNotes, *, line: int) -> bytes:
    """Return the rows of a piece that begins on `line` (1-based) of the file, without faults.

    Each row that had to be repaired is named in `notes`.
    """
    text = io.TextIOWrapper(io.BytesIO(body), encoding="utf-8", errors="replace", newline="")
    return "".join(_Cleaner(text, dialect, notes, line).rows()).encode()


def clean_rows(
    body: memoryview, dialect: Dialect, notes: LineNotes, *, line: int, numbers: Sequence[int]
) -> bytes:
    """Return a piece whose quotes are in order, with only the rows of these `numbers` (1-based) cleaned."""
    ends, line_ends = row_ends(body, dialect)
    bounds = np.concatenate(([0], ends + 1, [len(body)]))
    parts: list[bytes | memoryview] = []
    done = 0
    for number in numbers:
        start, end = int(bounds[number - 1]), int(bounds[number])
        text = io.StringIO(bytes(body[start:end]).decode("utf-8", "replace"), newline="")
        first = line + int(np.searchsorted(line_ends, start))
        parts += [body[done:start], "".join(_Cleaner(text, dialect, notes, first).rows()).encode()]
        done = end
    return b"".join((*parts, body[done:]))


def clean_rest(
    path: Path, dialect: Dialect, notes: LineNotes, *, start: int, line: int, size: int
) -> Iterator[bytes]:
    """Yield the rows from byte `start` to the end of the file, without faults, about `size` bytes at a time.

    For files in which quotes do not tell where a row ends: here each row ends where it makes sense.
    """
    with path.open("rb") as file:
        file.seek(start)
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
        held: list[str] = []
        n_held = 0
        lines = _without_last(text, dialect.skip_end) if dialect.skip_end else text
        for row in _Cleaner(lines, dialect, notes, line).rows():
            held.append(row)
            n_held += len(row)
            if n_held >= size:
                yield "".join(held).encode()
                held, n_held = [], 0
        if held:
            yield "".join(held).encode()


def _without_last(lines: Iterable[str], n: int) -> Iterator[str]:
    """Yield all lines but the last `n`."""
    held: deque[str] = deque()
    for line in lines:
        held.append(line)
        if len(held) > n:
            yield held.popleft()


@dataclass(slots=True)
class _Cleaner:
    """Lines on their way to rows that any strict reader takes."""

    source: Iterable[str]
    dialect: Dialect
    notes: LineNotes
    line: int
    _out: io.StringIO = field(default_factory=io.StringIO)

    def rows(self) -> Iterator[str]:
        """Yield each row as text that ends with a newline."""
        csv.field_size_limit(MAX_FIELD)
        within = replace(self.dialect, skip=0, header=False)
        lines = Lines(iter(self.source), number=self.line - 1)
        records = Records(lines, within, self.notes).every()
        out = self.dialect.for_parser()
        write = csv.writer(self._out, lineterminator="\n", **out.as_csv()).writerow
        is_well_formed = _test_of_lines(self.dialect)
        while (line := lines.next()) is not None:
            bare = line.rstrip("\r\n")
            if is_well_formed(bare):
                yield bare + "\n"
                continue
            lines.put_back([line])
            number, cells = next(records, (0, None))
            if cells is None:
                return
            write(fitted(cells, number, within, self.notes))
            yield self._taken()

    def _taken(self) -> str:
        row = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        return row


def _test_of_lines(dialect: Dialect) -> Callable[[str], bool]:
    """Return what tells whether a line is one whole row with the right number of fields; it runs per line."""
    if dialect != dialect.for_parser():
        return lambda bare: False
    mark, quote, n_wanted = dialect.delimiter, dialect.quote, dialect.n_columns - 1
    special, header_line = dialect.escape or "\0", dialect.header_line
    is_well_quoted = fields.line_pattern(dialect).fullmatch

    def is_well_formed(bare: str) -> bool:
        if special in bare or bare == header_line:
            return False
        if quote not in bare:
            return bare.count(mark) == n_wanted and bool(bare.strip(" "))
        outside = "".join(bare.split(quote)[0::2])
        return outside.count(mark) == n_wanted and is_well_quoted(bare) is not None

    return is_well_formed
