"""Scores of predictions by every metric of the catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata
from sklearn.metrics import average_precision_score

from ..errors import TrainingError
from ..models import METRICS, metrics_for
from ..vocabulary import Metric, Task

FLOOR = float(np.finfo(np.float64).eps)
"""Least probability in a logarithm, as in scikit-learn's log_loss."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Judged:
    """Actual and predicted values of the rows that judge.

    `actual` and `predicted` have shape (n,): numbers in the target's unit, or class numbers. For
    classes `probabilities` has shape (n, n_classes); of two classes the second is the one of interest.
    """

    actual: NDArray[Any]
    predicted: NDArray[Any]
    probabilities: Floats | None = None

    @property
    def shares(self) -> Floats:
        """Probabilities of the classes; only for tasks that have them."""
        if self.probabilities is None:
            raise _undefined("there are no probabilities")
        return self.probabilities


def score(metric: Metric, judged: Judged) -> float:
    """Return one score.

    Raises
    ------
    TrainingError
        If the score is not defined for these rows, saying why.
    """
    return float(_SCORERS[metric](judged))


def other_scores(task: Task, metric: Metric, judged: Judged) -> dict[str, float]:
    """Return the scores of the task's other metrics, without those not defined for these rows."""
    found: dict[str, float] = {}
    for spec in metrics_for(task):
        if spec.name == metric:
            continue
        try:
            found[spec.name] = score(spec.name, judged)
        except TrainingError:
            # An undefined companion score is left out; only the chosen metric must exist.
            continue
    return found


def is_better(metric: Metric, first: float, second: float) -> bool:
    """Tell whether the first score is better than the second."""
    return first > second if METRICS[metric].direction == "maximize" else first < second


def _undefined(reason: str) -> TrainingError:
    return TrainingError(
        f"The score is not defined: {reason}.",
        code="METRIC_UNDEFINED",
        hint="Choose another metric, fewer folds or stratified folds.",
    )


def _confusion(judged: Judged) -> Floats:
    n = judged.shares.shape[1]
    cells = np.bincount(judged.actual * n + judged.predicted, minlength=n * n)
    return cells.reshape(n, n).astype(float)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _accuracy(judged: Judged) -> float:
    return float(np.mean(judged.actual == judged.predicted))


def _balanced_accuracy(judged: Judged) -> float:
    table = _confusion(judged)
    present = table.sum(axis=1) > 0
    return float(_ratio(np.diag(table), table.sum(axis=1))[present].mean())


def _f1_per_class(judged: Judged) -> Floats:
    table = _confusion(judged)
    return _ratio(2 * np.diag(table), table.sum(axis=0) + table.sum(axis=1))


def _f1(judged: Judged) -> float:
    return float(_f1_per_class(judged)[1])


def _f1_macro(judged: Judged) -> float:
    table = _confusion(judged)
    seen = table.sum(axis=0) + table.sum(axis=1) > 0
    return float(_f1_per_class(judged)[seen].mean())


def _mcc(judged: Judged) -> float:
    """Source: Gorodkin (2004), Computational Biology and Chemistry 28, 367-374."""
    table = _confusion(judged)
    actual, predicted, n = table.sum(axis=1), table.sum(axis=0), table.sum()
    above = np.trace(table) * n - actual @ predicted
    below = np.sqrt(n**2 - predicted @ predicted) * np.sqrt(n**2 - actual @ actual)
    return float(above / below) if below > 0 else 0.0


def _roc_auc(judged: Judged) -> float:
    """Area under the curve by ranks; several classes: mean of each present one against the rest."""
    shares = judged.shares
    if shares.shape[1] == 2:
        return _auc(judged.actual == 1, shares[:, 1])
    present = [c for c in range(shares.shape[1]) if 0 < int((judged.actual == c).sum()) < len(shares)]
    if not present:
        raise _undefined("the rows that judge hold a single class")
    return float(np.mean([_auc(judged.actual == c, shares[:, c]) for c in present]))


def _auc(positive: NDArray[np.bool_], scores: Floats) -> float:
    """Source: Mann-Whitney U over the number of pairs; Hanley & McNeil (1982), Radiology 143, 29-36."""
    n_positive = int(positive.sum())
    n_negative = len(positive) - n_positive
    if n_positive == 0 or n_negative == 0:
        raise _undefined("the rows that judge hold a single class")
    ranks = rankdata(scores)
    above = ranks[positive].sum() - n_positive * (n_positive + 1) / 2
    return float(above / (n_positive * n_negative))


def _average_precision(judged: Judged) -> float:
    positive = judged.actual == 1
    if not positive.any():
        raise _undefined("the rows that judge do not hold the class of interest")
    return float(average_precision_score(positive, judged.shares[:, 1]))


def _log_loss(judged: Judged) -> float:
    shares = judged.shares
    right = shares[np.arange(len(shares)), judged.actual]
    return float(-np.log(np.clip(right, FLOOR, 1.0)).mean())


def _brier(judged: Judged) -> float:
    return float(np.mean((judged.shares[:, 1] - (judged.actual == 1)) ** 2))


def _errors(judged: Judged) -> Floats:
    return np.asarray(judged.predicted - judged.actual, dtype=float)


def _rmse(judged: Judged) -> float:
    return float(np.sqrt(np.mean(_errors(judged) ** 2)))


def _mae(judged: Judged) -> float:
    return float(np.mean(np.abs(_errors(judged))))


def _medae(judged: Judged) -> float:
    return float(np.median(np.abs(_errors(judged))))


def _efficiency(judged: Judged) -> float:
    """1 - SSE / variance about the mean: R², and the Nash-Sutcliffe efficiency of hydrology.

    Source: Nash & Sutcliffe (1970), Journal of Hydrology 10(3), 282-290.
    """
    spread = float(np.sum((judged.actual - judged.actual.mean()) ** 2))
    if spread == 0:
        raise _undefined("the target is the same in all rows that judge")
    return 1.0 - float(np.sum(_errors(judged) ** 2)) / spread


def _mape(judged: Judged) -> float:
    if np.any(judged.actual == 0):
        raise _undefined("the target is 0 in a row, so no percentage can be taken")
    return float(np.mean(np.abs(_errors(judged) / judged.actual)))


def _rmsle(judged: Judged) -> float:
    """Root mean squared error of log(1 + y); predictions below 0 count as 0."""
    if np.any(judged.actual < 0):
        raise _undefined("the target is below 0 in a row, so no logarithm can be taken")
    predicted = np.maximum(judged.predicted, 0.0)
    return float(np.sqrt(np.mean((np.log1p(predicted) - np.log1p(judged.actual)) ** 2)))


_SCORERS: Mapping[Metric, Callable[[Judged], float]] = MappingProxyType(
    {
        "roc_auc": _roc_auc,
        "average_precision": _average_precision,
        "log_loss": _log_loss,
        "brier": _brier,
        "accuracy": _accuracy,
        "balanced_accuracy": _balanced_accuracy,
        "f1": _f1,
        "f1_macro": _f1_macro,
        "mcc": _mcc,
        "rmse": _rmse,
        "mae": _mae,
        "medae": _medae,
        "r2": _efficiency,
        "nse": _efficiency,
        "mape": _mape,
        "rmsle": _rmsle,
    }
)
