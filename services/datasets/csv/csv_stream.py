"""One pass over the rows of a CSV file: faulty pieces are cleaned, all are worked on in two threads."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Generic, Literal, TypeVar

from ..notes import LineNotes
from . import csv_clean, csv_pieces
from .csv_typed import Layout, UncleanError, misfits
from .dialect import Dialect

N_THREADS = 2
_MAX_WAITING = 4

Made = TypeVar("Made")
Taken = TypeVar("Taken")


@dataclass(frozen=True, slots=True)
class _Body:
    """Rows to work on: ``whole`` ones seem clean, ``faulty`` ones are not, ``cleaned`` ones have been."""

    data: memoryview = field(repr=False)
    state: Literal["whole", "faulty", "cleaned"]
    line: int
    share: float
    notes: LineNotes = field(default_factory=LineNotes)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Made]):
    """What came of one piece, what had to be repaired in it, and how far the file is read, in [0, 1]."""

    made: Made
    notes: LineNotes
    share: float


def parser_dialect(dialect: Dialect) -> Dialect:
    """Return the dialect of rows after cleaning: the file's own, unless no fast parser knows it."""
    return dialect.for_parser()


def run(
    path: Path,
    dialect: Dialect,
    layout: Layout,
    work: Callable[[memoryview], Made],
    *,
    size: int = csv_pieces.PIECE_BYTES,
) -> Iterator[Outcome[Made]]:
    """Yield what `work` makes of each piece of the file, in the order of the file.

    Parameters
    ----------
    path : UTF-8 file, with or without byte order mark
    dialect : of the file
    layout : of its rows after cleaning
    work : takes clean rows; raises UncleanError if they are not
    size : bytes of a piece
    """
    bodies = _bodies(path, dialect, layout, size)
    yield from in_order(partial(_worked, dialect=dialect, layout=layout, work=work), bodies)


def in_order(work: Callable[[Taken], Made], items: Iterable[Taken]) -> Iterator[Made]:
    """Yield what `work` makes of each item, in their order, made in two threads; few items wait in memory."""
    with ThreadPoolExecutor(N_THREADS) as pool:
        waiting: deque[Future[Made]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= _MAX_WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _bodies(path: Path, dialect: Dialect, layout: Layout, size: int) -> Iterator[_Body]:
    """Yield the pieces of the file up to where its quotes go astray, and from there on cleaned rows."""
    n_bytes = max(1, path.stat().st_size)
    for piece in csv_pieces.pieces(path, dialect, size=size):
        share = (piece.start + len(piece.body)) / n_bytes
        state = csv_pieces.state_of(piece, layout.dialect) if dialect == layout.dialect else "astray"
        if state == "astray":
            yield from _cleaned_rest(path, dialect, piece, size)
            return
        is_clean = state == "clean" and not csv_pieces.has_header_again(piece, dialect)
        yield _Body(piece.body, "whole" if is_clean else "faulty", piece.line, share)


def _cleaned_rest(path: Path, dialect: Dialect, first: csv_pieces.Piece, size: int) -> Iterator[_Body]:
    notes, n_bytes, n_done = LineNotes(), path.stat().st_size, first.start
    rest = csv_clean.clean_rest(path, dialect, notes, start=first.start, line=first.line, size=size)
    for rows in rest:
        n_done += len(rows)
        yield _Body(memoryview(rows), "cleaned", 0, min(1.0, n_done / n_bytes))
    yield _Body(memoryview(b""), "cleaned", 0, 1.0, notes)


def _worked(
    body: _Body, dialect: Dialect, layout: Layout, work: Callable[[memoryview], Made]
) -> Outcome[Made]:
    if body.state == "whole":
        try:
            return Outcome(work(body.data), body.notes, body.share)
        except UncleanError:
            numbers = misfits(body.data, layout)
        data = csv_clean.clean_rows(body.data, dialect, body.notes, line=body.line, numbers=numbers)
    elif body.state == "faulty":
        data = csv_clean.clean(body.data, dialect, body.notes, line=body.line)
    else:
        return Outcome(work(body.data), body.notes, body.share)
    return Outcome(work(memoryview(data)), body.notes, body.share)
