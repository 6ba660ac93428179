"""The table of the space: fields of every setting, and what is wrong with what they hold."""

from typing import Any

import pytest

from hydroml.components.model import ids, read_number, space_note, typed_fault
from hydroml.components.model.space import share, space_table
from hydroml.services.models import CATALOGUE, default_space, spec
from hydroml.tests.support.trees import by_id, text

PLACE = "lightgbm/learning_rate"


def typed(**parts: Any) -> dict[str, Any]:
    usual = {"on": True, "low": "0.01", "high": "0.1", "step": "", "log": "log"}
    return {f"{PLACE}/{part}": value for part, value in {**usual, **parts}.items()}


@pytest.mark.parametrize("raw", ["", "x", "inf", "nan", None])
def test_what_is_no_finite_number_is_not_read(raw: object) -> None:
    assert read_number(raw) is None


@pytest.mark.parametrize(
    ("parts", "part", "words"),
    [
        ({"low": "x"}, "low", "must be a number, not 'x'"),
        ({"high": ""}, "high", "must be a number"),
        ({"step": "y", "log": "linear"}, "step", "must be a number"),
        ({"low": "0.2"}, "order", "must be below"),
        ({"high": "7"}, "high", "from 0.0001 to 1"),
        ({"step": "0.01"}, "step", "has no step"),
    ],
)
def test_a_fault_is_told_at_its_field(parts: dict[str, Any], part: str, words: str) -> None:
    fault = typed_fault(PLACE, typed(**parts))
    assert fault is not None and fault.part == part and words in fault.message
    assert f"data-part='{part}'" in str(space_note(fault))


def test_without_a_fault_nothing_is_said() -> None:
    assert typed_fault(PLACE, typed()) is None and space_note(None) == []
    assert typed_fault(PLACE, typed(low="x", on=False)) is None


def test_alternatives_need_one_tick() -> None:
    place = "lightgbm/max_bin"
    fault = typed_fault(place, {f"{place}/on": True, f"{place}/choices": []})
    assert fault is not None and "at least one" in fault.message
    assert typed_fault(place, {f"{place}/on": True, f"{place}/choices": ["1"]}) is None


def test_alternatives_are_boxes_of_which_the_searched_ones_are_ticked() -> None:
    table = space_table("lightgbm", {"max_bin": {"choices": [127]}})
    boxes = by_id(table, ids.SPACE.one("lightgbm/max_bin/choices"))
    assert boxes.value == ["1"] and [one["label"] for one in boxes.options] == ["63", "127", "255"]
    unused = by_id(table, ids.SPACE.one("lightgbm/extra_trees/choices"))
    assert all(one["disabled"] for one in unused.options)


def test_a_fault_of_the_configuration_is_shown_at_once() -> None:
    table = space_table("lightgbm", {"learning_rate": {"low": 0.5, "high": 0.1}})
    assert "must be below" in text(by_id(table, ids.SPACE_NOTE.one(PLACE)))


def test_a_condition_is_named() -> None:
    assert "only with" in text(space_table("random_forest", default_space("random_forest", tier="expert")))


def test_the_place_of_a_value_follows_the_scale_of_its_setting() -> None:
    rate = spec("lightgbm").parameter("learning_rate")
    assert rate is not None
    assert share(rate, 1e-4) == 0 and share(rate, 1.0) == 100
    assert share(rate, 0.01) == pytest.approx(50)


def test_every_searched_setting_has_a_place() -> None:
    for model in CATALOGUE.values():
        for one in model.parameters:
            if one.search_low is not None:
                assert share(one, one.search_low) is not None


def test_a_setting_without_effect_in_the_task_is_not_offered() -> None:
    space = default_space("svm")
    assert "epsilon" not in str(space_table("svm", space, "binary"))
    assert "epsilon" in str(space_table("svm", space, "regression"))
