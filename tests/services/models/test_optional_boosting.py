"""XGBoost and CatBoost stop early as LightGBM does, and take what their libraries refuse."""

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from hydroml.services.models import spec
from hydroml.tests.support.quick import needs_package

BOTH = pytest.mark.parametrize("key", ["xgboost", "catboost"])


def fitted(key: str, task: Any, rows: Any, **values: Any) -> Any:
    needs_package(key)
    return spec(key).build(task, values, 1, 1).fit(*rows)


@BOTH
def test_rounds_are_found_on_a_part_and_then_fitted_on_all_rows(key: str) -> None:
    model = fitted(key, "binary", load_breast_cancer(return_X_y=True), learning_rate=0.2)
    assert 5 < model.n_rounds_ < 1000
    made = model.estimator_.get_params()["n_estimators"]
    assert made == model.n_rounds_


@BOTH
def test_without_early_stopping_all_rounds_are_made(key: str) -> None:
    rows = load_diabetes(return_X_y=True)
    assert fitted(key, "regression", rows, early_stopping=False, n_estimators=23).n_rounds_ == 23


@BOTH
def test_classes_may_have_names(key: str) -> None:
    features, target = load_wine(return_X_y=True)
    names = np.array(["barolo", "grignolino", "barbera"], dtype=object)[target]
    model = fitted(key, "multiclass", (features, names), n_estimators=60)
    assert list(model.classes_) == ["barbera", "barolo", "grignolino"]
    assert model.predict(features).shape == names.shape and np.mean(model.predict(features) == names) > 0.9


@BOTH
def test_a_class_too_rare_for_the_validation_part_takes_a_fixed_number_of_rounds(key: str) -> None:
    features = np.random.default_rng(0).normal(size=(80, 3))
    labels = np.array(["usual"] * 78 + ["rare"] * 2)
    assert fitted(key, "binary", (features, labels)).n_rounds_ == 300


@BOTH
def test_a_target_that_does_not_vary_is_answered_as_it_is(key: str) -> None:
    features, _ = load_diabetes(return_X_y=True)
    model = fitted(key, "regression", (features, np.full(len(features), 7.0)))
    np.testing.assert_allclose(model.predict(features[:9]), 7.0)


@BOTH
def test_a_share_of_very_few_rows_does_not_leave_a_round_without_any(key: str) -> None:
    features, target = load_diabetes(return_X_y=True)
    values = {"subsample": 0.05, "early_stopping": False, "n_estimators": 200}
    model = fitted(key, "regression", (features[:30], target[:30]), **values)
    assert np.isfinite(model.predict(features)).all()


@pytest.mark.parametrize("value", [0.0, 1e-41, 5e-324])
def test_a_shrinkage_that_32_bits_cannot_hold_is_none(value: float) -> None:
    rows = load_diabetes(return_X_y=True)
    values = {"early_stopping": False, "n_estimators": 5}
    none = fitted("xgboost", "regression", rows, reg_lambda=0.0, **values)
    tiny = fitted("xgboost", "regression", rows, reg_lambda=value, **values)
    np.testing.assert_array_equal(none.predict(rows[0]), tiny.predict(rows[0]))
