"""Cuts a CSV file into pieces of whole rows, and tells whether a piece is as clean as it looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

from .dialect import Dialect

PIECE_BYTES = 1 << 23
TAIL_BYTES = 1 << 16
_NEWLINE, _RETURN, _SPACE, _ZERO = 10, 13, 32, 48
_N_DIGITS = 10
_BLOCK, _BESIDE = 1 << 19, 3
_MAX_GROWTH = 4
_SIGNS = (43, 45, _SPACE)
_BOM = b"\xef\xbb\xbf"

State = Literal["clean", "faulty", "astray"]
Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive rows of a file, the first of them on `line` (1-based), at byte `start`.

    `quotes` and `ends` say where in the body quotes and newlines stand.
    """

    body: memoryview = field(repr=False)
    line: int
    start: int
    quotes: Places = field(repr=False)
    ends: Places = field(repr=False)


def pieces(path: Path, dialect: Dialect, *, size: int = PIECE_BYTES) -> Iterator[Piece]:
    """Yield the file in pieces that end with a row, header and lines before the table left out.

    A newline inside quotes ends no row, unless the quotes stay open for several pieces. The last piece may
    lack its final newline.

    Parameters
    ----------
    path : UTF-8 file, with or without byte order mark
    size : bytes of a piece; one holds more if its last row does
    """
    room = size
    with path.open("rb") as file:
        end = end_of_rows(file, dialect)
        start, line = first_row(file.read(size), dialect)
        while True:
            file.seek(start)
            block = file.read(max(0, min(room, end - start)))
            is_last = start + len(block) >= end
            piece = as_piece(block, dialect, line=line, start=start)
            cut = len(block) if is_last else _last_end(piece)
            if not cut and room >= _MAX_GROWTH * size:
                cut = block.rfind(b"\n") + 1
            if cut:
                piece = _cut(piece, cut)
                yield piece
                line += len(piece.ends)
            start += cut
            room = size if cut else 2 * room
            if is_last:
                return


def state_of(piece: Piece, dialect: Dialect) -> State:
    """Tell how far a piece can be trusted.

    ``clean``: quotes enclose whole fields, and no blank line stands between the rows. ``faulty``: there
    are blank lines or other ends of lines. ``astray``: quotes do not tell where rows end. Follows RFC 4180:
    an opening quote stands at the beginning of a field, a closing one at its end, one inside is doubled.
    """
    data, quotes = _without_end(piece.body), piece.quotes
    if len(quotes) % 2 or not _enclose(data, quotes, ord(dialect.delimiter)):
        return "astray"
    blank = _blank_lines(data, piece.ends[piece.ends < len(data)])
    is_faulty = _n_outside(blank, quotes) or _n_outside(_lone_returns(data), quotes)
    return "faulty" if is_faulty else "clean"


def row_ends(body: memoryview, dialect: Dialect) -> tuple[Places, Places]:
    """Return where the rows of a piece end whose quotes are in order, and where its lines do."""
    piece = as_piece(body, dialect)
    return piece.ends[_is_outside(piece.ends, piece.quotes)], piece.ends


def may_lose_zeros(body: memoryview, dialect: Dialect) -> bool:
    """Tell whether some cell begins with a zero and another digit, as ``007`` does."""
    begins = (ord(dialect.delimiter), _NEWLINE, ord(dialect.quote))
    data = np.frombuffer(body, dtype=np.uint8)
    first = np.concatenate((np.full(2, _NEWLINE, np.uint8), data[: 2 * _BESIDE]))
    return _begins_with_zero(first, begins) or any(
        _begins_with_zero(data[start : start + _BLOCK + _BESIDE], begins)
        for start in range(0, len(data), _BLOCK)
    )


def count_rows(piece: Piece, *, is_last: bool) -> int:
    """Return how many rows a piece holds if its quotes are in order, blank lines not counted."""
    data = _without_end(piece.body) if is_last else np.frombuffer(piece.body, dtype=np.uint8)
    if not len(data):
        return 0
    ends = piece.ends[piece.ends < len(data)]
    n_blank = _n_outside(_blank_lines(data, ends), piece.quotes)
    return _n_outside(ends, piece.quotes) - n_blank + int(data[-1] != _NEWLINE)


def as_piece(block: bytes | memoryview, dialect: Dialect, *, line: int = 1, start: int = 0) -> Piece:
    """Return rows of a file as a piece, with the places of its quotes and newlines."""
    data = np.frombuffer(block, dtype=np.uint8)
    return Piece(memoryview(block), line, start, _quotes(data, dialect), _places(data, _NEWLINE))


def _cut(piece: Piece, length: int) -> Piece:
    """Return the piece up to a length."""
    n_quotes, n_ends = (int(np.searchsorted(places, length)) for places in (piece.quotes, piece.ends))
    return replace(piece, body=piece.body[:length], quotes=piece.quotes[:n_quotes], ends=piece.ends[:n_ends])


def _begins_with_zero(data: Bytes, begins: tuple[int, ...]) -> bool:
    """Tell whether a zero with a digit behind it has the beginning of a cell, or a sign there, before it."""
    is_digit = (data - _ZERO) < _N_DIGITS
    at = np.flatnonzero((data[2:-1] == _ZERO) & is_digit[3:] & ~is_digit[1:-2]) + 2
    before, earlier = data[at - 1], data[at - 2]
    after_sign = _is_one_of(before, _SIGNS) & _is_one_of(earlier, (*begins, _SPACE))
    return bool((_is_one_of(before, begins) | after_sign).any())


