"""Describes a column of numbers: moments, quantiles, robust outliers, histogram."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..records import Histogram
from .runs import Floats, Numbers, Runs

QUANTILES = {"q01": 0.01, "q25": 0.25, "median": 0.5, "q75": 0.75, "q99": 0.99}
MAX_OUTLIER_ROWS = 20
_MAD_SCALE = 0.6745
_MAX_SCORE = 3.5
_FENCE = 3.0
_MIN_BINS, _MAX_BINS = 5, 40
_AT_ONCE = 2**16


def summary(runs: Runs) -> dict[str, Any]:
    """Return mean, std, min, max, skew and quantiles; None for what cannot be computed.

    The moments are taken in two passes: the mean first, then powers of the distances from it. `std` is
    that of a sample (n - 1), `skew` the third standardised moment.
    """
    if not runs.n:
        return dict.fromkeys(("mean", "std", "min", *QUANTILES, "max", "skew"))
    with np.errstate(over="ignore", invalid="ignore"):  # sums of huge numbers are None, see below
        mean, squares, cubes = _powers(runs)
    std = math.sqrt(squares / (runs.n - 1)) if runs.n > 1 else None
    spread = math.sqrt(squares / runs.n)
    skew = cubes / runs.n / spread**3 if 0 < spread < math.inf and spread**3 > 0 else None
    told: dict[str, float | None] = {"mean": mean, "std": std, "min": float(runs.levels[0])}
    told |= {name: runs.quantile(share) for name, share in QUANTILES.items()}
    told |= {"max": float(runs.levels[-1]), "skew": skew}
    return {key: value if value is None or math.isfinite(value) else None for key, value in told.items()}


def _powers(runs: Runs) -> tuple[float, float, float]:
    """Return the mean and the sums of squared and of cubed distances from it."""
    mean = _total(np.sum(levels * n) for levels, n in _pieces(runs)) / runs.n
    squares, cubes = [], []
    for levels, n in _pieces(runs):
        away = levels - mean
        weighted = away * away * n
        squares.append(np.sum(weighted))
        cubes.append(np.sum(weighted * away))
    return mean, _total(iter(squares)), _total(iter(cubes))


def _pieces(runs: Runs) -> Iterator[tuple[Floats, Any]]:
    """Yield levels and their counts in pieces that stay in the processor's cache."""
    is_flat = len(runs.levels) == runs.n
    counts = None if is_flat else runs.counts
    for start in range(0, len(runs.levels), _AT_ONCE):
        piece = slice(start, start + _AT_ONCE)
        yield runs.levels[piece].astype(np.float64), 1.0 if counts is None else counts[piece]


def _total(parts: Iterator[Any]) -> float:
    """Return the sum without loss of digits, infinite or not a number where parts are."""
    values = [float(part) for part in parts]
    return math.fsum(values) if all(map(math.isfinite, values)) else float("nan")


def fences(runs: Runs) -> tuple[float, float] | None:
    """Return the bounds beyond which values are outliers, by a rule that outliers cannot move, or None.

    The modified z-score ``0.6745 |x - median| / MAD`` above 3.5; where more than half of the values are
    equal (MAD 0), beyond three quartile distances from the quartiles; where those are 0 too, none.
    Sources: Iglewicz & Hoaglin (1993), How to Detect and Handle Outliers; Tukey (1977).
    """
    if not runs.n:
        return None
    low, middle, high = (runs.quantile(share) for share in (0.25, 0.5, 0.75))
    mad = median_distance(runs, middle)
    if mad > 0:
        low = high = middle
    reach = _MAX_SCORE / _MAD_SCALE * mad if mad > 0 else _FENCE * (high - low)
    return (low - reach, high + reach) if reach > 0 else None


def median_distance(runs: Runs, middle: float) -> float:
    """Return the median of the distances of all values from `middle` (MAD, not scaled).

    Distances to the left and to the right are two rising sequences; their k-th smallest is found by
    halving how many come from the left, without sorting them together.
    """
    n_left = int(runs.below(np.array([middle]))[0])
    half = runs.n // 2
    if runs.n % 2:
        return _nearest(runs, middle, n_left, half)
    return (_nearest(runs, middle, n_left, half - 1) + _nearest(runs, middle, n_left, half)) / 2


