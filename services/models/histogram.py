"""Histogram boosting that takes a column without any value in the rows that train."""

from typing import Any, Self

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor


class _Filled:
    """Fills such columns with zeros while fitting: scikit-learn 1.9 cannot make bins of them."""

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Fit; empty columns get a single bin, so that no tree asks for them.

        Parameters
        ----------
        X : array of shape (n, p), may hold missing values
        y : array of shape (n,)
        sample_weight : array of shape (n,) or None
        """
        values = np.asarray(X, dtype=float)
        empty = np.isnan(values).all(axis=0)
        fitted: Self = super().fit(  # type: ignore[misc]
            np.where(empty, 0.0, values) if empty.any() else values, y, sample_weight=sample_weight
        )
        return fitted


class HistogramClassifier(_Filled, HistGradientBoostingClassifier):
    """Classifier of that kind."""


class HistogramRegressor(_Filled, HistGradientBoostingRegressor):
    """Regressor of that kind."""
