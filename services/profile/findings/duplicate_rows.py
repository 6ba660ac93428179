"""Counts rows that are equal to an earlier one in all columns, by one 64-bit hash for each row."""

import threading
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_AT_ONCE = 2**16
_STEPS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


class RowHashes:
    """The hashes of rows, to which columns are added in any order and from any thread.

    The hash of a row is the sum of the hashes of its cells, each column having its own seed. Two different
    rows of n share a hash with probability n**2 / 2**65: 6e-7 for five million rows. Once a column is met
    in which all rows differ there is nothing to look for.
    """

    def __init__(self, n_rows: int) -> None:
        self._sums: Hashes | None = np.zeros(n_rows, dtype=np.uint64)
        self._lock = threading.Lock()

    @property
    def is_settled(self) -> bool:
        """Tell whether it is known already that no two rows are equal."""
        return self._sums is None

    def all_differ(self) -> None:
        """Take note of a column in which no value is missing and none occurs twice."""
        self._sums = None

    def add(self, place: int, values: pl.Series, start: int = 0) -> None:
        """Add the column at `place` in the table: all of it, or its rows from `start` on."""
        if self._sums is None:
            return
        hashes = mixed(values.hash(seed=place).to_numpy())
        with self._lock:
            if self._sums is not None:
                self._sums[start : start + len(hashes)] += hashes

    def n_duplicates(self) -> int:
        """Return how many rows are equal to an earlier one."""
        return 0 if self._sums is None else len(self._sums) - pl.Series(self._sums).n_unique()


def mixed(hashes: Any) -> Hashes:
    """Return 64-bit hashes whose bits all depend on all bits of the given ones, of shape (n,).

    Source: the finaliser of SplitMix64, Steele, Lea & Flood (2014), OOPSLA, 453-472.
    """
    out = np.array(hashes, dtype=np.uint64)
    for start in range(0, len(out), _AT_ONCE):
        piece = out[start : start + _AT_ONCE]
        for shift, factor in _STEPS:
            piece ^= piece >> np.uint64(shift)
            piece *= np.uint64(factor)
        piece ^= piece >> np.uint64(31)
    return out
