"""A column in rising order, kept as its different values and how often each occurs."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Numbers = NDArray[Any]

_MAX_SLOTS = 2**22
_MAX_DECIMALS = 6
_N_PROBED = 1000
_EXACT = 2.0**52


@dataclass(frozen=True, slots=True)
class Runs:
    """The different values in rising order, and how many values there are up to each of them.

    `levels` of shape (n_levels,), whole or broken numbers in the column's unit; `upto` of the same shape,
    its last element is the number of values `n`.
    """

    levels: Numbers
    upto: Counts

    @property
    def n(self) -> int:
        """Number of values."""
        return int(self.upto[-1]) if len(self.upto) else 0

    @property
    def counts(self) -> Counts:
        """Return how often each level occurs, of shape (n_levels,)."""
        return np.diff(self.upto, prepend=0)

    def at(self, rank: int) -> float:
        """Return the value at a rank from 0 to n - 1."""
        place = rank if len(self.levels) == self.n else int(np.searchsorted(self.upto, rank, side="right"))
        return float(self.levels[place])

    def below(self, values: Floats) -> Counts:
        """Return how many values lie below each of these."""
        return self._before(np.searchsorted(self.levels, values, side="left"))

    def not_above(self, values: Floats) -> Counts:
        """Return how many values are at most each of these."""
        return self._before(np.searchsorted(self.levels, values, side="right"))

    def quantile(self, share: float) -> float:
        """Return the quantile by linear interpolation between ranks.

        Source: definition 7 of Hyndman & Fan (1996), The American Statistician 50(4), 361-365.
        """
        rank = (self.n - 1) * share
        low = int(rank)
        one, part = self.at(low), rank - low
        if part == 0:
            return one
        other = self.at(low + 1)
        step = other - one
        return one + step * part if math.isfinite(step) else one * (1 - part) + other * part

    def without(self, keep: NDArray[np.bool_]) -> "Runs":
        """Return the runs of the levels marked in `keep`, of shape (n_levels,)."""
        return Runs(self.levels[keep], np.cumsum(self.counts[keep]))

    def _before(self, places: NDArray[np.intp]) -> Counts:
        return np.where(places > 0, self.upto[np.maximum(places, 1) - 1], 0)


def of(values: Numbers) -> Runs:
    """Return the runs of finite numbers of shape (n,), whole (64 bits) or broken, in any order.

    Numbers on a grid of not too many steps (whole ones, amounts with two decimals) are counted; others
    are sorted.
    """
    if not len(values):
        return Runs(values, np.zeros(0, dtype=np.int64))
    counted = _on_grid(values)
    if counted is not None:
        return counted
    is_rising = bool((values[:_N_PROBED][1:] >= values[:_N_PROBED][:-1]).all())
    if not (is_rising and bool((values[1:] >= values[:-1]).all())):
        values = np.sort(values)
    ends = np.append(np.flatnonzero(values[1:] != values[:-1]), len(values) - 1)
    return Runs(values[ends], ends + 1)


def _on_grid(values: Numbers) -> Runs | None:
    """Return the runs of numbers that are whole multiples of one, a tenth ... a millionth, else None."""
    low, high = values.min(), values.max()
    scale = 1.0 if values.dtype.kind == "i" else _scale(values)
    if scale is None or not float(high) - float(low) <= min(_MAX_SLOTS, 2 * len(values)) / scale:
        return None
    if values.dtype.kind == "i":
        counts = np.bincount(values - low)
        present = np.flatnonzero(counts)
        return Runs(present + low, np.cumsum(counts[present]))
    first = np.rint(low * scale)
    if abs(first) > _EXACT:
        return None
    steps = np.rint(values * scale)
    if not bool((steps / scale == values).all()):
        return None
    counts = np.bincount((steps - first).astype(np.int64))
    present = np.flatnonzero(counts)
    return Runs((present + first) / scale, np.cumsum(counts[present]))


def _scale(values: Floats) -> float | None:
    """Return the power of ten that makes a thousand of these numbers whole, or None."""
    probe = values[:: max(1, len(values) // _N_PROBED)]
    if float(np.abs(probe).max()) > _EXACT:
        return None
    for decimals in range(_MAX_DECIMALS + 1):
        scale = 10.0**decimals
        if bool((np.rint(probe * scale) / scale == probe).all()):
            return scale
    return None
