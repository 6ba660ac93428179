"""Support vector machines: calibrated probabilities, a width by columns, a target on its own scale."""

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, make_classification
from sklearn.metrics import log_loss

from hydroml.services.models import spec
from hydroml.services.models.support_vectors import GaussianSVC


def noisy() -> Any:
    return make_classification(600, 6, flip_y=0.3, random_state=4)


def test_probabilities_are_honest_on_rows_it_was_not_fitted_on() -> None:
    features, labels = noisy()
    model = spec("svm").build("binary", {"C": 1000.0, "gamma": 2.0}, 1, 1)
    model.fit(features[:400], labels[:400])
    assert model.is_calibrated_
    assert log_loss(labels[400:], model.predict_proba(features[400:])) < log_loss(
        labels[400:], np.full(200, labels[:400].mean())
    )


@pytest.mark.parametrize("n_rows", [1, 2, 3])
def test_a_rare_class_does_not_stop_it(n_rows: int) -> None:
    features, labels = noisy()
    labels = np.where(np.arange(len(labels)) < n_rows, 2, labels)
    model = spec("svm").build("multiclass", {}, 1, 1).fit(features, labels)
    assert model.is_calibrated_ is (n_rows > 1)
    shares = model.predict_proba(features)
    assert shares.shape == (600, 3)
    np.testing.assert_allclose(shares.sum(axis=1), 1)


def test_two_classes_of_which_one_has_a_single_row_still_get_probabilities() -> None:
    features, _ = noisy()
    labels = (np.arange(len(features)) == 5).astype(int)
    model = GaussianSVC().fit(features, labels)
    assert model.predict_proba(features)[:, 1].argmax() == 5


def test_a_column_given_twice_changes_nothing() -> None:
    features, target = load_breast_cancer(return_X_y=True)
    scaled = (features - features.mean(axis=0)) / features.std(axis=0)
    once = spec("svm").build("binary", {}, 1, 1).fit(scaled, target)
    twice = spec("svm").build("binary", {}, 1, 1).fit(np.hstack([scaled, scaled]), target)
    np.testing.assert_allclose(
        once.predict_proba(scaled), twice.predict_proba(np.hstack([scaled, scaled])), atol=1e-3
    )


def test_class_weights_move_probabilities_towards_the_rarer_class() -> None:
    features, labels = make_classification(600, 6, weights=[0.9], random_state=4)
    plain, weighted = (
        spec("svm").build("binary", {"class_weight": weight}, 1, 1).fit(features, labels)
        for weight in ("none", "balanced")
    )
    assert weighted.predict_proba(features)[:, 1].mean() > 2 * plain.predict_proba(features)[:, 1].mean()


@pytest.mark.parametrize("factor", [1e-6, 1.0, 1e6])
def test_the_unit_of_the_target_does_not_matter(factor: float) -> None:
    features, target = load_diabetes(return_X_y=True)
    model = spec("svm").build("regression", {"log_target": "never"}, 1, 1)
    assert model.fit(features * 20, target * factor).score(features * 20, target * factor) > 0.5
