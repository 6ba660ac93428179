"""Support vector machines with a Gaussian kernel whose width follows from the number of columns."""

from typing import Any, Self

import numpy as np
from scipy.special import expit, softmax
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC, SVR
from sklearn.utils.class_weight import compute_sample_weight

N_FOLDS = 5
CACHE_MB = 200


class GaussianSVC(ClassifierMixin, BaseEstimator):
    """Classifier whose probabilities are calibrated on rows it was not fitted on.

    A sigmoid per class over 5-fold scores; fewer folds when a class has fewer rows. With a class of
    a single row no fold can be made: then scores of the fitted machine become probabilities as they
    are. Source: Platt (1999), Advances in Large Margin Classifiers, 61-74.

    Parameters
    ----------
    C : inverse strength > 0
    gamma : of the kernel exp(-gamma d² / p) for p columns
    class_weight : None or "balanced"
    random_state : seed of the folds
    """

    def __init__(
        self, C: float = 10.0, *, gamma: float = 0.3, class_weight: str | None = None, random_state: int = 0
    ) -> None:
        self.C = C
        self.gamma = gamma
        self.class_weight = class_weight
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Fit and calibrate.

        Parameters
        ----------
        X : array of shape (n, p) without missing values, scaled
        y : array of shape (n,), classes
        sample_weight : array of shape (n,) or None
        """
        target = np.asarray(y)
        self.classes_, counts = np.unique(target, return_counts=True)
        self.n_features_in_ = X.shape[1]
        machine = SVC(C=self.C, gamma=self.gamma / X.shape[1], cache_size=CACHE_MB)
        self.is_calibrated_ = bool(counts.min() > 1)
        self.estimator_ = self._calibrated(machine, int(counts.min())) if self.is_calibrated_ else machine
        self.estimator_.fit(X, target, sample_weight=self._weight(target, sample_weight))
        return self

    def predict(self, X: Any) -> Any:
        """Predict the most probable class, shape (n,)."""
        return self.classes_[self.predict_proba(X).argmax(axis=1)]

    def predict_proba(self, X: Any) -> Any:
        """Predict probabilities, shape (n, n_classes), in the order of `classes_`."""
        if self.is_calibrated_:
            return self.estimator_.predict_proba(X)
        scores = self.estimator_.decision_function(X)
        if scores.ndim > 1:
            return softmax(scores, axis=1)
        return np.column_stack([expit(-scores), expit(scores)])

    def _calibrated(self, machine: Any, rarest: int) -> Any:
        folds = StratifiedKFold(min(N_FOLDS, rarest), shuffle=True, random_state=self.random_state)
        return CalibratedClassifierCV(machine, cv=folds, ensemble=False)

    def _weight(self, y: Any, given: Any) -> Any:
        if self.class_weight is None:
            return given
        balanced = compute_sample_weight(self.class_weight, y)
        return balanced if given is None else balanced * np.asarray(given)


class GaussianSVR(RegressorMixin, BaseEstimator):
    """Regressor; wants a standardised target (see `StandardisedTarget`).

    Parameters
    ----------
    C : inverse strength > 0
    gamma : of the kernel exp(-gamma d² / p) for p columns
    epsilon : errors up to this cost nothing, in standard deviations of the target
    """

    def __init__(self, C: float = 10.0, *, gamma: float = 0.3, epsilon: float = 0.1) -> None:
        self.C = C
        self.gamma = gamma
        self.epsilon = epsilon

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Fit.

        Parameters
        ----------
        X : array of shape (n, p) without missing values, scaled
        y : array of shape (n,), standardised
        sample_weight : array of shape (n,) or None
        """
        width = self.gamma / X.shape[1]
        self.estimator_ = SVR(C=self.C, gamma=width, epsilon=self.epsilon, cache_size=CACHE_MB)
        self.estimator_.fit(X, y, sample_weight=sample_weight)
        self.n_features_in_ = self.estimator_.n_features_in_
        return self

    def predict(self, X: Any) -> Any:
        """Predict, shape (n,), in the unit of `y`."""
        return self.estimator_.predict(X)
