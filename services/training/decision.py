"""From probabilities to decisions: the largest, or of two classes the one past a threshold."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import FixedThresholdClassifier

from ..errors import TrainingError
from ..experiments.config import Threshold
from .data import TrainingData


def decide(probabilities: NDArray[np.float64], threshold: Threshold, data: TrainingData) -> NDArray[np.intp]:
    """Return the number of the chosen class of each row, shape (n,).

    Of two classes the second is chosen when its probability reaches the threshold: 0.5 by default,
    its share in the rows that train by ``prior``, and by ``cost`` the point where both errors cost
    the same (Elkan 2001, IJCAI 17, 973-978).

    Parameters
    ----------
    probabilities : shape (n, n_classes)
    threshold : of the configuration
    """
    if not _is_moved(threshold, data):
        return np.asarray(probabilities.argmax(axis=1))
    return (probabilities[:, 1] >= _limit(threshold, data)).astype(np.intp)


def deciding(estimator: Any, threshold: Threshold, data: TrainingData) -> Any:
    """Return an unfitted estimator whose ``predict`` decides as `decide` does, also far from here."""
    if not _is_moved(threshold, data):
        return estimator
    return FixedThresholdClassifier(
        estimator,
        threshold=_limit(threshold, data),
        pos_label=data.target.classes[1],
        response_method="predict_proba",
    )


def _is_moved(threshold: Threshold, data: TrainingData) -> bool:
    return len(data.target.classes) == 2 and threshold.method != "default"


def _limit(threshold: Threshold, data: TrainingData) -> float:
    if threshold.method == "prior":
        return float(np.mean(data.target.values[data.splits.fit]))
    if threshold.method == "cost":
        missed, alarm = threshold.false_negative or 1.0, threshold.false_positive or 1.0
        return alarm / (alarm + missed)
    raise TrainingError(
        f"The threshold '{threshold.method}' cannot be computed in this version.",
        code="NOT_YET_SUPPORTED",
        hint="Use 'default', 'prior' or 'cost'.",
    )
