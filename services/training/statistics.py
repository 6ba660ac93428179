"""What a mean over folds is worth: its interval, and whether two models can be told apart."""

from collections.abc import Sequence

import numpy as np
from scipy import stats

LEVEL = 0.95


def mean_interval(
    scores: Sequence[float], judge_to_train: float, level: float = LEVEL
) -> tuple[float, float] | None:
    """Return the interval of the mean over folds; None for fewer than two folds.

    Folds share training rows, so the variance of the mean is s² (1/n + n_judge/n_train) instead of
    s²/n. Source: Nadeau & Bengio (2003), Machine Learning 52, 239-281.

    Parameters
    ----------
    scores : of each fold
    judge_to_train : rows that judge over rows that train, in one fold
    level : probability, in (0, 1)
    """
    if len(scores) < 2:
        return None
    mean, error = float(np.mean(scores)), _standard_error(scores, judge_to_train)
    reach = float(stats.t.ppf((1 + level) / 2, len(scores) - 1)) * error
    return mean - reach, mean + reach


def could_be_equal(
    first: Sequence[float], second: Sequence[float], judge_to_train: float, level: float = LEVEL
) -> bool:
    """Tell whether the difference of two models over the same folds could be zero.

    Corrected resampled t-test, two-sided. Source: Nadeau & Bengio (2003), as above. With one fold
    only equal scores are a tie.
    """
    differences = np.subtract(first, second)
    mean = abs(float(differences.mean()))
    if mean == 0:
        return True
    if len(differences) < 2:
        return False
    error = _standard_error(differences.tolist(), judge_to_train)
    return mean <= float(stats.t.ppf((1 + level) / 2, len(differences) - 1)) * error


def _standard_error(scores: Sequence[float], judge_to_train: float) -> float:
    variance = float(np.var(scores, ddof=1))
    return float(np.sqrt(variance * (1 / len(scores) + judge_to_train)))
