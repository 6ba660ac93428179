"""Whatever combination of values the form or the search allows, every model can be fitted with it."""

import warnings
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from hydroml.services.models import (
    CATALOGUE,
    Parameter,
    default_space,
    spec,
    validate_hyperparameters,
)
from hydroml.services.vocabulary import Task
from hydroml.tests.support.quick import needs_package, quick

TASKS: tuple[Task, ...] = ("binary", "multiclass", "regression")
PAIRS = [
    (key, task) for key, one in CATALOGUE.items() if one.parameters for task in TASKS if task in one.tasks
]
N = 60
MOST: Mapping[str, int] = {"n_estimators": 30, "max_iter": 30, "max_epochs": 12, "units": 64, "n_networks": 2}
"""What only takes time is not drawn beyond."""
COSTLY = {("lightgbm_vote", "rounds")}
"""Tried in test_catalogue.py."""

FEW = settings(
    derandomize=True, deadline=None, max_examples=14, database=None, suppress_health_check=list(HealthCheck)
)


@lru_cache
def rows(task: Task) -> tuple[np.ndarray, np.ndarray]:
    """Four columns, one of codes and one constant, and a target."""
    rng = np.random.default_rng(5)
    features = np.column_stack([rng.normal(size=(N, 2)), rng.integers(0, 4, N).astype(float), np.zeros(N)])
    signal = features[:, 0] + features[:, 1] ** 2 + rng.normal(size=N) / 4
    if task == "regression":
        return features, np.exp(signal)
    levels = [0.8] if task == "binary" else [0.2, 1.2]
    return features, np.array(["low", "middle", "high"], dtype=object)[np.digitize(signal, levels)]


@st.composite
def number(draw: st.DrawFn, parameter: Parameter, low: float, high: float) -> float | int:
    """A number within bounds, with the bounds themselves often drawn; even by factors where that is meant."""
    high = min(high, MOST.get(parameter.name, high))
    unit: float = draw(st.sampled_from([0.0, 1.0]) | st.floats(0, 1))
    is_log = parameter.log and low > 0
    value = low * (high / low) ** unit if is_log else low + unit * (high - low)
    value = min(max(value, low), high)
    return round(value) if parameter.type == "integer" else value


@st.composite
def allowed(draw: st.DrawFn, parameter: Parameter) -> Any:
    """A value that the form takes."""
    if parameter.type == "boolean":
        return draw(st.booleans())
    wants_choice: bool = draw(st.booleans())
    if parameter.low is None or (parameter.choices and wants_choice):
        return draw(st.sampled_from(parameter.choices))
    assert parameter.low is not None and parameter.high is not None
    return draw(number(parameter, parameter.low, parameter.high))


@st.composite
def searched(draw: st.DrawFn, parameter: Parameter, bounds: Mapping[str, Any]) -> Any:
    """A value that the search draws."""
    if "choices" in bounds:
        return draw(st.sampled_from(bounds["choices"]))
    return draw(number(parameter, bounds["low"], bounds["high"]))


def check_fit(key: str, task: Task, values: dict[str, Any]) -> None:
    features, target = rows(task)
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = spec(key).build(task, values, 3, 1).fit(features, target)
        answer = model.predict(features) if task == "regression" else model.predict_proba(features)
    assert np.isfinite(answer).all()


@pytest.mark.parametrize(("key", "task"), PAIRS)
@FEW
@given(data=st.data())
def test_every_combination_that_is_allowed_can_be_fitted(key: str, task: Task, data: st.DataObject) -> None:
    needs_package(key)
    values = quick(key)
    for parameter in spec(key).parameters:
        applies = (not parameter.tasks or task in parameter.tasks) and (key, parameter.name) not in COSTLY
        if applies and data.draw(st.booleans(), label=f"set {parameter.name}"):
            values[parameter.name] = data.draw(allowed(parameter), label=parameter.name)
    assume(not validate_hyperparameters(key, values, task=task))
    check_fit(key, task, values)


@pytest.mark.parametrize(("key", "task"), [pair for pair in PAIRS if default_space(pair[0], tier="expert")])
@FEW
@given(data=st.data())
def test_every_point_of_the_search_space_is_allowed_and_can_be_fitted(
    key: str, task: Task, data: st.DataObject
) -> None:
    needs_package(key)
    drawn = {}
    for name, bounds in default_space(key, tier="expert", task=task).items():
        parameter = spec(key).parameter(name)
        assert parameter is not None
        drawn[name] = data.draw(searched(parameter, bounds), label=name)
    values = {**quick(key), **drawn}
    assert validate_hyperparameters(key, values, task=task) == ()
    check_fit(key, task, values)
