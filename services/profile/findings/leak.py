"""Measures how well a single column alone gives away the target, on rows it was not learned from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ...vocabulary import Task

CLASS_LEAK, NUMBER_LEAK = 0.97, 0.99
"""Scores from which a column gives classes or numbers away."""
_LEAST_CLASS_LEAK, _WRONG = 0.85, 0.015
_MIN_ROWS = 40
MAX_ROWS = 5_000
_MAX_CELLS, _LEAST_ROWS = 1_000_000, 2_000
_BINS = 50
_MIN_SHARE = 0.5
_MIN_SUPPORT = 10
_SEED = 20260101

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Leak:
    """How a column gives the target away; `score` is at most 1.

    `label` is the class that shows in whether the column is missing (`if_missing`) or known; None where
    the values themselves tell the target.
    """

    score: float
    label: str | None = None
    if_missing: bool = False


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of each feature: the target in the rows that are looked at, prepared once.

    `classes` has shape (n_rows,), numbers from 0; `half` tells the rows of the first of two halves.
    Both are empty for numbers, as `numbers` is for classes.
    """

    target: pl.Series
    classes: Codes
    half: NDArray[np.bool_]
    numbers: Floats


def find(
    features: Iterable[tuple[str, pl.Series]], n_features: int, target: pl.Series, task: Task
) -> dict[str, Leak]:
    """Return the columns that alone give the target away, from at most 5,000 rows.

    For classes a column is a leak from a score of 0.97, less where the largest class is large: 1.5 % of
    wrong rows are allowed, but never a score below 0.85. For numbers from an R2 of 0.99.

    Parameters
    ----------
    features : names and values of shape (n_rows,)
    n_features : how many there are; of very many each is judged by fewer rows
    target : of shape (n_rows,), null where missing
    """
    if task == "regression" and not target.dtype.is_numeric():
        return {}
    rows = _sample(target, max(_LEAST_ROWS, min(MAX_ROWS, _MAX_CELLS // max(1, n_features))))
    asked = _question(target.gather(rows), task)
    limit = NUMBER_LEAK if task == "regression" else class_limit(asked.target)
    found = {name: _of(values.gather(rows), asked, limit) for name, values in features}
    return {name: one for name, one in found.items() if one is not None}


def class_limit(target: pl.Series) -> float:
    """Return the score from which a column gives these classes away, in [0.85, 0.97].

    It is the score of a copy with 1.5 % of wrong rows, ``1 - 0.015 / (1 - share of the largest class)``.
    """
    rest = 1 - float(np.bincount(codes(target)).max(initial=0)) / max(1, len(target))
    return CLASS_LEAK if rest == 0 else min(CLASS_LEAK, max(_LEAST_CLASS_LEAK, 1 - _WRONG / rest))


def score(feature: pl.Series, target: pl.Series, task: Task, max_rows: int = MAX_ROWS) -> float:
    """Return the share of what can be known about the target that the feature alone tells.

    For classes: ``(accuracy - base) / (1 - base)`` of the most frequent class per value (or per fiftieth
    of the range), learned on one half and judged on the other, both ways; base is the share of the
    largest class. For numbers: the R2 of the neighbours' mean when rows are sorted by the feature (of the
    other rows with the same value where there are some), or of the group's mean for labels.

    Parameters
    ----------
    feature, target : of shape (n_rows,), null where missing
    max_rows : how many rows are looked at

    Returns
    -------
    float up to 1; 1 means that the feature says it all, 0 or less that it says nothing
    """
    rows = _sample(target, max_rows)
    return _score(feature.gather(rows), _question(target.gather(rows), task))


def missing_score(feature: pl.Series, target: pl.Series) -> Leak:
    """Return how well one class shows in whether the feature is missing.

    The score is that of `score` for "this class or another": the best class is taken, and the share of
    rows that "missing" tells right, beyond what the more frequent answer gets.

    Parameters
    ----------
    feature, target : of shape (n_rows,); the target is known
    """
    return _by_missing(feature, _question(target, "multiclass"))


def codes(values: pl.Series) -> Codes:
    """Return numbers from 0 for the different values, a missing one being a value too."""
    if not (values.dtype.is_numeric() or values.dtype.is_temporal()):
        return values.rank("dense").fill_null(0).cast(pl.Int64).to_numpy()
    found = np.zeros(len(values), dtype=np.int64)
    known = values.is_not_null().to_numpy()
    found[known] = np.unique(values.drop_nulls().to_physical().to_numpy(), return_inverse=True)[1] + 1
    return found


def _question(target: pl.Series, task: Task) -> _Question:
    nothing = np.empty(0)
    if task == "regression":
        numbers = target.cast(pl.Float64).to_numpy()
        return _Question(target, nothing.astype(np.int64), nothing.astype(np.bool_), numbers)
    half = np.random.default_rng(_SEED).permutation(len(target)) % 2 == 0
    return _Question(target, codes(target), half, nothing)


def _of(feature: pl.Series, asked: _Question, limit: float) -> Leak | None:
    by_missing = _by_missing(feature, asked) if len(asked.classes) else Leak(0.0)
    if by_missing.score >= limit:
        return by_missing
    found = _score(feature, asked)
    return Leak(found) if found >= limit else None


def _by_missing(feature: pl.Series, asked: _Question) -> Leak:
    n, n_absent = len(feature), feature.null_count()
    if min(n_absent, n - n_absent) < _MIN_SUPPORT:
        return Leak(0.0)
    sizes = np.bincount(asked.classes)
    both = np.bincount(asked.classes[feature.is_null().to_numpy()], minlength=len(sizes))
    right = n - sizes - n_absent + 2 * both  # rows told right by "missing means this class"
    rest = np.minimum(sizes, n - sizes)
    told = np.maximum(right, n - right) - (n - rest)
    scores = np.where(rest >= _MIN_SUPPORT, told / np.maximum(rest, 1), 0.0)
    best = int(np.lexsort((right, scores))[-1])
    if scores[best] <= 0:
        return Leak(0.0)
    label = asked.target[int(np.flatnonzero(asked.classes == best)[0])]
    return Leak(float(scores[best]), _shown(label), bool(2 * right[best] >= n))


def _shown(label: Any) -> str:
    if isinstance(label, bool):
        return "true" if label else "false"
    return f"{label:.17g}" if isinstance(label, float) else str(label)


def _sample(target: pl.Series, max_rows: int) -> pl.Series:
    """Return the numbers of rows that are looked at: known ones, the same for every feature."""
    known = target.is_not_null().arg_true()
    if len(known) <= max_rows:
        return known
    picked = np.random.default_rng(_SEED).choice(len(known), max_rows, replace=False)
    return known.gather(np.sort(picked))


def _score(feature: pl.Series, asked: _Question) -> float:
    n_rows = len(feature)
    if len(asked.classes):
        return _of_class(_binned(feature), asked) if n_rows >= _MIN_ROWS else 0.0
    known = feature.is_not_null()
    if int(known.sum()) < max(_MIN_ROWS, _MIN_SHARE * n_rows):
        return 0.0
    return _of_number(feature.filter(known), asked.numbers[known.to_numpy()])


def _binned(feature: pl.Series) -> Codes:
    """Return codes of at most 50 bins of equal count for numbers, of the labels else; 0 for missing."""
    ranks = codes(feature)
    is_label = not feature.dtype.is_numeric() and not feature.dtype.is_temporal()
    if is_label or ranks.max() <= _BINS:
        return ranks
    counts = np.bincount(ranks)
    counts[0] = 0
    middles = np.cumsum(counts) - counts / 2
    bins = 1 + (middles * _BINS / max(1, counts.sum())).astype(np.int64)
    bins[0] = 0
    binned: Codes = bins[ranks]
    return binned


def _of_class(feature: Codes, asked: _Question) -> float:
    n = len(feature)
    largest = np.bincount(asked.classes).max() / n
    if largest == 1:
        return 0.0
    right = _hits(feature, asked.classes, asked.half) + _hits(feature, asked.classes, ~asked.half)
    return float((right / n - largest) / (1 - largest))


def _hits(feature: Codes, target: Codes, learn: NDArray[np.bool_]) -> int:
    """Count rows outside `learn` whose class is the most frequent one of their value within it."""
    n_classes = int(target.max()) + 1
    counts = np.bincount(
        feature[learn] * n_classes + target[learn], minlength=(int(feature.max()) + 1) * n_classes
    )
    table = counts.reshape(-1, n_classes)
    usual = np.bincount(target[learn], minlength=n_classes).argmax()
    says = np.where(table.sum(axis=1) > 0, table.argmax(axis=1), usual)
    return int(np.count_nonzero(says[feature[~learn]] == target[~learn]))


def _of_number(feature: pl.Series, target: Floats) -> float:
    total = float(np.sum((target - target.mean()) ** 2))
    if total == 0:
        return 0.0
    value = codes(feature)
    order = np.argsort(value, kind="stable")
    value, target = value[order], target[order]
    size = np.bincount(value)[value]
    others = np.bincount(value, weights=target)[value] - target
    if feature.dtype.is_numeric() or feature.dtype.is_temporal():
        alone = _between(target)
    else:
        alone = np.full(len(target), target.mean())
    says = np.where(size > 1, others / np.maximum(size - 1, 1), alone)
    return 1 - float(np.sum((target - says) ** 2)) / total


def _between(target: Floats) -> Floats:
    """Return the mean of the two neighbours of each row; the ends have one."""
    padded = np.concatenate((target[1:2], target, target[-2:-1]))
    return (padded[:-2] + padded[2:]) / 2
