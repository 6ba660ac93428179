"""Search spaces: settings without an effect, best values on an edge, and how far a range grows."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hydroml.services.models import CATALOGUE, default_space, edges, has_effect, in_order, spec

RATE = {"low": 0.01, "high": 0.1, "log": True}
LEAVES = {"low": 4, "high": 128, "log": True}


def edge_of(name: str, value: Any, bounds: Any, key: str = "lightgbm") -> Any:
    found = edges(key, {name: value}, {name: bounds})
    return found[0] if found else None


def test_a_setting_without_effect_is_known_by_what_it_needs() -> None:
    assert has_effect("random_forest", "max_samples", {"bootstrap": True})
    assert not has_effect("random_forest", "max_samples", {"bootstrap": False})
    assert has_effect("random_forest", "min_samples_leaf", {})


def test_what_is_needed_comes_first() -> None:
    assert in_order("random_forest", ["max_samples", "min_samples_leaf", "bootstrap"]) == (
        "bootstrap",
        "max_samples",
        "min_samples_leaf",
    )


@pytest.mark.parametrize(("value", "side"), [(0.01, "low"), (0.0103, "low"), (0.0999, "high"), (0.1, "high")])
def test_a_value_within_two_percent_of_a_bound_is_on_the_edge(value: float, side: str) -> None:
    found = edge_of("learning_rate", value, RATE)
    assert (found.model, found.parameter, found.side, found.value) == (
        "lightgbm",
        "learning_rate",
        side,
        value,
    )
    assert found.bound == RATE[side]


@pytest.mark.parametrize("value", [0.0106, 0.03, 0.094])
def test_a_value_inside_is_not_on_the_edge(value: float) -> None:
    assert edge_of("learning_rate", value, RATE) is None


def test_the_distance_is_taken_on_the_scale_of_the_search() -> None:
    linear = {"low": 0.01, "high": 0.1}
    assert edge_of("learning_rate", 0.0106, linear).side == "low"


def test_a_bound_that_is_the_limit_of_the_setting_is_no_edge() -> None:
    assert edge_of("colsample_bytree", 1.0, {"low": 0.4, "high": 1.0}) is None
    assert edge_of("colsample_bytree", 0.4, {"low": 0.4, "high": 1.0}).wider == 0.1
    assert edge_of("learning_rate", 1.0, {"low": 0.1, "high": 1.0, "log": True}) is None


@pytest.mark.parametrize(
    ("name", "value", "bounds", "wider"),
    [
        ("learning_rate", 0.1, RATE, 0.32),
        ("learning_rate", 0.01, RATE, 0.0031),
        ("num_leaves", 128, LEAVES, 730),
        ("num_leaves", 4, LEAVES, 2),
        ("subsample", 0.6, {"low": 0.6, "high": 1.0}, 0.4),
        ("reg_lambda", 1e-4, {"low": 1e-4, "high": 10.0, "log": True}, 3.1e-7),
        ("reg_lambda", 800.0, {"low": 1.0, "high": 800.0, "log": True}, 1000.0),
        ("reg_lambda", 0.2, {"low": 0.2, "high": 1.0}, 0.0),
        ("subsample", 0.6, {"low": 0.6, "high": 0.9, "step": 0.1}, 0.4),
        ("subsample", 0.9, {"low": 0.6, "high": 0.9, "step": 0.1}, None),
        ("max_bin", 63, {"choices": [63, 127]}, None),
    ],
)
def test_a_range_grows_by_half_its_width_within_the_limits(
    name: str, value: Any, bounds: Any, wider: float | None
) -> None:
    found = edge_of(name, value, bounds)
    assert (found and found.wider) == (wider if wider is None else pytest.approx(wider))


def test_what_is_no_number_has_no_edge() -> None:
    assert edge_of("alpha", "auto", {"low": 1.0, "high": 2.0}, key="ridge") is None
    assert edges("lightgbm", {}, {"learning_rate": RATE}) == ()


SEARCHED = [
    (key, name, bounds)
    for key in CATALOGUE
    for name, bounds in default_space(key, tier="expert").items()
    if "low" in bounds
]


@given(which=st.sampled_from(SEARCHED), unit=st.floats(0, 1))
def test_a_wider_range_holds_the_old_one_and_stays_within_the_limits(which: Any, unit: float) -> None:
    key, name, bounds = which
    low, high = bounds["low"], bounds["high"]
    value = low * (high / low) ** unit if bounds["log"] else low + unit * (high - low)
    found = edge_of(name, min(max(value, low), high), bounds, key=key)
    parameter = spec(key).parameter(name)
    assert parameter is not None and parameter.low is not None and parameter.high is not None
    if found is not None:
        assert found.wider < low if found.side == "low" else found.wider > high
        assert parameter.low <= found.wider <= parameter.high
        assert found.wider > 0 or not bounds["log"]
        assert parameter.type != "integer" or found.wider == int(found.wider)
