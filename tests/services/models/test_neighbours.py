"""Nearest neighbours ask as many rows as there are."""

import numpy as np
from sklearn.datasets import load_diabetes

from hydroml.services.models import spec


def test_with_fewer_rows_than_neighbours_all_rows_answer() -> None:
    features, target = load_diabetes(return_X_y=True)
    model = spec("knn").build("regression", {"n_neighbors": 500}, 0, 1).fit(features[:20], target[:20])
    np.testing.assert_allclose(model.predict(features[20:30]), target[:20].mean())


def test_probabilities_are_the_shares_among_the_nearest() -> None:
    features = np.array([[0.0], [1.0], [2.0], [10.0], [11.0]])
    labels = np.array(["a", "a", "b", "b", "c"], dtype=object)
    model = spec("knn").build("multiclass", {"n_neighbors": 3}, 0, 1).fit(features, labels)
    np.testing.assert_allclose(model.predict_proba([[0.9]]), [[2 / 3, 1 / 3, 0.0]])
    assert model.predict([[0.9]]) == ["a"] and list(model.classes_) == ["a", "b", "c"]
