"""The weighted short list: models averaged with weights from what they predict on the folds."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..experiments.config import ExperimentConfig
from ..models import METRICS, spec
from ..vocabulary import ModelKey
from .data import TrainingData
from .decision import decide
from .evaluation import Candidate, Member, Performance
from .leaderboard import best_first, judge_to_train
from .metrics import Judged, other_scores, score
from .splits import TIMED
from .statistics import could_be_equal

BLEND: ModelKey = "blend"
HEAD_START = 3
"""One model counts this often before others are added, which keeps weights of few rows modest."""

STEPS = 20
MAX_ROWS = 20_000
"""Rows on which weights are sought at most; more change them little."""

PARTS = 5
"""Into how many parts the rows of a single fold are divided."""

Rows = NDArray[np.intp]


def blended(performances: Sequence[Performance], config: ExperimentConfig, data: TrainingData) -> Performance:
    """Return how the average of the finished models does on the folds, and what it is made of.

    Weights come from ensemble selection with replacement (Caruana et al. 2004, ICML 21): the model
    listed first among those level with the best counts `HEAD_START` times, then in `STEPS` steps
    whichever model helps the metric most is added; the best of these averages is taken. To start with
    the first of a proposal saved at least 6.0 % of a forest's error on each of eight tables, with the
    best, whichever it was, 0.7 %; 12.4 % on average either way.

    The score is nested: the rows of a fold are answered with weights from other folds (earlier ones,
    if rows are in time order; a single fold is divided), so that no row is judged with weights it
    helped to choose. The final weights come from all folds.

    Parameters
    ----------
    performances : of the models that may take part; those that failed do not

    Returns
    -------
    a Performance of the candidate ``blend`` with its members, or with an error that says why not
    """
    members = [one for one in performances if one.error is None]
    if len(members) < 2:
        return Performance(
            Candidate(BLEND), error=f"{BLEND}: averages at least two models, but {len(members)} finished"
        )
    pool = _Pool(members, config, data)
    judged = [pool.nested(number) for number in range(len(data.splits.folds))]
    shares = pool.weights(pool.every()).tolist()
    parts = [(one, share) for one, share in zip(members, shares, strict=True) if share > 0]
    return Performance(
        _candidate(parts),
        scores=[score(config.metric, one) for one in judged],
        others=[other_scores(config.task, config.metric, one) for one in judged],
        judged=judged,
        fit_seconds=[sum(fold) for fold in zip(*(one.fit_seconds for one, _ in parts), strict=True)],
    )


def _candidate(parts: Sequence[tuple[Performance, float]]) -> Candidate:
    return Candidate(
        BLEND,
        hyperparameters={"weights": {one.candidate.name: round(share, 4) for one, share in parts}},
        note=" + ".join(f"{share:.0%} {_label(one.candidate)}" for one, share in parts),
        members=tuple(Member(one.candidate, share) for one, share in parts),
    )


def _label(candidate: Candidate) -> str:
    label = spec(candidate.key).label
    return f"{label}, tuned" if candidate.label else label


class _Pool:
    """The predictions of all members, by fold; places are rows of all folds one after the other."""

    def __init__(self, members: Sequence[Performance], config: ExperimentConfig, data: TrainingData) -> None:
        self._config, self._data = config, data
        self._actual = np.concatenate([one.actual for one in members[0].judged])
        self._answers = np.stack([np.concatenate([_answers(one) for one in each.judged]) for each in members])
        sizes = [len(one.actual) for one in members[0].judged]
        self._fold = np.repeat(np.arange(len(sizes)), sizes)
        self._row = np.concatenate([judge for _, judge in data.splits.folds])
        self._is_timed = config.validation.strategy in TIMED
        self._start = _first_level_with_best(members, config, data)

    def every(self) -> Rows:
        """Return the places of all rows."""
        return np.arange(len(self._actual))

    def nested(self, number: int) -> Judged:
        """Return the answers for one fold, with weights from rows outside of it."""
        rows = np.flatnonzero(self._fold == number)
        if self._fold[-1] > 0:
            # With repeats a row is judged more than once.
            others = self._fold < number if self._is_timed else ~np.isin(self._row, self._row[rows])
            return self._judged(self._mix(self.weights(np.flatnonzero(others)), rows), rows)
        answers = np.zeros_like(self._answers[0])
        for part in range(PARTS):
            inside = rows % PARTS == part
            answers[inside] = self._mix(self.weights(rows[~inside]), rows[inside])
        return self._judged(answers, rows)

    def weights(self, rows: Rows) -> NDArray[np.float64]:
        """Return the share of each member, shape (n_members,), sum 1; equal shares without rows."""
        n_members = len(self._answers)
        if not len(rows):
            return np.full(n_members, 1 / n_members)
        seen = rows[np.unique(np.linspace(0, len(rows) - 1, min(len(rows), MAX_ROWS)).astype(np.intp))]
        found = [HEAD_START * np.eye(n_members)[self._start]]
        for _ in range(STEPS):
            larger = [found[-1] + np.eye(n_members)[place] for place in range(n_members)]
            found.append(larger[self._best(larger, seen)])
        best = found[self._best(found, seen)]
        return best / best.sum()

    def _best(self, counts: Sequence[NDArray[np.float64]], rows: Rows) -> int:
        """Return which of these averages is best; the first of equals."""
        sign = -1 if METRICS[self._config.metric].direction == "maximize" else 1
        scores = [
            sign * score(self._config.metric, self._judged(self._mix(one / one.sum(), rows), rows))
            for one in counts
        ]
        return int(np.argmin(scores))

    def _mix(self, shares: NDArray[np.float64], rows: Rows) -> NDArray[np.float64]:
        return np.asarray(np.tensordot(shares, self._answers[:, rows], axes=1))

    def _judged(self, answers: NDArray[np.float64], rows: Rows) -> Judged:
        actual = self._actual[rows]
        if answers.ndim == 1:
            return Judged(actual, answers)
        return Judged(actual, decide(answers, self._config.imbalance.threshold, self._data), answers)


def _first_level_with_best(
    members: Sequence[Performance], config: ExperimentConfig, data: TrainingData
) -> int:
    best, ratio = best_first(members, config.metric)[0], judge_to_train(data.splits)
    return next(
        place
        for place, one in enumerate(members)
        if one is best or could_be_equal(best.scores, one.scores, ratio)
    )


def _answers(judged: Judged) -> NDArray[np.float64]:
    return judged.predicted if judged.probabilities is None else judged.probabilities
