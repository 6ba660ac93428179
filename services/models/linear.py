"""Linear models that choose their own strength."""

from typing import Any, Literal, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.linear_model import (
    ElasticNet,
    ElasticNetCV,
    LogisticRegression,
    LogisticRegressionCV,
    Ridge,
    RidgeCV,
)
from sklearn.model_selection import KFold, StratifiedKFold

from .log_target import LogTarget, seen_range, wants_log, without_log

STRENGTHS = tuple(float(value) for value in np.logspace(-3, 2, 6))
ALPHAS = tuple(float(value) for value in np.logspace(-2, 4, 13))
N_FOLDS = 3
N_PATH = 50
SAGA_TOLERANCE = 1e-3
PATH_ROUNDS, PATH_TOLERANCE = 5000, 1e-3


class AutoLogisticRegression(ClassifierMixin, BaseEstimator):
    """Logistic regression; strength "auto" takes the C of 1e-3..1e2 with the least 3-fold log loss.

    Parameters
    ----------
    C : inverse strength > 0, or "auto"
    l1_ratio : 0 shrinks all (ridge), 1 drops some (lasso), between mixes
    class_weight : None or "balanced"
    tol : the solver stops when the gradient is smaller
    random_state : seed of the folds and of the solver
    """

    def __init__(
        self,
        C: float | Literal["auto"] = "auto",
        *,
        l1_ratio: float = 0.0,
        class_weight: str | None = None,
        max_iter: int = 1000,
        tol: float = 1e-4,
        random_state: int = 0,
    ) -> None:
        self.C = C
        self.l1_ratio = l1_ratio
        self.class_weight = class_weight
        self.max_iter = max_iter
        self.tol = tol
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Choose the strength if asked to, then fit.

        Parameters
        ----------
        X : array of shape (n, p) without missing values, scaled
        y : array of shape (n,), classes
        sample_weight : array of shape (n,) or None
        """
        self.estimator_ = self._estimator(np.asarray(y))
        self.estimator_.fit(X, y, sample_weight=sample_weight)
        self.classes_ = self.estimator_.classes_
        self.coef_ = self.estimator_.coef_
        self.intercept_ = self.estimator_.intercept_
        self.n_features_in_ = self.estimator_.n_features_in_
        self.C_ = (
            float(np.ravel(self.estimator_.C_)[0]) if hasattr(self.estimator_, "C_") else self.estimator_.C
        )
        return self

    def predict(self, X: Any) -> Any:
        """Predict classes, shape (n,)."""
        return self.estimator_.predict(X)

    def predict_proba(self, X: Any) -> Any:
        """Predict probabilities, shape (n, n_classes), in the order of `classes_`."""
        return self.estimator_.predict_proba(X)

    def _estimator(self, y: Any) -> Any:
        options = {
            "solver": "saga" if self.l1_ratio > 0 else "lbfgs",
            "tol": max(self.tol, SAGA_TOLERANCE) if self.l1_ratio > 0 else self.tol,
            "class_weight": self.class_weight,
            "max_iter": self.max_iter,
            "random_state": self.random_state,
        }
        too_rare = np.unique(y, return_counts=True)[1].min() < N_FOLDS
        if self.C != "auto" or too_rare:
            strength = 1.0 if self.C == "auto" else float(self.C)
            return LogisticRegression(C=strength, l1_ratio=self.l1_ratio, **options)
        return LogisticRegressionCV(
            Cs=STRENGTHS,
            cv=StratifiedKFold(N_FOLDS, shuffle=True, random_state=self.random_state),
            scoring="neg_log_loss",
            l1_ratios=(self.l1_ratio,),
            use_legacy_attributes=False,
            **options,
        )


class AutoRidge(RegressorMixin, BaseEstimator):
    """Ridge regression; alpha "auto" takes the best of 1e-2..1e4 by leave-one-out error.

    With a log target, the logarithm of the target is fitted and predictions, back in the target's
    unit, are kept within the seen range plus or minus 0.25 standard deviations.

    Parameters
    ----------
    alpha : strength > 0, or "auto"
    log_target : "auto" (when all targets are > 0 and their skewness > 1), "never" or "always"
    """

    def __init__(self, alpha: float | Literal["auto"] = "auto", *, log_target: LogTarget = "auto") -> None:
        self.alpha = alpha
        self.log_target = log_target

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Decide on the logarithm and the strength, then fit.

        Parameters
        ----------
        X : array of shape (n, p) without missing values, scaled
        y : array of shape (n,), in the target's unit
        sample_weight : array of shape (n,) or None

        Raises
        ------
        ValueError
            If the logarithm is asked for and a target is zero or negative, or if squares of the target
            are too large for a number.
        """
        target = np.asarray(y, dtype=float)
        with np.errstate(over="ignore", invalid="ignore"):
            if not np.isfinite(target.var()):
                raise ValueError(f"The target is too large to be squared: {np.abs(target).max():g}.")
        self.uses_log_ = wants_log(target, self.log_target)
        self.range_ = seen_range(target)
        self.estimator_ = self._estimator()
        self.estimator_.fit(X, np.log(target) if self.uses_log_ else target, sample_weight=sample_weight)
        self.coef_ = self.estimator_.coef_
        self.intercept_ = self.estimator_.intercept_
        self.alpha_ = float(
            getattr(self.estimator_, "alpha_", self.estimator_.alpha if self.alpha != "auto" else 0)
        )
        self.n_features_in_ = self.estimator_.n_features_in_
        return self

    def predict(self, X: Any) -> Any:
        """Predict, shape (n,), in the target's unit."""
        predicted = self.estimator_.predict(X)
        return without_log(predicted, self.range_) if self.uses_log_ else predicted

    def _estimator(self) -> Any:
        return RidgeCV(alphas=ALPHAS) if self.alpha == "auto" else Ridge(alpha=float(self.alpha))


class AutoElasticNet(AutoRidge):
    """Linear regression that drops features; alpha "auto" takes the best of 50 by 3-fold squared error.

    The log target is that of `AutoRidge`.

    Parameters
    ----------
    alpha : strength > 0, or "auto"
    l1_ratio : in (0, 1]; 1 (lasso) drops most, small values shrink most
    log_target : "auto" (when all targets are > 0 and their skewness > 1), "never" or "always"
    random_state : seed of the folds
    """

    def __init__(
        self,
        alpha: float | Literal["auto"] = "auto",
        *,
        l1_ratio: float = 0.5,
        log_target: LogTarget = "auto",
        random_state: int = 0,
    ) -> None:
        super().__init__(alpha, log_target=log_target)
        self.l1_ratio = l1_ratio
        self.random_state = random_state

    def _estimator(self) -> Any:
        options = {"l1_ratio": self.l1_ratio, "max_iter": PATH_ROUNDS, "tol": PATH_TOLERANCE}
        if self.alpha != "auto":
            return ElasticNet(alpha=float(self.alpha), **options)
        folds = KFold(N_FOLDS, shuffle=True, random_state=self.random_state)
        return ElasticNetCV(alphas=N_PATH, cv=folds, **options)
