"""The target of a regression on a handier scale: its logarithm where it is skewed, and standardised."""

from typing import Any, Literal, Self

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin, clone

MIN_SKEW = 1.0
MARGIN_SD = 0.25

LogTarget = Literal["auto", "never", "always"]


def wants_log(y: Any, choice: LogTarget) -> bool:
    """Tell whether the logarithm of a target is fitted (rule R14).

    Parameters
    ----------
    y : array of shape (n,), in the target's unit
    choice : "auto" (when all targets are > 0 and their skewness > 1), "never" or "always"

    Raises
    ------
    ValueError
        If the logarithm is asked for and a target is zero or negative.
    """
    if choice == "never":
        return False
    if choice == "always":
        if y.min() <= 0:
            raise ValueError(f"The logarithm needs a target above 0, but the smallest is {y.min():g}.")
        return True
    return bool(y.min() > 0 and _skewness(y) > MIN_SKEW)


def seen_range(y: Any) -> tuple[float, float]:
    """Return the seen range of a target, plus and minus 0.25 standard deviations, in its unit."""
    margin = MARGIN_SD * float(y.std())
    return float(y.min()) - margin, float(y.max()) + margin


def without_log(predicted: Any, seen: tuple[float, float]) -> Any:
    """Return predicted logarithms in the target's unit, kept within `seen_range`; shape (n,)."""
    low, high = seen
    return np.exp(np.clip(predicted, None, np.log(high))).clip(low, high)


class StandardisedTarget(RegressorMixin, BaseEstimator):
    """Fits a regressor on the target, or its logarithm, less its mean and in standard deviations.

    Predictions are in the target's unit. With the logarithm they are kept within the seen range plus
    or minus 0.25 standard deviations, as `AutoRidge` does.

    Parameters
    ----------
    estimator : unfitted regressor
    log_target : "auto" (when all targets are > 0 and their skewness > 1), "never" or "always"
    """

    def __init__(self, estimator: Any, *, log_target: LogTarget = "auto") -> None:
        self.estimator = estimator
        self.log_target = log_target

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Learn the scale of the target, then fit.

        Parameters
        ----------
        X : array of shape (n, p) without missing values, scaled
        y : array of shape (n,), in the target's unit
        sample_weight : array of shape (n,) or None

        Raises
        ------
        ValueError
            If the logarithm is asked for and a target is zero or negative.
        """
        target = np.asarray(y, dtype=float)
        self.uses_log_ = wants_log(target, self.log_target)
        self.range_ = seen_range(target)
        scaled = np.log(target) if self.uses_log_ else target
        self.center_, self.spread_ = float(scaled.mean()), float(scaled.std()) or 1.0
        self.estimator_ = clone(self.estimator)
        weight = {} if sample_weight is None else {"sample_weight": sample_weight}
        self.estimator_.fit(X, (scaled - self.center_) / self.spread_, **weight)
        self.n_features_in_ = self.estimator_.n_features_in_
        return self

    def predict(self, X: Any) -> Any:
        """Predict, shape (n,), in the target's unit."""
        predicted = self.center_ + self.spread_ * self.estimator_.predict(X)
        return without_log(predicted, self.range_) if self.uses_log_ else predicted


def _skewness(y: Any) -> float:
    spread = float(y.std())
    return float(((y - y.mean()) ** 3).mean() / spread**3) if spread > 0 else 0.0
