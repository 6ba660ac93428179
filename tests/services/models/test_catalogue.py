"""Every model of the catalogue fits real data, repeats itself and takes what its form offers."""

import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone

from hydroml.services.errors import InvalidInputError
from hydroml.services.models import BASELINE, CATALOGUE, Parameter, models_for, spec
from hydroml.services.vocabulary import Task
from hydroml.tests.support.quick import needs_package

ALONE = [key for key, one in CATALOGUE.items() if not one.combines]
PAIRS = [(key, task) for key in ALONE for task in sorted(CATALOGUE[key].tasks)]
QUICK: dict[str, dict[str, Any]] = {
    "lightgbm": {"n_estimators": 30},
    "lightgbm_vote": {"rounds": "short"},
    "hist_gradient_boosting": {"max_iter": 20},
    "random_forest": {"n_estimators": 20},
    "extra_trees": {"n_estimators": 20},
    "xgboost": {"n_estimators": 20, "learning_rate": 0.2},
    "catboost": {"n_estimators": 20, "learning_rate": 0.2},
    "mlp": {"n_networks": 1, "max_epochs": 8, "units": 32, "learning_rate": 0.01},
}


def fitted(key: str, task: Task, values: dict[str, Any], prepared: Callable[[Task, str], Any]) -> Any:
    needs_package(key)
    model = spec(key)
    features, target = prepared(task, model.encoding)
    return model.build(task, values, 7, 1).fit(features, target), features, target


@pytest.mark.parametrize(("key", "task"), PAIRS)
def test_every_model_fits_missing_values_and_codes(
    key: str, task: Task, prepared: Callable[[Task, str], Any]
) -> None:
    model, features, target = fitted(key, task, QUICK.get(key, {}), prepared)
    assert model.predict(features).shape == target.shape
    if task in ("binary", "multiclass"):
        shares = model.predict_proba(features)
        np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-6)
        assert list(model.classes_) == sorted(set(target))


@pytest.mark.parametrize("key", [key for key in ALONE if key != BASELINE])
def test_every_model_beats_the_baseline_on_its_own_rows(
    key: str, prepared: Callable[[Task, str], Any]
) -> None:
    task: Task = "binary" if "binary" in spec(key).tasks else "regression"
    model, features, target = fitted(key, task, QUICK.get(key, {}), prepared)
    baseline, plain, _ = fitted(BASELINE, task, {}, prepared)
    assert model.score(features, target) > baseline.score(plain, target) + 0.05


@pytest.mark.parametrize(("key", "task"), [pair for pair in PAIRS if pair[1] != "forecasting"])
def test_the_same_seed_gives_the_same_model_also_after_a_copy(
    key: str, task: Task, prepared: Callable[[Task, str], Any]
) -> None:
    model, features, target = fitted(key, task, QUICK.get(key, {}), prepared)
    answer = "predict" if task == "regression" else "predict_proba"
    again = clone(model).fit(features, target)
    expected = getattr(model, answer)(features)
    np.testing.assert_array_equal(getattr(again, answer)(features), expected)
    np.testing.assert_array_equal(getattr(pickle.loads(pickle.dumps(model)), answer)(features), expected)


def samples(parameter: Parameter) -> list[Any]:
    """Return values at the edges of what the form allows, and the alternatives."""
    if parameter.type == "boolean":
        return [True, False]
    edges: list[Any] = list(parameter.choices)
    for bound in (parameter.low, parameter.high, parameter.search_low, parameter.search_high):
        if bound is not None:
            edges.append(int(bound) if parameter.type == "integer" else bound)
    return edges


COSTLY = {"n_estimators", "max_iter"}
CASES = [
    (key, parameter.name, value)
    for key, one in CATALOGUE.items()
    for parameter in one.parameters
    for value in samples(parameter)
    if not (parameter.name in COSTLY and isinstance(value, int) and value > 300)
]


@pytest.mark.parametrize(("key", "name", "value"), CASES)
def test_every_value_the_form_offers_is_accepted(
    key: str, name: str, value: Any, prepared: Callable[[Task, str], Any]
) -> None:
    parameter = spec(key).parameter(name)
    assert parameter is not None
    task: Task = "binary" if "binary" in spec(key).tasks else "regression"
    quick = {item: number for item, number in QUICK.get(key, {}).items() if item != name}
    values = {**quick, name: value}
    if name == "l1_ratio" and key == "logistic":
        values |= {"penalty": "elastic_net", "C": 1.0}
    if name == "penalty":
        values |= {"C": 1.0}
    model, features, target = fitted(key, task, values, prepared)
    assert np.isfinite(model.predict(features).astype(float)).all()
    assert len(model.predict(features)) == len(target)


def test_every_default_bound_and_entry_names_its_source() -> None:
    for one in CATALOGUE.values():
        assert one.source and one.summary and one.pros and one.cons and (one.cost > 0 or one.combines)
        for parameter in one.parameters:
            assert parameter.source, (one.key, parameter.name)
            assert parameter.meaning.endswith(".")
            if parameter.search_low is not None and parameter.low is not None:
                assert parameter.low <= parameter.search_low


def test_every_task_has_a_baseline_and_another_model() -> None:
    tasks: tuple[Task, ...] = ("binary", "multiclass", "regression", "forecasting")
    for task in tasks:
        found = [one.key for one in models_for(task)]
        assert found[-1] == BASELINE and len(found) > 3


def test_an_average_of_other_models_is_not_built_alone() -> None:
    with pytest.raises(ValueError, match="made of the other models"):
        spec("blend").build("binary", {}, 1, 1)


def test_an_unknown_model_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidInputError, match="no model 'seasonal_naive'") as refusal:
        spec("seasonal_naive")
    assert "lightgbm_vote" in refusal.value.hint


def test_importing_the_room_imports_no_learner() -> None:
    code = (
        "import sys, hydroml.services.models, hydroml.services.features\n"
        "heavy = {'sklearn', 'lightgbm', 'pandas', 'scipy', 'optuna', 'mlflow'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