def _nearest(runs: Runs, middle: float, n_left: int, k: int) -> float:
    """Return the k-th smallest distance, k from 0; `n_left` values lie to the left of `middle`."""

    def left(i: int) -> float:
        return middle - runs.at(n_left - 1 - i) if i < n_left else math.inf

    def right(i: int) -> float:
        return runs.at(n_left + i) - middle if i < runs.n - n_left else math.inf

    least, most = max(0, k - (runs.n - n_left)), min(k, n_left)
    while least < most:  # how many of the k smaller distances lie to the left
        taken = (least + most) // 2
        if left(taken) < right(k - taken - 1):
            least = taken + 1
        else:
            most = taken
    return min(left(least), right(k - least))


def n_outliers(runs: Runs) -> int:
    """Count the values beyond the fences."""
    bounds = fences(runs)
    if bounds is None:
        return 0
    low, high = np.array([bounds[0]]), np.array([bounds[1]])
    return int(runs.below(low)[0]) + runs.n - int(runs.not_above(high)[0])


def outlier_places(values: Numbers, runs: Runs) -> NDArray[np.intp]:
    """Return the places of the most extreme outliers, at most 20, the farthest from the median first.

    Parameters
    ----------
    values : in the order of the table, of shape (n,), those of `runs`
    """
    bounds = fences(runs)
    if bounds is None:
        return np.zeros(0, dtype=np.intp)
    middle = runs.quantile(0.5)
    levels = np.concatenate((runs.levels[:MAX_OUTLIER_ROWS], runs.levels[-MAX_OUTLIER_ROWS:]))
    levels = levels[(levels < bounds[0]) | (levels > bounds[1])]
    if not len(levels):
        return np.zeros(0, dtype=np.intp)
    distances = np.unique(np.abs(levels - middle))[-MAX_OUTLIER_ROWS:]
    low = levels[(levels < middle) & (middle - levels >= distances[0])]
    high = levels[(levels > middle) & (levels - middle >= distances[0])]
    found = values >= high.min() if len(high) else np.zeros(len(values), dtype=np.bool_)
    if len(low):
        found |= values <= low.max()
    places = np.flatnonzero(found)
    return places[np.argsort(-np.abs(values[places] - middle), kind="stable")[:MAX_OUTLIER_ROWS]]


def histogram(runs: Runs, *, whole: bool) -> Histogram | None:
    """Return counts between 6 to 41 edges, or None without values.

    The width follows Freedman & Diaconis (1981), Zeitschrift fuer Wahrscheinlichkeitstheorie 57, 453-476.

    Parameters
    ----------
    whole : the numbers are whole, so the width is too
    """
    if not runs.n or not math.isfinite(float(runs.levels[-1]) - float(runs.levels[0])):
        return None
    low, high = float(runs.levels[0]), float(runs.levels[-1])
    if low == high:
        return Histogram((low, high + 1.0 if whole else high), (runs.n,))
    width = 2 * (runs.quantile(0.75) - runs.quantile(0.25)) / runs.n ** (1 / 3)
    wanted = math.ceil(min(_MAX_BINS, (high - low) / width)) if width > 0 else _MAX_BINS
    n_bins = min(_MAX_BINS, max(_MIN_BINS, wanted))
    edges = _whole_edges(low, high, n_bins) if whole else np.linspace(low, high, n_bins + 1)
    before = np.append(runs.below(edges[:-1]), runs.n)
    return Histogram(tuple(map(float, edges)), tuple(map(int, np.diff(before))))


def _whole_edges(low: float, high: float, n_bins: int) -> Floats:
    """Return edges at whole numbers; the last one lies beyond the largest value."""
    width = max(1, math.ceil((high - low + 1) / n_bins))
    return np.arange(low, high + width + 1, width, dtype=np.float64)
