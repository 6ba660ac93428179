"""Calibrating the cost model with what past runs on this machine took."""

from collections.abc import Sequence
from math import exp, log, sqrt
from statistics import median

from .ports import PastEstimate
from .records import LEVEL, Interval, Record

Z_LEVEL = 1.2816
"""Standard normal quantile that leaves (1 - LEVEL) / 2 on each side."""

PRIOR_SD = log(2.5)
"""Spread of log(actual / raw) assumed before any run: an unknown machine and unknown data."""

PRIOR_RUNS = 2.0
"""With so many runs the assumption and the runs weigh the same; its weight falls with their square."""

NEAR = 1.5
"""Past runs count by their distance in log seconds: exp(-0.5 (distance / NEAR)**2)."""

MAD_TO_SD = 1.4826
FEW_RUNS = 3.0
"""Widens the spread by 1 + FEW_RUNS / n: with 20 simulated normal runs 80 % intervals then cover 80 %."""

MIN_SD = 0.08
MIN_SECONDS = 1e-3


def calibrated(raw_s: float, past: Sequence[PastEstimate]) -> Interval:
    """Return the interval for a run of which the cost model says `raw_s` seconds.

    The centre is the weighted median of log(actual / raw) of past runs, shrunk towards 0; the
    spread their weighted median deviation, mixed with a wide assumption that fades as runs add up.

    Parameters
    ----------
    raw_s : seconds, > 0
    past : settled and unsettled estimates; the unsettled are passed over
    """
    ratios, weights = _ratios(raw_s, past)
    n_effective = sum(weights)
    centre = _weighted_median(ratios, weights) * n_effective / (n_effective + 1) if ratios else 0.0
    deviations = [abs(ratio - centre) for ratio in ratios]
    seen_sd = MAD_TO_SD * _weighted_median(deviations, weights) if ratios else 0.0
    seen_sd *= 1 + FEW_RUNS / max(1.0, n_effective)
    prior, own = PRIOR_RUNS**2, n_effective**2
    variance = (prior * PRIOR_SD**2 + own * seen_sd**2) / (prior + own)
    half = Z_LEVEL * max(MIN_SD, sqrt(variance))
    expected = max(MIN_SECONDS, raw_s) * exp(centre)
    return Interval(expected * exp(-half), expected, expected * exp(half), LEVEL)


def track_record(past: Sequence[PastEstimate]) -> Record:
    """Return how settled estimates fared."""
    ended = [(one, one.actual_s) for one in past if one.actual_s is not None and one.actual_s > 0]
    errors = [abs(actual - one.expected_s) / actual for one, actual in ended]
    covered = sum(one.low_s <= actual <= one.high_s for one, actual in ended)
    return Record(len(ended), covered, median(errors) if errors else None)


def _ratios(raw_s: float, past: Sequence[PastEstimate]) -> tuple[list[float], list[float]]:
    ended = [
        (log(one.actual_s / one.raw_s), log(one.raw_s / max(MIN_SECONDS, raw_s)))
        for one in past
        if one.actual_s is not None and one.actual_s > 0 and one.raw_s > 0
    ]
    return [ratio for ratio, _ in ended], [exp(-0.5 * (gap / NEAR) ** 2) for _, gap in ended]


def _weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    """Return the middle of the values' weighted distribution, between two values if it falls there."""
    pairs = sorted(zip(values, weights, strict=True))
    half, below = sum(weights) / 2, 0.0
    for place, (value, weight) in enumerate(pairs):
        below += weight
        if abs(below - half) <= 1e-12 * half and place + 1 < len(pairs):
            return (value + pairs[place + 1][0]) / 2
        if below > half:
            return value
    return pairs[-1][0]
