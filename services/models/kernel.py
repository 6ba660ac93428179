"""Linear models on the columns and on a random sample of Gaussian kernel functions beside them."""

from typing import Any, Literal, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.kernel_approximation import Nystroem

from .linear import AutoLogisticRegression, AutoRidge
from .log_target import LogTarget

MOST_COMPONENTS = 500
ROWS_PER_COMPONENT = 4
FACTOR = 10.0
"""Kernel functions have length one per row; with this factor they outweigh the scaled columns."""

TOLERANCE = 3e-4
"""Kernel functions repeat each other: this tolerance saves a third of the time, errors stay within 0.5 %."""

Auto = Literal["auto"]


class _Kernel(BaseEstimator):
    """Common part: Nystroem's approximation of the kernel exp(-gamma d² / v), v the total variance.

    Source: Williams & Seeger (2001), Advances in Neural Information Processing Systems 13, 682-688.
    """

    gamma: float
    n_components: int | Auto
    random_state: int

    def _learned(self, X: Any) -> Any:
        """Draw the rows the kernel is built on; return the enlarged columns, shape (n, p + m)."""
        values = np.asarray(X, dtype=float)
        variance = float(values.var(axis=0).sum())
        self.n_features_in_ = values.shape[1]
        self.nystroem_ = Nystroem(
            kernel="rbf",
            gamma=self.gamma / variance if variance > 0 else self.gamma,
            n_components=self._n_components(len(values)),
            random_state=self.random_state,
        )
        self.nystroem_.fit(values)
        return self._enlarged(values)

    def _enlarged(self, X: Any) -> Any:
        values = np.asarray(X, dtype=float)
        return np.hstack([FACTOR * self.nystroem_.transform(values), values])

    def _n_components(self, n_rows: int) -> int:
        if self.n_components == "auto":
            return max(1, min(MOST_COMPONENTS, n_rows // ROWS_PER_COMPONENT))
        return min(int(self.n_components), n_rows)


class KernelClassifier(ClassifierMixin, _Kernel):
    """Logistic regression on columns and kernel functions.

    Parameters
    ----------
    alpha : shrinkage > 0, the inverse of C, or "auto" for the best of six by 3-fold log loss
    gamma : width of the kernel, as a multiple of 1 / total variance
    n_components : kernel functions, or "auto" for a quarter of the rows and at most 500
    class_weight : None or "balanced"
    random_state : seed of the drawn rows and of the folds
    """

    def __init__(
        self,
        alpha: float | Auto = "auto",
        *,
        gamma: float = 0.5,
        n_components: int | Auto = "auto",
        class_weight: str | None = None,
        random_state: int = 0,
    ) -> None:
        self.alpha = alpha
        self.gamma = gamma
        self.n_components = n_components
        self.class_weight = class_weight
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Fit.

        Parameters
        ----------
        X : array of shape (n, p) without missing values, scaled
        y : array of shape (n,), classes
        sample_weight : array of shape (n,) or None
        """
        strength: float | Auto = "auto" if self.alpha == "auto" else 1 / float(self.alpha)
        self.estimator_ = AutoLogisticRegression(
            strength, class_weight=self.class_weight, tol=TOLERANCE, random_state=self.random_state
        )
        self.estimator_.fit(self._learned(X), y, sample_weight=sample_weight)
        self.classes_ = self.estimator_.classes_
        return self

    def predict(self, X: Any) -> Any:
        """Predict classes, shape (n,)."""
        return self.estimator_.predict(self._enlarged(X))

    def predict_proba(self, X: Any) -> Any:
        """Predict probabilities, shape (n, n_classes), in the order of `classes_`."""
        return self.estimator_.predict_proba(self._enlarged(X))


class KernelRegressor(RegressorMixin, _Kernel):
    """Ridge regression on columns and kernel functions; the log target is that of `AutoRidge`.

    Parameters
    ----------
    alpha : shrinkage > 0, or "auto" for the best of 13 by leave-one-out error
    gamma : width of the kernel, as a multiple of 1 / total variance
    n_components : kernel functions, or "auto" for a quarter of the rows and at most 500
    log_target : "auto" (when all targets are > 0 and their skewness > 1), "never" or "always"
    random_state : seed of the drawn rows
    """

    def __init__(
        self,
        alpha: float | Auto = "auto",
        *,
        gamma: float = 0.5,
        n_components: int | Auto = "auto",
        log_target: LogTarget = "auto",
        random_state: int = 0,
    ) -> None:
        self.alpha = alpha
        self.gamma = gamma
        self.n_components = n_components
        self.log_target = log_target
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Fit.

        Parameters
        ----------
        X : array of shape (n, p) without missing values, scaled
        y : array of shape (n,), in the target's unit
        sample_weight : array of shape (n,) or None
        """
        self.estimator_ = AutoRidge(self.alpha, log_target=self.log_target)
        self.estimator_.fit(self._learned(X), y, sample_weight=sample_weight)
        return self

    def predict(self, X: Any) -> Any:
        """Predict, shape (n,), in the target's unit."""
        return self.estimator_.predict(self._enlarged(X))
