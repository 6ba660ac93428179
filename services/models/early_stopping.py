"""Boosting that finds its number of rounds on a validation part and is then fitted again on all rows."""

from typing import Any, Self

import lightgbm
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, clone
from sklearn.model_selection import train_test_split

MIN_ROWS = 50
"""With fewer rows a validation part says nothing and a fixed number of rounds is used: an assumption."""


class _EarlyStopped(BaseEstimator):
    """Common part; `estimator` is an unfitted LightGBM estimator whose rounds are the upper limit.

    Other libraries say in `_copy` and `_found` what they need and how they count rounds.

    Parameters
    ----------
    estimator : LGBMClassifier or LGBMRegressor, unfitted
    validation_share : share of the rows that decide on the number of rounds, in (0, 0.5]; 0 takes them all
    patience : rounds without gain on those rows after which boosting stops
    refit_factor : rounds of the last fit over rounds found, as it has more rows
    fallback_rounds : rounds when the rows are too few for a validation part
    random_state : seed of the validation part
    """

    def __init__(
        self,
        estimator: Any,
        *,
        validation_share: float = 0.2,
        patience: int = 40,
        refit_factor: float = 1.1,
        fallback_rounds: int = 300,
        random_state: int = 0,
    ) -> None:
        self.estimator = estimator
        self.validation_share = validation_share
        self.patience = patience
        self.refit_factor = refit_factor
        self.fallback_rounds = fallback_rounds
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Find the number of rounds, then fit on all rows.

        Parameters
        ----------
        X : array of shape (n, p), may hold missing values
        y : array of shape (n,)
        sample_weight : array of shape (n,) or None
        """
        target = np.asarray(y)
        self.n_rounds_ = self._rounds(X, target, sample_weight)
        self.estimator_ = self._copy(len(target)).set_params(n_estimators=self.n_rounds_)
        self.estimator_.fit(X, target, sample_weight=sample_weight)
        self.n_features_in_ = self.estimator_.n_features_in_
        return self

    def predict(self, X: Any) -> Any:
        """Predict classes or values, shape (n,)."""
        return self.estimator_.predict(X)

    def _strata(self, y: Any) -> Any:
        return None

    def _is_too_small(self, y: Any) -> bool:
        return len(y) < MIN_ROWS

    def _rounds(self, X: Any, y: Any, weight: Any) -> int:
        limit = int(self.estimator.get_params()["n_estimators"])
        if self.validation_share == 0:
            return limit
        if self._is_too_small(y):
            return min(self.fallback_rounds, limit)
        fitted, judged = train_test_split(
            np.arange(len(y)),
            test_size=self.validation_share,
            random_state=self.random_state,
            stratify=self._strata(y),
        )
        weights = None if weight is None else np.asarray(weight)[fitted]
        parts = ((_rows(X, fitted), y[fitted], weights), (_rows(X, judged), y[judged]))
        found = self._found(self._copy(len(fitted)), *parts) or limit
        return max(1, round(self.refit_factor * found))

    def _copy(self, n_rows: int) -> Any:
        """Return an unfitted copy for so many rows."""
        return clone(self.estimator)

    def _found(self, probe: Any, fitted: tuple[Any, Any, Any], judged: tuple[Any, Any]) -> int | None:
        """Return the best number of rounds of an unfitted copy; None if none was better than all."""
        features, target, weight = fitted
        probe.fit(
            features,
            target,
            sample_weight=weight,
            eval_X=judged[0],
            eval_y=judged[1],
            callbacks=[lightgbm.early_stopping(self.patience, verbose=False)],
        )
        return int(probe.best_iteration_ or 0) or None


class EarlyStoppedClassifier(ClassifierMixin, _EarlyStopped):
    """Classifier of that kind; every class must appear in the validation part."""

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Fit on class numbers: LightGBM 4.7 encodes `y` itself, but not the validation part's."""
        self.classes_, numbers = np.unique(np.asarray(y), return_inverse=True)
        return super().fit(X, numbers, sample_weight)

    def predict(self, X: Any) -> Any:
        """Predict classes, shape (n,)."""
        return self.classes_[np.ravel(self.estimator_.predict(X)).astype(int)]

    def predict_proba(self, X: Any) -> Any:
        """Predict probabilities, shape (n, n_classes), in the order of `classes_`."""
        return self.estimator_.predict_proba(X)

    def _strata(self, y: Any) -> Any:
        return y

    def _is_too_small(self, y: Any) -> bool:
        counts = np.unique(y, return_counts=True)[1]
        return len(y) < MIN_ROWS or counts.min() * self.validation_share < 1


class EarlyStoppedRegressor(RegressorMixin, _EarlyStopped):
    """Regressor of that kind."""


def _rows(X: Any, index: Any) -> Any:
    return X.iloc[index] if hasattr(X, "iloc") else X[index]
