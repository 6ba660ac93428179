"""XGBoost and CatBoost, which are optional, with the early stopping that LightGBM has."""

from typing import Any, Self

import numpy as np
from sklearn.base import clone
from sklearn.dummy import DummyRegressor

from .early_stopping import EarlyStoppedClassifier, EarlyStoppedRegressor

Part = tuple[Any, Any]
Weighted = tuple[Any, Any, Any]

MIN_SAMPLED = 20
"""CatBoost fails in a round for which it draws no row; with this many expected that does not happen."""


class _XGBoost:
    """How XGBoost finds its rounds."""

    patience: int

    def _found(self, probe: Any, fitted: Weighted, judged: Part) -> int | None:
        features, target, weight = fitted
        probe.set_params(early_stopping_rounds=self.patience)
        probe.fit(features, target, sample_weight=weight, eval_set=[judged], verbose=False)
        return int(probe.best_iteration) + 1


class _CatBoost:
    """How CatBoost finds its rounds; each sees at least 20 rows."""

    estimator: Any
    patience: int
    fallback_rounds: int

    def _copy(self, n_rows: int) -> Any:
        wanted = max(float(self.estimator.get_params()["subsample"]), min(1.0, MIN_SAMPLED / n_rows))
        return clone(self.estimator).set_params(subsample=wanted)

    def _found(self, probe: Any, fitted: Weighted, judged: Part) -> int | None:
        features, target, weight = fitted
        if np.ptp(target) == 0:
            return min(self.fallback_rounds, int(probe.get_params()["n_estimators"]))
        probe.fit(
            features, target, sample_weight=weight, eval_set=judged, early_stopping_rounds=self.patience
        )
        return int(probe.get_best_iteration()) + 1


class XGBoostClassifier(_XGBoost, EarlyStoppedClassifier):
    """Classifier on an XGBClassifier."""


class XGBoostRegressor(_XGBoost, EarlyStoppedRegressor):
    """Regressor on an XGBRegressor."""


class CatBoostClassifier(_CatBoost, EarlyStoppedClassifier):
    """Classifier on a CatBoostClassifier of the library."""


class CatBoostRegressor(_CatBoost, EarlyStoppedRegressor):
    """Regressor on a CatBoostRegressor of the library, which refuses a target that does not vary."""

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Find the number of rounds and fit; a constant target is answered as it is."""
        target = np.asarray(y, dtype=float)
        if np.ptp(target) > 0:
            return super().fit(X, target, sample_weight)
        self.n_rounds_, self.n_features_in_ = 0, X.shape[1]
        self.estimator_ = DummyRegressor().fit(X, target)
        return self
