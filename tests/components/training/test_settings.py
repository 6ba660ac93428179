"""Typed settings: read, shown again, and refused with the allowed range."""

import pytest

from hydroml.components.training import SETTINGS, read_setting, repeat_fault, with_value
from hydroml.components.training.settings import shown_setting, value_at
from hydroml.services.experiments import ExperimentConfig, to_json
from hydroml.tests.support.samples import config


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("n_splits", "5", 5),
        ("test_size", "20", 0.2),
        ("test_size", "0", 0.0),
        ("seed", "20,261,123", 20261123),
        ("gap", "", None),
        ("time_limit", "2.5", 150.0),
        ("memory_limit", " 2000 ", 2000),
        ("tags", "a, b,, a", ["a", "b"]),
        ("name", " x ", "x"),
    ],
)
def test_a_valid_text_is_read(name: str, raw: str, value: object) -> None:
    assert read_setting(name, raw) == (value, None)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("n_splits", "400"),
        ("n_splits", "1"),
        ("n_splits", "five"),
        ("n_splits", "²"),
        ("test_size", "100"),
        ("test_size", "nan"),
        ("seed", "-1"),
        ("seed", "9999999999"),
        ("name", ""),
        ("time_limit", "0"),
        ("memory_limit", "12"),
        ("tags", "x" * 51),
        ("tags", ",".join(str(n) for n in range(31))),
    ],
)
def test_an_invalid_text_is_refused_in_words(name: str, raw: str) -> None:
    value, fault = read_setting(name, raw)
    assert value is None and fault


@pytest.mark.parametrize("name", list(SETTINGS))
def test_what_is_shown_is_read_as_the_same_value_and_fits_the_schema(name: str) -> None:
    before = to_json(config(tags=("a", "b"), description="d"))
    value, fault = read_setting(name, shown_setting(name, before))
    assert fault is None
    after = with_value(before, SETTINGS[name].path, value)
    assert ExperimentConfig.model_validate(after) == ExperimentConfig.model_validate(before)


def test_a_setting_is_written_without_touching_the_rest() -> None:
    before = {"validation": {"n_splits": 5, "gap": 1}, "seed": 7}
    after = with_value(before, ("validation", "n_splits"), 3)
    assert after == {"validation": {"n_splits": 3, "gap": 1}, "seed": 7}
    assert value_at(before, ("validation", "n_splits")) == 5


def test_a_clock_or_several_threads_break_the_promise() -> None:
    assert repeat_fault({}, {}) is None
    assert repeat_fault({"resources": {"time_limit_s": 9}}, {})
    assert repeat_fault({"resources": {"n_threads": 2}}, {})
    assert repeat_fault({}, {"enabled": True, "timeout_s": 9})
    assert repeat_fault({}, {"enabled": False, "timeout_s": 9}) is None


def test_the_promise_is_the_trainers_promise() -> None:
    from hydroml.services.training.run import _exact_repeat

    for changes in ({}, {"n_threads": 2}, {"time_limit_s": 5.0}):
        whole = ExperimentConfig.model_validate({**config().model_dump(), "resources": changes})
        told = to_json(whole)
        assert (repeat_fault(told, told["search"]) is None) is _exact_repeat(whole)["promised"]
