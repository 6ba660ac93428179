"""What is wrong with bounds: said of the part that is at fault, in words with the allowed range."""

from typing import Any

import pytest

from hydroml.services.models import CATALOGUE, bound_fault, default_space


@pytest.mark.parametrize(
    ("name", "bounds", "part", "words"),
    [
        ("learning_rate", {"low": 0.1, "high": 0.1}, "order", "must be below"),
        ("learning_rate", {"low": 0.3, "high": 0.1}, "order", "0.3 must be below the upper 0.1"),
        ("learning_rate", {"low": 0.0, "high": 0.1}, "low", "from 0.0001 to 1"),
        ("learning_rate", {"low": 0.01, "high": 5.0}, "high", "from 0.0001 to 1, not 5."),
        ("num_leaves", {"low": 2.5, "high": 8}, "low", "whole number"),
        ("reg_alpha", {"low": 0.0, "high": 1.0, "log": True}, "low", "above 0"),
        ("subsample", {"low": 0.5, "high": 1.0, "step": 0.0}, "step", "above 0 and at most 0.5"),
        ("subsample", {"low": 0.5, "high": 1.0, "step": 0.6}, "step", "at most 0.5, not 0.6"),
        ("reg_alpha", {"low": 0.1, "high": 1.0, "log": True, "step": 0.1}, "step", "has no step"),
        ("num_leaves", {"low": 2, "high": 8, "step": 1.5}, "step", "whole number"),
        ("max_bin", {"choices": []}, "choices", "at least one"),
        ("max_bin", {"choices": [63, 64]}, "choices", "63, 127 or 255"),
        ("max_bin", {"choices": [63, 63]}, "choices", "named twice"),
        ("max_bin", {"low": 1, "high": 2}, "", "by choices"),
        ("depth_of_thought", {"low": 1, "high": 2}, "", "has no setting"),
    ],
)
def test_a_fault_is_told_at_its_part(name: str, bounds: Any, part: str, words: str) -> None:
    fault = bound_fault("lightgbm", name, bounds)
    assert fault is not None and fault.part == part and words in fault.message


def test_a_setting_without_effect_in_the_task_is_refused() -> None:
    bounds = {"choices": ["balanced"]}
    assert bound_fault("lightgbm", "class_weight", bounds, task="binary") is None
    assert bound_fault("lightgbm", "class_weight", bounds, task="regression") is not None


@pytest.mark.parametrize("key", list(CATALOGUE))
def test_proposed_bounds_are_fine(key: str) -> None:
    space = default_space(key, tier="expert")
    assert [bound_fault(key, name, bounds) for name, bounds in space.items()] == [None] * len(space)