def _is_one_of(data: Bytes, wanted: Sequence[int]) -> NDArray[np.bool_]:
    """Return where one of these few bytes stands; `numpy.isin` takes several times as long."""
    return np.logical_or.reduce([data == byte for byte in wanted])


def first_row(head: bytes, dialect: Dialect) -> tuple[int, int]:
    """Return the byte at which the first row begins, and its line."""
    start = len(_BOM) if head.startswith(_BOM) else 0
    for _ in range(dialect.skip):
        start = head.find(b"\n", start) + 1
    end = start
    for _ in range(dialect.header_rows if dialect.header else 0):
        end = head.find(b"\n", end) + 1
        while end and head.count(dialect.quote.encode(), start, end) % 2:
            end = head.find(b"\n", end) + 1
        end = end or len(head)
    return end, 1 + head.count(b"\n", 0, end)


def end_of_rows(file: BinaryIO, dialect: Dialect) -> int:
    """Return the byte behind the last row: the end of the file, or of what stands before the footer."""
    end = file.seek(0, 2)
    if dialect.skip_end:
        start = file.seek(max(0, end - TAIL_BYTES))
        tail = file.read()
        cut = len(tail) - 1 if tail.endswith(b"\n") else len(tail)
        for _ in range(dialect.skip_end):
            cut = tail.rfind(b"\n", 0, cut)
        end = start + cut + 1
    file.seek(0)
    return end


def footer_lines(path: Path, dialect: Dialect) -> range:
    """Return the lines (1-based) that stand behind the table."""
    if not dialect.skip_end:
        return range(0)
    with path.open("rb") as file:
        n_lines, block = 0, b""
        while more := file.read(_BLOCK):
            n_lines += _n_ends(more) - (block.endswith(b"\r") and more.startswith(b"\n"))
            block = more
    n_lines += not block.endswith((b"\n", b"\r"))
    return range(n_lines - dialect.skip_end + 1, n_lines + 1)


def _n_ends(block: bytes) -> int:
    """Count the ends of lines: LF, CRLF or CR."""
    n_returns = _count(block, _RETURN, 0, len(block))
    both = block.count(b"\r\n") if n_returns else 0
    return _count(block, _NEWLINE, 0, len(block)) + n_returns - both


def has_header_again(piece: Piece, dialect: Dialect) -> bool:
    """Tell whether the line of the header stands among these rows."""
    line = dialect.header_line.encode()
    held: bytes = piece.body.obj  # type: ignore[assignment]  # what `pieces` cut it from
    return bool(line) and (held.startswith(line) or held.find(b"\n" + line, 0, len(piece.body)) >= 0)


def _last_end(piece: Piece) -> int:
    """Return the length up to the last newline that is not inside quotes, 0 if there is none."""
    ends = piece.ends[_is_outside(piece.ends, piece.quotes)]
    return int(ends[-1]) + 1 if len(ends) else 0


def _count(held: bytes, byte: int, start: int, end: int) -> int:
    """Count a byte; much faster than `bytes.count` where it is frequent."""
    return (
        int(np.count_nonzero(np.frombuffer(held, np.uint8, end - start, start) == byte)) if end > start else 0
    )


def _quotes(data: Bytes, dialect: Dialect) -> Places:
    places = _places(data, ord(dialect.quote))
    if dialect.escape is None or not len(places):
        return places
    return places[data[places - 1] != ord(dialect.escape)]


def _places(data: Bytes, byte: int) -> Places:
    """Return where a byte stands; block by block, so that what is made meanwhile stays in the cache."""
    found = [
        np.flatnonzero(data[start : start + _BLOCK] == byte) + start for start in range(0, len(data), _BLOCK)
    ]
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _enclose(data: Bytes, quotes: Places, delimiter: int) -> bool:
    """Tell whether all quotes open or close a field, or are one of two that stand for one."""
    if not len(quotes):
        return True
    quote = data[quotes[0]]
    opens, closes = quotes[0::2], quotes[1::2]
    before = data[opens[opens > 0] - 1]
    after = data[closes[closes < len(data) - 1] + 1]
    edges = (delimiter, _NEWLINE, _RETURN, int(quote))
    return bool(_is_one_of(before, edges).all() and _is_one_of(after, edges).all())


def _without_end(body: memoryview) -> Bytes:
    """Return the bytes of a piece without the newlines at its end."""
    data = np.frombuffer(body, dtype=np.uint8)
    end = len(data)
    while end and data[end - 1] in (_NEWLINE, _RETURN):
        end -= 1
    return data[:end]


def _blank_lines(data: Bytes, ends: Places) -> Places:
    """Return those of the `ends` of lines that end a line which holds nothing."""
    starts = np.concatenate(([0], ends[:-1] + 1))[: len(ends)]
    length = ends - starts
    is_blank = (length == 0) | ((length == 1) & (data[starts] == _RETURN))
    return ends[is_blank]


def _lone_returns(data: Bytes) -> Places:
    """Return where a carriage return stands without a newline behind it."""
    if _RETURN not in data:
        return np.empty(0, dtype=np.int64)
    at = np.flatnonzero(data[:-1] == _RETURN)
    return at[data[at + 1] != _NEWLINE]


def _is_outside(places: Places, quotes: Places) -> NDArray[np.bool_]:
    """Return which of the places are not between an opening and a closing quote."""
    if not len(quotes):
        return np.ones(len(places), dtype=bool)
    return np.searchsorted(quotes, places) % 2 == 0


def _n_outside(places: Places, quotes: Places) -> int:
    return int(np.count_nonzero(_is_outside(places, quotes)))
