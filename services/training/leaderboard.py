"""The leaderboard: performances turned into scores, best first, with what cannot be told apart."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..models import METRICS
from ..vocabulary import Metric
from .evaluation import Performance
from .records import Score
from .splits import Splits
from .statistics import could_be_equal, mean_interval


def rank(performances: Sequence[Performance], metric: Metric, splits: Splits) -> tuple[Score, ...]:
    """Return the scores, best first, failed models last; models level with the best are marked."""
    ratio = judge_to_train(splits)
    finished = best_first(performances, metric)
    scores = [
        replace(as_score(one, splits), tied_with_best=could_be_equal(finished[0].scores, one.scores, ratio))
        for one in finished
    ]
    return (*scores, *(as_score(one, splits) for one in performances if one.error is not None))


def best_first(performances: Sequence[Performance], metric: Metric) -> list[Performance]:
    """Return the performances of models that finished, best first; equals stay in order."""
    sign = -1 if METRICS[metric].direction == "maximize" else 1
    return sorted((one for one in performances if one.error is None), key=lambda one: sign * one.mean)


def as_score(performance: Performance, splits: Splits) -> Score:
    """Return the row of one model; a failed model has no mean, only its finished folds."""
    done, failed = performance.scores, performance.error is not None
    return Score(
        model=performance.candidate.key,
        mean=None if failed else performance.mean,
        std=None if failed or len(done) < 2 else float(np.std(done, ddof=1)),
        interval=None if failed else mean_interval(done, judge_to_train(splits)),
        n=len(done),
        folds=tuple(done),
        tied_with_best=False,
        fit_seconds=float(np.mean(performance.fit_seconds)) if done else 0.0,
        hyperparameters=dict(performance.candidate.hyperparameters),
        others={} if failed else _means(performance.others),
        note=performance.candidate.note,
        error=performance.error,
    )


def judge_to_train(splits: Splits) -> float:
    """Return the mean over folds of rows that judge over rows that train."""
    return float(np.mean([len(judge) / len(train) for train, judge in splits.folds]))


def _means(others: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the mean of each metric that is defined in every fold."""
    shared = [name for name in others[0] if all(name in one for one in others)]
    return {name: float(np.mean([one[name] for one in others])) for name in shared}
