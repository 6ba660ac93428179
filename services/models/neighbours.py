"""Nearest neighbours that make do with the rows there are."""

from typing import Any, Self

from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor


class _Neighbours(BaseEstimator):
    """Common part; of fewer rows than `n_neighbors` all are asked.

    Parameters
    ----------
    n_neighbors : rows asked per prediction, at least 1
    weights : "uniform", or "distance" for near rows to count more
    p : power of the Minkowski distance; 1 adds up differences, 2 is the straight line
    n_jobs : threads
    """

    def __init__(
        self, n_neighbors: int = 30, *, weights: str = "uniform", p: float = 1.0, n_jobs: int = 1
    ) -> None:
        self.n_neighbors = n_neighbors
        self.weights = weights
        self.p = p
        self.n_jobs = n_jobs

    def fit(self, X: Any, y: Any) -> Self:
        """Keep the rows.

        Parameters
        ----------
        X : array of shape (n, p) without missing values, scaled
        y : array of shape (n,)
        """
        self.estimator_ = self._estimator(
            n_neighbors=min(self.n_neighbors, len(y)), weights=self.weights, p=self.p, n_jobs=self.n_jobs
        )
        self.estimator_.fit(X, y)
        self.n_features_in_ = self.estimator_.n_features_in_
        return self

    def predict(self, X: Any) -> Any:
        """Predict classes or values, shape (n,)."""
        return self.estimator_.predict(X)

    def _estimator(self, **options: Any) -> Any:
        raise NotImplementedError


class NeighboursClassifier(ClassifierMixin, _Neighbours):
    """Answers the shares of the classes among the nearest rows."""

    def fit(self, X: Any, y: Any) -> Self:
        """Keep the rows and note the classes."""
        super().fit(X, y)
        self.classes_ = self.estimator_.classes_
        return self

    def predict_proba(self, X: Any) -> Any:
        """Predict probabilities, shape (n, n_classes), in the order of `classes_`."""
        return self.estimator_.predict_proba(X)

    def _estimator(self, **options: Any) -> Any:
        return KNeighborsClassifier(**options)


class NeighboursRegressor(RegressorMixin, _Neighbours):
    """Answers the mean of the nearest rows."""

    def _estimator(self, **options: Any) -> Any:
        return KNeighborsRegressor(**options)
