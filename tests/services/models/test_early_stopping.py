"""Early stopping finds its rounds, and falls back where a validation part would say nothing."""

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from hydroml.services.models import spec


def test_rounds_are_found_on_a_part_and_then_fitted_on_all_rows() -> None:
    features, target = load_breast_cancer(return_X_y=True)
    model = spec("lightgbm").build("binary", {}, 1, 1).fit(features, target)
    assert 20 < model.n_rounds_ < 1500
    assert model.estimator_.n_estimators_ == model.n_rounds_


def test_classes_may_have_names() -> None:
    features, target = load_wine(return_X_y=True)
    names = np.array(["barolo", "grignolino", "barbera"])[target]
    model = spec("lightgbm").build("multiclass", {}, 1, 1).fit(features, names)
    assert list(model.classes_) == ["barbera", "barolo", "grignolino"]
    assert np.mean(model.predict(features) == names) > 0.9


def test_regression_stops_early_too() -> None:
    features, target = load_diabetes(return_X_y=True)
    model = spec("lightgbm").build("regression", {}, 1, 1).fit(features, target)
    assert 20 < model.n_rounds_ < 1500


@pytest.mark.parametrize("rare", [1, 2, 4])
def test_a_class_too_rare_for_the_validation_part_takes_a_fixed_number_of_rounds(rare: int) -> None:
    generator = np.random.default_rng(0)
    features = generator.normal(size=(80, 3))
    target = np.array(["usual"] * (80 - rare) + ["rare"] * rare)
    model = spec("lightgbm").build("binary", {}, 1, 1).fit(features, target)
    assert model.n_rounds_ == 300
    assert set(model.classes_) == {"usual", "rare"}


def test_a_dozen_rows_take_a_fixed_number_of_rounds() -> None:
    features = np.arange(24.0).reshape(12, 2)
    model = spec("lightgbm").build("regression", {}, 1, 1).fit(features, features[:, 0])
    assert model.n_rounds_ == 300


def test_the_limit_of_rounds_holds_for_few_rows() -> None:
    features = np.arange(24.0).reshape(12, 2)
    model = spec("lightgbm").build("regression", {"n_estimators": 9}, 1, 1).fit(features, features[:, 0])
    assert model.n_rounds_ == 9


def test_row_weights_reach_the_fit() -> None:
    features, target = load_breast_cancer(return_X_y=True)
    weights = np.where(target == 1, 10.0, 1.0)
    build = spec("lightgbm").build
    plain = build("binary", {}, 1, 1).fit(features, target)
    weighted = build("binary", {}, 1, 1).fit(features, target, sample_weight=weights)
    assert weighted.predict_proba(features)[:, 1].mean() > plain.predict_proba(features)[:, 1].mean()
