"""Splits in time: train on the past, judge on what follows, test on the last rows."""

import numpy as np
from numpy.typing import NDArray

from ..errors import TrainingError
from ..experiments.config import Validation

Indices = NDArray[np.intp]
Fold = tuple[Indices, Indices]


def time_splits(
    validation: Validation, order: NDArray[np.generic]
) -> tuple[Indices, Indices, tuple[Fold, ...]]:
    """Return the rows of the final test, those that fit the final model, and the folds.

    Rows of the same moment stay together. `gap` moments are left out between training and judging;
    a fold judges `horizon` moments, or an equal part if none is given. ``time_expanding`` trains on
    all of the past, ``time_sliding`` on as many moments as the first fold has.

    Parameters
    ----------
    validation : strategy, n_splits, test_size, gap, horizon
    order : array of shape (n,), sortable, the moment of each row

    Raises
    ------
    TrainingError
        If there are too few moments.
    """
    moments, period = np.unique(order, return_inverse=True)
    gap = validation.gap or 0
    start = _first_test_period(period, len(moments), validation.test_size)
    edges = _judge_starts(validation, start, gap)
    width = edges[1] - edges[0] if len(edges) > 1 else start - edges[0]
    sliding = validation.strategy == "time_sliding"
    folds = []
    for edge in edges:
        oldest = edge - edges[0] if sliding else 0
        train = np.flatnonzero((period >= oldest) & (period < edge - gap))
        folds.append((train, np.flatnonzero((period >= edge) & (period < edge + width))))
    test = np.flatnonzero(period >= start)
    fit = np.flatnonzero(period < (start - gap if len(test) else start))
    return test, fit, tuple(folds)


def _first_test_period(period: NDArray[np.intp], n_periods: int, share: float) -> int:
    """Return the first moment of the test: from there on the share of rows is closest to `share`."""
    if share == 0:
        return n_periods
    after = np.cumsum(np.bincount(period)[::-1])[::-1] / len(period)
    return int(np.argmin(np.abs(after[1:] - share))) + 1 if n_periods > 1 else 1


def _judge_starts(validation: Validation, end: int, gap: int) -> list[int]:
    width = validation.horizon or end // (validation.n_splits + 1)
    starts = [end - place * width for place in range(validation.n_splits, 0, -1)]
    if width < 1 or starts[0] - gap < 1:
        raise TrainingError(
            f"The rows cannot be divided: {end} moments before the final test are too few for "
            f"{validation.n_splits} folds of {max(width, 1)} with a gap of {gap}.",
            code="SPLIT_IMPOSSIBLE",
            hint="Choose fewer folds, a shorter horizon or a smaller gap.",
        )
    return starts
