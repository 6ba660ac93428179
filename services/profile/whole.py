"""Looks at all rows of a table, column by column in two threads; goes on where it was stopped."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import polars as pl

from ..datasets import Progress
from ..vocabulary import ColumnKind
from .column import columns, sketch
from .column.columns import Seen
from .column.sketch import USUAL, Limits
from .findings.duplicate_rows import RowHashes
from .held import Held
from .kept import PartFile
from .rows import Rows

N_THREADS = 2
_SMALLER_STORED = 50


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked: the kinds of all columns by name; where the values that were read may be held.

    `part` keeps the columns that are done; there is none for a sample, which is quick.
    """

    rows: Rows
    kinds: Mapping[str, ColumnKind]
    held: Held
    part: PartFile | None = None
    limits: Limits = USUAL


def look(asked: Look, report: Progress) -> tuple[list[Seen], int | None]:
    """Return all columns in the order of the table, and the number of duplicate rows.

    Duplicates are not looked for (None) in a sample and beyond `Limits.max_rows`. Columns that an earlier
    call was done with are taken from the part file.
    """
    names = asked.rows.names
    done = _done(asked)
    hashes = _started(asked, done)
    left = [name for name in names if name not in done]
    for seen in _rest(asked, left, hashes) if asked.rows.exact else _sampled(asked, left):
        if asked.part is not None:
            asked.part.append(seen.profile)
        done[seen.profile.name] = seen
        report(0.1 + 0.7 * len(done) / len(names), f"Column {len(done)} of {len(names)}")
    n_duplicates = None if hashes is None else hashes.n_duplicates()
    return [done[name] for name in names], n_duplicates


def _done(asked: Look) -> dict[str, Seen]:
    kept = {} if asked.part is None else asked.part.read()
    return {name: Seen(one) for name, one in kept.items() if asked.kinds.get(name) == one.kind}


def _started(asked: Look, done: Mapping[str, Seen]) -> RowHashes | None:
    """Return the hashes of rows as far as columns are done, None where duplicates are not looked for."""
    n_rows = asked.rows.n_rows
    if not asked.rows.exact or n_rows > asked.limits.max_rows:
        return None
    hashes = RowHashes(n_rows)
    if any(_all_differ(one, n_rows) for one in done.values()):
        hashes.all_differ()
    else:
        for name, values in asked.rows.columns(list(done)):
            hashes.add(asked.rows.places[name], values)
    return hashes


def _all_differ(seen: Seen, n_rows: int) -> bool:
    column = seen.profile
    return column.is_distinct_exact and column.n_distinct == n_rows and n_rows > 0


def _rest(asked: Look, names: Sequence[str], hashes: RowHashes | None) -> Iterator[Seen]:
    """Yield the columns as they are done; only the pieces that are worked on are in memory.

    Identifiers come first, because one of them may show that no rows are equal, which saves their hashes.
    """
    blocks = asked.rows.blocks(sorted(names, key=lambda name: asked.kinds[name] != "identifier"))
    with ThreadPoolExecutor(N_THREADS) as threads:
        running: set[Future[list[Seen]]] = set()
        while blocks or running:
            while blocks and len(running) < N_THREADS:
                running.add(threads.submit(_block, asked, blocks.pop(0), hashes))
            ready, running = wait(running, return_when=FIRST_COMPLETED)
            for one in ready:
                yield from one.result()


def _block(asked: Look, names: Sequence[str], hashes: RowHashes | None) -> list[Seen]:
    if _is_too_large(asked, names):
        return [_sketched(asked, name, hashes) for name in names]
    found = []
    for name, values in zip(names, asked.rows.read(names), strict=True):
        seen = columns.look(name, asked.kinds[name], values)
        asked.held.offer(name, values)
        if hashes is not None:
            if _all_differ(seen, asked.rows.n_rows):
                hashes.all_differ()
            hashes.add(asked.rows.places[name], values)
        found.append(seen)
    return found


def _sampled(asked: Look, names: Sequence[str]) -> Iterator[Seen]:
    """Yield the columns of a sample, of which many are read at once."""
    with ThreadPoolExecutor(N_THREADS) as threads:
        for block in asked.rows.blocks(names):
            values = asked.rows.read(block)
            kinds = [asked.kinds[name] for name in block]
            for name, one in zip(block, values, strict=True):
                asked.held.offer(name, one)
            yield from threads.map(columns.look, block, kinds, values)


def _is_too_large(asked: Look, names: Sequence[str]) -> bool:
    """Tell whether a column is too large to be held; small files are not asked for the sizes of theirs."""
    rows, limits = asked.rows, asked.limits
    if rows.n_rows > limits.max_rows:
        return True
    if rows.path.stat().st_size * _SMALLER_STORED < limits.max_bytes:
        return False
    return max(rows.stored_bytes(names)) > limits.max_bytes


def _sketched(asked: Look, name: str, hashes: RowHashes | None) -> Seen:
    place, start = asked.rows.places[name], 0

    def pieces() -> Iterator[pl.Series]:
        nonlocal start
        for piece in asked.rows.pieces(name, sketch.PIECE_ROWS):
            if hashes is not None:
                hashes.add(place, piece, start)
            start += len(piece)
            yield piece

    return sketch.describe(name, asked.kinds[name], pieces(), asked.rows.n_rows)
