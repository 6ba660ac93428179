"""How a CSV file separates and quotes its fields, and the pieces of a file from which that is found out."""

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

HEAD_BYTES = 1 << 16
PART_BYTES = 1 << 15
_MIN_LINES = 16
_MAX_HEAD_BYTES = 1 << 21
_ONE_BYTE = 128


@dataclass(frozen=True, slots=True)
class Dialect:
    """How fields are separated, quoted and escaped, and where in the file the table stands.

    `delimiter` may have several characters; one that is a mark and a blank (``", "``) allows any number of
    blanks. `skip` lines stand before the table and `skip_end` behind it. The header takes `header_rows`
    rows, of which the first is `header_line` as it stands in the file ("" if it has several lines or is
    none). With `trailing` each line ends with a delimiter behind which no column stands.
    """

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    n_columns: int = 0
    header: bool = True
    skip: int = 0
    skip_end: int = 0
    header_rows: int = 1
    header_line: str = ""
    trailing: bool = False

    def as_csv(self) -> dict[str, Any]:
        """Return the options for `csv.reader`, for delimiters of one character."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote,
            "escapechar": self.escape,
            "doublequote": self.escape is None,
        }

    def for_parser(self) -> "Dialect":
        """Return the dialect of rows after cleaning: this one, unless no fast parser knows it."""
        marks = (self.delimiter, self.quote, self.escape or "\\")
        if all(len(mark) == 1 and ord(mark) < _ONE_BYTE for mark in marks):
            return self
        return replace(self, delimiter=",", quote='"', escape=None)


@dataclass(frozen=True, slots=True)
class Sample:
    """Pieces of a text: its head, and whole lines from its middle and tail.

    The last of the `pieces` ends where the file ends.
    """

    head: str
    others: tuple[str, ...] = ()

    @property
    def pieces(self) -> tuple[str, ...]:
        """All pieces, the head first."""
        return (self.head, *self.others)


def sample(path: Path) -> Sample:
    """Read the head, the middle and the tail of a UTF-8 file, cut at line ends.

    The head is longer than 64 KiB where the first lines are longer than 4 KiB, up to 2 MiB.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        while len(head) < min(size, _MAX_HEAD_BYTES, _MIN_LINES * max(map(len, head.split(b"\n", 3)))):
            head += file.read(len(head))
        if size <= len(head):
            return Sample(_text(head))
        parts = []
        for start in sorted({max(len(head), place) for place in (size // 2, size - PART_BYTES)}):
            file.seek(start)
            parts.append(_whole_lines(_text(file.read(PART_BYTES)), is_last=start + PART_BYTES >= size))
    return Sample(_text(head).rpartition("\n")[0] or _text(head), tuple(parts))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends, as an editor counts them: LF, CRLF or CR ends one."""
    return list(io.StringIO(text, newline=""))


def _text(content: bytes) -> str:
    return content.decode("utf-8", "ignore").removeprefix("\ufeff")


def _whole_lines(piece: str, *, is_last: bool) -> str:
    inner = piece.partition("\n")[2]
    return (inner if is_last else inner.rpartition("\n")[0]) or piece
