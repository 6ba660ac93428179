"""Linear models choose their strength; a skewed positive target is fitted by its logarithm."""

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes

from hydroml.services.models import spec
from hydroml.services.models.linear import ALPHAS, STRENGTHS


def scaled() -> tuple[np.ndarray, np.ndarray]:
    features, target = load_breast_cancer(return_X_y=True)
    return (features - features.mean(axis=0)) / features.std(axis=0), target


def test_automatic_strength_is_one_of_the_six() -> None:
    features, target = scaled()
    model = spec("logistic").build("binary", {}, 5, 1).fit(features, target)
    assert any(np.isclose(model.C_, strength) for strength in STRENGTHS)
    assert len(STRENGTHS) == 6 and (STRENGTHS[0], STRENGTHS[-1]) == pytest.approx((1e-3, 1e2))


def test_a_given_strength_is_used() -> None:
    features, target = scaled()
    assert spec("logistic").build("binary", {"C": 0.25}, 5, 1).fit(features, target).C_ == 0.25


def test_lasso_sets_coefficients_to_zero() -> None:
    features, target = scaled()
    model = spec("logistic").build("binary", {"C": 0.1, "penalty": "l1"}, 5, 1).fit(features, target)
    assert (model.coef_ == 0).sum() > 10


def test_a_class_of_two_rows_does_not_break_the_choice_of_strength() -> None:
    features, target = scaled()
    rare = np.where(np.arange(len(target)) < 2, 2, target)
    model = spec("logistic").build("multiclass", {}, 5, 1).fit(features, rare)
    assert model.predict_proba(features).shape == (len(target), 3)


def test_automatic_alpha_is_one_of_the_thirteen() -> None:
    features, target = load_diabetes(return_X_y=True)
    model = spec("ridge").build("regression", {}, 5, 1).fit(features, target)
    assert any(np.isclose(model.alpha_, alpha) for alpha in ALPHAS)
    assert len(ALPHAS) == 13 and (ALPHAS[0], ALPHAS[-1]) == pytest.approx((1e-2, 1e4))


def skewed() -> tuple[np.ndarray, np.ndarray]:
    features, _ = load_diabetes(return_X_y=True)
    return features * 20, np.exp(features[:, 2] * 30 + features[:, 8] * 20)


def test_a_skewed_positive_target_takes_the_logarithm_and_stays_near_the_seen_range() -> None:
    features, target = skewed()
    model = spec("ridge").build("regression", {}, 5, 1).fit(features, target)
    far = model.predict(features * 10)
    assert model.uses_log_
    assert far.max() <= target.max() + 0.25 * target.std() + 1e-9
    assert far.min() > 0 or far.min() >= target.min() - 0.25 * target.std()
    plain = spec("ridge").build("regression", {"log_target": "never"}, 5, 1).fit(features, target)
    assert model.score(features, target) > plain.score(features, target) + 0.2


@pytest.mark.parametrize("shift", [-1000.0, 0.0])
def test_a_target_that_is_not_skewed_or_not_positive_keeps_its_unit(shift: float) -> None:
    features, target = load_diabetes(return_X_y=True)
    model = spec("ridge").build("regression", {}, 5, 1).fit(features, target + shift)
    assert not model.uses_log_


def test_the_logarithm_of_a_negative_target_is_refused_in_plain_words() -> None:
    features, target = load_diabetes(return_X_y=True)
    model = spec("ridge").build("regression", {"log_target": "always"}, 5, 1)
    with pytest.raises(ValueError, match="needs a target above 0"):
        model.fit(features, target - 500)
