"""Reads rows of a table of ours as JSON values: the first ones, or some at random, spread over the table."""

import math
import random
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from . import stored
from .ingest_names import SAMPLE, TABLE
from .ports import Progress
from .records import Cell, Preview

MAX_DRAWN = 1000
_SEED = 20260102
_MAX_GROUPS = 10
_QUICK_CELLS = 200_000
_KEPT_CELLS = 200_000
_DECODED_CELLS = 20_000_000
_CELLS_AT_ONCE = 1_000_000


def read(table: Path, rows: int, columns: Collection[str] | None = None) -> Preview:
    """Return the first `rows` rows; dates are ISO texts, missing values None.

    Parameters
    ----------
    columns : names of those to read; all if None
    """
    with pq.ParquetFile(table) as file:
        names = tuple(file.schema_arrow.names)
        wanted = names if columns is None else tuple(name for name in names if name in columns)
        # Asked for "a" the reader also brings "a.b", which is passed over.
        asked = None if columns is None else list(wanted)
        batch = next(file.iter_batches(batch_size=max(1, rows), columns=asked), None)
    if batch is None or rows < 1:
        return Preview(wanted, ())
    read = zip(batch.schema.names, batch.columns, strict=True)
    found = _rows([column.to_pylist()[:rows] for name, column in read if name in wanted])
    return Preview(wanted, found, tuple(range(1, len(found) + 1)))


def is_quick(n_cells: int) -> bool:
    """Tell whether a table is so small that rows may be drawn from it in the web process."""
    return n_cells <= _QUICK_CELLS


def drawn(table: Path, rows: int) -> Preview:
    """Return `rows` rows at random in their order; the same for the same table.

    Drawn in two stages, because what is read of a Parquet file are row groups: one row group from each of
    at most ten equal parts of the file, and in each of them as many rows at random.
    """
    with pq.ParquetFile(table) as file:
        names = tuple(file.schema_arrow.names)
        sizes = [file.metadata.row_group(place).num_rows for place in range(file.metadata.num_row_groups)]
        numbers: list[int] = []
        columns: list[list[Any]] = [[] for _ in names]
        for group, picked in _places(sizes, len(names), rows):
            start = sum(sizes[:group])
            numbers += [start + place + 1 for place in picked]
            _take(file, group, picked, columns)
    return Preview(names, _rows(columns), tuple(numbers))


def draw(*, folder: str, report: Progress) -> None:
    """Keep rows at random beside a large table; runs in the limited child process."""
    place = Path(folder)
    report(0.1, "Drawing rows")
    with pq.ParquetFile(place / TABLE) as file:
        n_columns = len(file.schema_arrow.names)
    n = max(20, min(MAX_DRAWN, _KEPT_CELLS // max(1, n_columns)))
    stored.write(place / SAMPLE, drawn(place / TABLE, n), Preview)


def thinned(kept: Preview, rows: int) -> Preview:
    """Return `rows` of the rows of a sample, in their order."""
    n = len(kept.rows)
    picked = sorted(random.Random(_SEED).sample(range(n), min(rows, n)))
    return Preview(
        kept.columns,
        tuple(kept.rows[place] for place in picked),
        tuple(kept.numbers[place] for place in picked),
    )


def _places(sizes: Sequence[int], n_columns: int, rows: int) -> list[tuple[int, list[int]]]:
    """Return row groups with the rows to take of each, both in rising order."""
    if sum(sizes) <= rows:
        return [(group, list(range(size))) for group, size in enumerate(sizes)]
    chance = random.Random(_SEED)
    most = _DECODED_CELLS // max(1, max(sizes) * n_columns)
    n_parts = min(len(sizes), rows, max(2, min(_MAX_GROUPS, most)))
    ends = [round(part * len(sizes) / n_parts) for part in range(n_parts + 1)]
    groups = [chance.randrange(low, high) for low, high in pairwise(ends)]
    shares = _shares([sizes[group] for group in groups], rows)
    return [
        (group, sorted(chance.sample(range(sizes[group]), share)))
        for group, share in zip(groups, shares, strict=True)
    ]


def _shares(sizes: Sequence[int], rows: int) -> list[int]:
    """Return how many of `rows` to take from each of these groups, by their size."""
    total, taken, shares, seen = sum(sizes), 0, [], 0
    for size in sizes:
        seen += size
        share = min(size, round(rows * seen / total) - taken)
        shares.append(share)
        taken += share
    return shares


def _take(file: pq.ParquetFile, group: int, picked: Sequence[int], columns: list[list[Any]]) -> None:
    """Append the picked rows of a row group to each column; reads all columns, a million cells at a time.

    (Columns are not asked for by name: "a" would also bring "a.b".)
    """
    at_once, seen = max(1, _CELLS_AT_ONCE // max(1, len(columns))), 0
    for batch in file.iter_batches(batch_size=at_once, row_groups=[group]):
        here = [place - seen for place in picked if seen <= place < seen + batch.num_rows]
        seen += batch.num_rows
        if here:
            rows = batch.take(pa.array(here, pa.int64()))
            for kept, column in zip(columns, rows.columns, strict=True):
                kept += column.to_pylist()
        if not picked or seen > picked[-1]:
            break


def _rows(columns: Sequence[Sequence[Any]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(map(_cell, row)) for row in zip(*columns, strict=True))


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
