"""A regression on a handier scale of its target answers in the target's own unit."""

import numpy as np
import pytest
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression

from hydroml.services.models.log_target import StandardisedTarget, seen_range, wants_log


def skewed() -> tuple[np.ndarray, np.ndarray]:
    features, _ = load_diabetes(return_X_y=True)
    return features * 20, np.exp(features[:, 2] * 30 + features[:, 8] * 20)


def test_the_logarithm_is_taken_of_a_positive_skewed_target_only() -> None:
    _, target = skewed()
    assert wants_log(target, "auto")
    assert not wants_log(target - 1, "auto") and not wants_log(np.log(target) + 99, "auto")
    assert wants_log(np.log(target) + 99, "always") and not wants_log(target, "never")
    assert not wants_log(np.full(9, 3.0), "auto")


def test_the_logarithm_of_zero_is_refused_in_plain_words() -> None:
    with pytest.raises(ValueError, match="needs a target above 0, but the smallest is 0"):
        wants_log(np.array([0.0, 1.0]), "always")


def test_without_a_logarithm_a_linear_fit_is_what_it_is_on_the_plain_target() -> None:
    features, target = load_diabetes(return_X_y=True)
    expected = LinearRegression().fit(features, target).predict(features)
    for factor in (1.0, 1e-9, 1e9):
        model = StandardisedTarget(LinearRegression(), log_target="never").fit(features, target * factor)
        np.testing.assert_allclose(model.predict(features), expected * factor)


def test_predictions_of_a_logarithm_stay_near_the_seen_range() -> None:
    features, target = skewed()
    model = StandardisedTarget(LinearRegression()).fit(features, target)
    low, high = seen_range(target)
    far = model.predict(features * 50)
    assert model.uses_log_ and low <= far.min() and far.max() == pytest.approx(high)
    assert model.score(features, target) > 0.9


def test_a_target_that_does_not_vary_is_answered_as_it_is() -> None:
    features, _ = load_diabetes(return_X_y=True)
    model = StandardisedTarget(LinearRegression()).fit(features, np.full(len(features), 7.0))
    np.testing.assert_allclose(model.predict(features), 7.0)
