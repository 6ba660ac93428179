"""Reads rows of the normalised table: all of them, or a sample spread over the file."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq
from numpy.typing import NDArray

ALL_UP_TO = 200_000
SAMPLE_ROWS = 50_000
_MAX_SAMPLED_CELLS, _LEAST_SAMPLE_ROWS = 6_000_000, 5_000
_MAX_GROUPS = 10
_CELLS_AT_ONCE, _CELLS_AT_ONCE_OF_SAMPLE = 1_000_000, 16_000_000
_MAX_AT_ONCE = 64
_SEED = 20260102

Places = NDArray[np.int64]


class Rows:
    """The rows of a table that are looked at; `exact` when they are all.

    A sample is drawn in two stages: one row group at random from each of at most ten equal parts of the
    file, and in each of them as many rows at random. It is the same for the same table. (Evenly spaced
    rows would see only one hour of the day in a table with a row for each minute.)

    `positions` are the numbers of the sampled rows, from 0, in rising order; None when `exact`.
    `places` are those of the columns by name. Reading is safe from several threads.
    """

    def __init__(self, path: Path, *, exact: bool, sample_rows: int | None = None) -> None:
        self.path = path
        with pq.ParquetFile(path) as file:
            self.names: tuple[str, ...] = tuple(file.schema_arrow.names)
            self.places = {name: place for place, name in enumerate(self.names)}
            self.n_rows: int = file.metadata.num_rows
            sizes = [file.metadata.row_group(i).num_rows for i in range(file.metadata.num_row_groups)]
        wanted = _fitting(len(self.names)) if sample_rows is None else sample_rows
        self.exact = exact or self.n_rows <= wanted
        self._sample = [] if self.exact else _spread(sizes, wanted)
        self.positions = (
            None if self.exact else np.concatenate([start + rows for start, _, rows in self._sample])
        )
        self.n_seen = self.n_rows if self.positions is None else len(self.positions)

    def columns(self, names: Sequence[str] | None = None) -> Iterator[tuple[str, pl.Series]]:
        """Yield name and values of shape (n_seen,) of columns, one after another."""
        for block in self.blocks(self.names if names is None else names):
            yield from zip(block, self.read(block), strict=True)

    def frame(self, names: Sequence[str] | None = None) -> dict[str, pl.Series]:
        """Return values of shape (n_seen,) by column name."""
        return dict(self.columns(names))

    def blocks(self, names: Sequence[str]) -> list[Sequence[str]]:
        """Return the names in pieces that are worth one reading each: about a million cells.

        More in a sample, because each reading of a row group reads the description of the file again.
        """
        decoded = self.n_rows if self.exact else sum(size for _, size, _ in self._sample)
        cells = _CELLS_AT_ONCE if self.exact else _CELLS_AT_ONCE_OF_SAMPLE
        width = min(_MAX_AT_ONCE, max(1, cells // max(1, decoded)))
        return [names[start : start + width] for start in range(0, len(names), width)]

    def read(self, names: Sequence[str]) -> list[pl.Series]:
        """Return values of shape (n_seen,) of these columns."""
        table = self._scan(names)
        if self.exact:
            return [_whole(one) for one in table.collect().get_columns()]
        picked = [table.slice(start, size).collect()[rows] for start, size, rows in self._sample]
        return [_whole(one) for one in pl.concat(picked).get_columns()]

    def pieces(self, name: str, n_rows: int) -> Iterator[pl.Series]:
        """Yield all values of a column, `n_rows` at a time, whether or not a sample was drawn."""
        table = self._scan([name])
        for start in range(0, self.n_rows, n_rows):
            yield table.slice(start, n_rows).collect().to_series()

    def stored_bytes(self, names: Sequence[str]) -> list[int]:
        """Return how many bytes the columns take in the file before they are compressed."""
        with pq.ParquetFile(self.path) as file:
            groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
        places = [self.places[name] for name in names]
        return [sum(group.column(place).total_uncompressed_size for group in groups) for place in places]

    def _scan(self, names: Sequence[str]) -> pl.LazyFrame:
        places = [self.places[name] for name in names]  # a name might be taken for a pattern
        return pl.scan_parquet(self.path, glob=False, hive_partitioning=False).select(pl.nth(places))


def _whole(values: pl.Series) -> pl.Series:
    """Return numbers in one piece, as NumPy needs them; to join texts would only take memory."""
    return values if values.dtype == pl.String else values.rechunk()


def _fitting(n_columns: int) -> int:
    """Return how many rows of a table with many columns are sampled, so that the answer stays quick."""
    return max(_LEAST_SAMPLE_ROWS, min(SAMPLE_ROWS, _MAX_SAMPLED_CELLS // max(1, n_columns)))


def _spread(sizes: list[int], wanted: int) -> list[tuple[int, int, Places]]:
    """Return first row, size and picked rows of row groups, from each equal part of the file one."""
    rng = np.random.default_rng(_SEED)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    ends = np.linspace(0, len(sizes), min(_MAX_GROUPS, len(sizes)) + 1).round().astype(int)
    groups = [int(rng.integers(low, high)) for low, high in pairwise(ends)]
    share = min(1.0, wanted / sum(sizes[group] for group in groups))
    picked = []
    for group in groups:
        n = min(sizes[group], max(1, round(share * sizes[group])))
        rows = np.sort(rng.choice(sizes[group], n, replace=False))
        picked.append((int(starts[group]), sizes[group], rows.astype(np.int64)))
    return picked
