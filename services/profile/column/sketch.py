"""Describes a column that is too large to be held: exact moments and missing values, the rest by sketch."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import polars as pl

from ...vocabulary import ColumnKind
from ..estimate import estimated
from ..findings.duplicate_rows import Hashes, mixed
from . import columns
from .columns import Seen

N_SMALLEST = 2**14
PIECE_ROWS = 1_000_000
_SAMPLE_ROWS = 1_000_000
_SEED = 20260103


@dataclass(frozen=True, slots=True)
class Limits:
    """What a column may have to be held whole: `max_rows` rows, `max_bytes` bytes of text."""

    max_rows: int = 50_000_000
    max_bytes: int = 1_500_000_000


USUAL = Limits()


@dataclass(slots=True)
class _Moments:
    """Count, mean and sums of powers of distances from it, of numbers that arrive in pieces.

    Source: Pebay (2008), Formulas for Robust, One-Pass Parallel Computation of Covariances and
    Arbitrary-Order Statistical Moments, Sandia report SAND2008-6212, equations 2.1 and 3.1.
    """

    n: int = 0
    mean: float = 0.0
    squares: float = 0.0
    cubes: float = 0.0
    low: float = math.inf
    high: float = -math.inf

    def add(self, values: pl.Series) -> None:
        """Add the known numbers of a piece."""
        piece = values.cast(pl.Float64).to_numpy()
        n, n_all = len(piece), self.n + len(piece)
        if n == 0:
            return
        mean = float(piece.mean())
        away = piece - mean
        squares, cubes, step = float(np.sum(away**2)), float(np.sum(away**3)), mean - self.mean
        self.cubes += cubes + step**3 * self.n * n * (self.n - n) / n_all**2
        self.cubes += 3 * step * (self.n * squares - n * self.squares) / n_all
        self.squares += squares + step**2 * self.n * n / n_all
        self.mean += step * n / n_all
        self.n = n_all
        self.low, self.high = min(self.low, float(piece.min())), max(self.high, float(piece.max()))

    def stats(self) -> dict[str, float]:
        """Return what is exact."""
        spread = math.sqrt(self.squares / self.n)
        told = {"mean": self.mean, "min": self.low, "max": self.high}
        told |= {"std": math.sqrt(self.squares / (self.n - 1))} if self.n > 1 else {}
        return told | ({"skew": self.cubes / self.n / spread**3} if spread > 0 else {})


@dataclass(slots=True)
class _Smallest:
    """The smallest hashes of the values that were met."""

    hashes: Hashes = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    is_cut: bool = False

    def add(self, values: pl.Series) -> None:
        """Add the known values of a piece."""
        met = np.unique(np.concatenate((self.hashes, mixed(values.hash().to_numpy()))))
        self.is_cut = self.is_cut or len(met) > N_SMALLEST
        self.hashes = met[:N_SMALLEST]

    def n_distinct(self) -> int:
        """Return the number of different values; within 1.6 % in 95 of 100 cases where hashes were cut.

        Source: Beyer et al. (2007), On Synopses for Distinct-Value Estimation, SIGMOD, 199-210: (k - 1) / U.
        """
        if not self.is_cut:
            return len(self.hashes)
        return round((N_SMALLEST - 1) / (float(self.hashes[-1]) / 2.0**64))


def describe(name: str, kind: ColumnKind, pieces: Iterator[pl.Series], n_rows: int) -> Seen:
    """Return the profile of a column that arrives in consecutive pieces; quantiles are from a sample.

    Parameters
    ----------
    n_rows : of all pieces together
    """
    rng = np.random.default_rng(_SEED)
    numbers, smallest = _Moments(), _Smallest()
    n_missing, sample = 0, []
    for piece in pieces:
        known = piece.drop_nulls()
        n_missing += len(piece) - len(known)
        smallest.add(known)
        if known.dtype.is_numeric():
            numbers.add(known)
        picked = rng.random(len(piece)) < _SAMPLE_ROWS / n_rows
        sample.append(piece.filter(pl.Series(picked)))
    drawn = pl.concat(sample)
    seen = columns.look(name, kind, drawn)
    guess = estimated(seen, n_rows, len(drawn))
    stats: dict[str, Any] = {**guess.stats, **(numbers.stats() if numbers.n else {})}
    profile = replace(
        guess,
        n_missing=n_missing,
        n_distinct=smallest.n_distinct(),
        stats=stats,
        outlier_rows=(),
        is_distinct_exact=not smallest.is_cut,
    )
    return Seen(profile)
