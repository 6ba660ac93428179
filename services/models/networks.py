"""Small neural networks of different seeds, averaged."""

import warnings
from typing import Any, Literal, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, clone
from sklearn.exceptions import ConvergenceWarning

VALIDATION_SHARE = 0.1
MIN_ROWS = 50
"""With fewer rows a validation part says nothing; the loss on the training rows decides when to stop."""

BATCHES = ((2_000, 32), (20_000, 128))
LARGE_BATCH = 256


class _Networks(BaseEstimator):
    """Common part: copies of one network with seeds of their own.

    A tenth of the rows is set aside to decide when to stop, where there are enough.

    Parameters
    ----------
    estimator : MLPClassifier or MLPRegressor, unfitted; its batch size and seed are set here
    n_networks : averaged; their seeds are `random_state` and the numbers after it
    batch_size : rows per step, or "auto": 32 below 2,000 rows, 128 below 20,000, else 256
    random_state : seed
    """

    def __init__(
        self,
        estimator: Any,
        *,
        n_networks: int = 3,
        batch_size: int | Literal["auto"] = "auto",
        random_state: int = 0,
    ) -> None:
        self.estimator = estimator
        self.n_networks = n_networks
        self.batch_size = batch_size
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Train the networks one after the other.

        Parameters
        ----------
        X : array of shape (n, p) without missing values, scaled
        y : array of shape (n,); class numbers, or a standardised target
        sample_weight : array of shape (n,) or None
        """
        target = np.asarray(y)
        options = self._options(target)
        weight = {} if sample_weight is None else {"sample_weight": sample_weight}
        self.networks_ = [
            clone(self.estimator).set_params(random_state=self.random_state + number, **options)
            for number in range(self.n_networks)
        ]
        with warnings.catch_warnings():
            # The limit of epochs is meant to be reached: it is part of the regularisation.
            warnings.simplefilter("ignore", ConvergenceWarning)
            for network in self.networks_:
                network.fit(X, target, **weight)
        self.n_features_in_ = self.networks_[0].n_features_in_
        return self

    def _options(self, y: Any) -> dict[str, Any]:
        is_stopped = self._can_be_judged(y)
        n_trained = int(len(y) * (1 - VALIDATION_SHARE)) if is_stopped else len(y)
        return {
            "batch_size": max(1, min(self._batch(len(y)), n_trained)),
            "early_stopping": is_stopped,
            "validation_fraction": VALIDATION_SHARE,
        }

    def _batch(self, n_rows: int) -> int:
        if self.batch_size != "auto":
            return int(self.batch_size)
        return next((size for limit, size in BATCHES if n_rows < limit), LARGE_BATCH)

    def _can_be_judged(self, y: Any) -> bool:
        return len(y) >= MIN_ROWS


class NetworksClassifier(ClassifierMixin, _Networks):
    """Averages the probabilities; a class of a single row cannot be set aside, so then nothing is."""

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Train on class numbers, so that labels of any type are taken."""
        self.classes_, numbers = np.unique(np.asarray(y), return_inverse=True)
        return super().fit(X, numbers, sample_weight)

    def predict(self, X: Any) -> Any:
        """Predict the most probable class, shape (n,)."""
        return self.classes_[self.predict_proba(X).argmax(axis=1)]

    def predict_proba(self, X: Any) -> Any:
        """Predict probabilities, shape (n, n_classes), in the order of `classes_`."""
        return np.mean([network.predict_proba(X) for network in self.networks_], axis=0)

    def _can_be_judged(self, y: Any) -> bool:
        counts = np.bincount(y)
        has_every_class = int(len(y) * VALIDATION_SHARE) >= len(counts) and bool(counts.min() > 1)
        return super()._can_be_judged(y) and has_every_class


class NetworksRegressor(RegressorMixin, _Networks):
    """Averages the predictions; wants a standardised target (see `StandardisedTarget`)."""

    def predict(self, X: Any) -> Any:
        """Predict, shape (n,), in the unit of `y`."""
        return np.mean([network.predict(X) for network in self.networks_], axis=0)
