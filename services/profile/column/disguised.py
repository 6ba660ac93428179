"""Finds values that stand for "missing" but are kept as values: ``-999``, ``?``."""

import re
from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .runs import Runs

MIN_COUNT = 3
_MIN_COUNT_UNUSUAL, _MIN_SHARE_UNUSUAL = 10, 0.005
_MIN_LEVELS = 10
_MAX_PER_COLUMN = 3
_NINES = re.compile(r"-?9{2,}(\.9+)?|-?(8{3,}|7{3,})")
_SMALL = (-1.0, -9.0)
_FENCE = 3.0
_GAP, _GAP_UNUSUAL = 0.5, 5.0
_SPIKE = 5.0
_N_NEIGHBOURS = 5

_ALWAYS = (
    "?", "??", "???", "-", "--", "---", "#n/a", "#na", "#null!", "n/a", "n.a.", "n.a", "<na>", "<null>",
    "(null)", "nil", "unknown", "unk", "(unknown)", "<unknown>", "missing", "(missing)", "<missing>", "blank",
    "(blank)", "<blank>", "not available", "not known", "not recorded", "not reported", "not specified",
    "unspecified", "undefined", "no data", "no value", "no answer", "no response",
)  # fmt: skip
_AMONG_NUMBERS = (*_ALWAYS, "none", ".", "..", "na", "x", "*", "tbd", "null", "nan")
_MOSTLY = 0.5


def in_numbers(runs: Runs) -> dict[str, int]:
    """Return how often numbers that stand for "missing" occur, by spelling.

    Only the smallest and the largest value can be one, at least three times, beside ten others or more:

    - nines (``-999``, ``9999``, also eights and sevens) far outside the others: beyond three quartile
      distances from their quartiles, with a gap of at least half of their range;
    - nines with a minus sign where no other value is negative but such ones;
    - ``-1`` and ``-9`` where no other value is negative, if they are five times as frequent as usual and
      more frequent than each of the five values next to them;
    - any other whole number but 0 in at least half a percent of the values, with a gap of five times the
      range of the others.

    Rules of our own, on the cautious side: 99 among ages up to 98 and -1 among -2 ... 2 are values.
    """
    found: dict[str, int] = {}
    left = runs
    while len(found) < _MAX_PER_COLUMN and len(left.levels) > _MIN_LEVELS:
        place = next((place for place in (0, -1) if _is_disguised(left, place)), None)
        if place is None:
            break
        level = float(left.levels[place])
        found[_spelled(level)] = int(left.counts[place])
        keep = np.ones(len(left.levels), dtype=np.bool_)
        keep[place] = False
        left = left.without(keep)
    return found


def in_texts(levels: pl.Series, counts: pl.Series, spelled_share: float) -> dict[str, int]:
    """Return how often texts that stand for "missing" occur, by spelling.

    At least three times beside two other levels or more. Words that can be levels ("none") count only
    where at least half of the cells spell numbers or dates.

    Parameters
    ----------
    levels, counts : the different texts and how often each occurs, both of shape (n_levels,)
    spelled_share : share of cells that spell a number or a date, in [0, 1]
    """
    tokens = _AMONG_NUMBERS if spelled_share >= _MOSTLY else _ALWAYS
    often = counts >= MIN_COUNT
    repeated, n = levels.filter(often), counts.filter(often)
    is_token = repeated.str.strip_chars().str.to_lowercase().is_in(list(tokens))
    if not is_token.any() or len(levels) < is_token.sum() + 2:
        return {}
    met = sorted(zip(repeated.filter(is_token), n.filter(is_token), strict=True), key=lambda one: -one[1])
    return {str(spelling): int(count) for spelling, count in met}


def _is_disguised(runs: Runs, place: int) -> bool:
    value, count = float(runs.levels[place]), int(runs.counts[place])
    if count < MIN_COUNT or value == 0 or not (value.is_integer() or _is_nines(value)):
        return False
    others = slice(1, None) if place == 0 else slice(None, -1)
    levels, counts = runs.levels[others], runs.counts[others]
    rest = Runs(levels, np.cumsum(counts))
    if value in _SMALL:
        return bool(levels[0] >= 0) and _is_spike(count, counts)
    if _is_nines(value):
        others_below = levels[levels < 0] if value < 0 else levels[:0]
        is_apart = value < 0 and len(others_below) < _MAX_PER_COLUMN and all(map(_is_nines, others_below))
        return is_apart or _is_far(value, rest, _GAP)
    is_often = count >= max(_MIN_COUNT_UNUSUAL, _MIN_SHARE_UNUSUAL * runs.n)
    return is_often and _is_far(value, rest, _GAP_UNUSUAL)


def _is_far(value: float, rest: Runs, gap: float) -> bool:
    """Tell whether a value lies beyond the fence of the others, and alone."""
    low, high = rest.quantile(0.25), rest.quantile(0.75)
    least, most = float(rest.levels[0]), float(rest.levels[-1])
    away = least - value if value < least else value - most
    beyond = low - value if value < least else value - high
    return beyond > _FENCE * (high - low) and away >= gap * (most - least)


def _is_spike(count: int, others: NDArray[np.int64]) -> bool:
    """Tell whether the smallest value is far more frequent than usual and than its neighbours."""
    return count >= _SPIKE * float(np.median(others)) and count > int(others[:_N_NEIGHBOURS].max())


def _is_nines(value: float) -> bool:
    return _NINES.fullmatch(_spelled(float(value))) is not None


def _spelled(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def scaled(disguised: Mapping[str, int], factor: float) -> dict[str, int]:
    """Return the counts as they would be in `factor` times as many rows."""
    return {spelling: round(n * factor) for spelling, n in disguised.items()}
