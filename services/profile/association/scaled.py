"""Columns of numbers brought to mean 0 and spread 1, ready for matrix products."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Mask = NDArray[np.bool_]

N_THREADS = 2
_CELLS_AT_ONCE = 2**17
_HUGE, _MINUTE = 1e150, 1e-150
_ROUNDING = 1e-15
_OFF_CENTRE = 1e-6


@dataclass(frozen=True, slots=True)
class Scaled:
    """Columns as rows of a matrix; the known cells of each have mean 0 and mean square 1.

    `values` and `known` are of shape (n_columns, n_rows); values are 0 where missing and in columns in
    which nothing varies beyond the rounding of its numbers.
    """

    values: Singles
    known: Mask

    @classmethod
    def empty(cls, n_columns: int, n_rows: int) -> "Scaled":
        """Return a matrix whose cells are still to be filled by `fill`."""
        return cls(np.empty((n_columns, n_rows), np.float32), np.empty((n_columns, n_rows), np.bool_))

    def fill(self, place: int, block: Floats) -> None:
        """Scale columns in float64 and keep them from `place` on; `block`, (n, n_rows), is changed.

        What is not finite is missing.
        """
        end = place + len(block)
        standardise(block, self.values[place:end], self.known[place:end])


def scaled(columns: Floats, before: Callable[[Floats], Floats] | None = None) -> Scaled:
    """Return scaled columns, worked on by two threads; `columns` of shape (n_columns, n_rows) are kept.

    `before` is done with each column, of shape (n_rows,), first.
    """
    result = Scaled.empty(*columns.shape)

    def work(place: int) -> None:
        block = columns[place : place + step]
        result.fill(place, np.array(block if before is None else [before(one) for one in block]))

    step = max(1, _CELLS_AT_ONCE // max(1, columns.shape[1]))
    in_threads(work, range(0, len(columns), step))
    return result


def in_threads(work: Callable[[int], object], places: Iterable[int]) -> None:
    """Do `work` with each place in two threads; the first error is raised."""
    with ThreadPoolExecutor(N_THREADS) as threads:
        for _ in threads.map(work, places):
            pass


def standardise(block: Floats, values: Singles, known: Mask) -> None:
    """Write the scaled `block`, all of shape (n, n_rows), to `values` and `known`; `block` is changed.

    Numbers whose squares would overflow or vanish are divided by their largest first. A column whose
    spread is not above the rounding of its largest number does not vary.
    """
    np.isfinite(block, out=known)
    missing = None if known.all() else ~known
    _blank(block, missing)
    n = np.maximum(known.sum(axis=1), 1)
    peak = np.maximum(block.max(axis=1, initial=0.0), -block.min(axis=1, initial=0.0))
    odd = (peak > _HUGE) | ((peak < _MINUTE) & (peak > 0))
    if odd.any():
        block[odd] /= peak[odd, None]
        peak = np.where(odd, 1.0, peak)
    spread = _centred(block, missing, n)
    if (spread < _OFF_CENTRE * peak).any():
        spread = _centred(block, missing, n)
    varies = spread > _ROUNDING * peak
    factor = np.divide(1.0, spread, out=np.zeros_like(spread), where=varies)
    np.multiply(block, factor[:, None], out=values, casting="same_kind")


def _centred(block: Floats, missing: Mask | None, n: NDArray[np.int64]) -> Floats:
    """Take the mean from the known cells, in place, and return their spread, of shape (n,)."""
    block -= (block.sum(axis=1) / n)[:, None]
    _blank(block, missing)
    spread: Floats = np.sqrt(np.einsum("ij,ij->i", block, block) / n)
    return spread


def _blank(block: Floats, missing: Mask | None) -> None:
    if missing is not None:
        np.copyto(block, 0.0, where=missing)
