"""Transformations of step 2: the form, the preview from the child process, applying and undoing."""

from typing import Any

import pytest
from dash import no_update

from hydroml.callbacks.features.transformations import (
    apply,
    choices_of,
    encodings_of,
    open_form,
    show_fields,
    show_preview,
    show_words,
)
from hydroml.components.features import ids
from hydroml.components.features.transforming import Choice
from hydroml.services.experiments import Draft, parse_config
from hydroml.services.experiments.slices import slice_of
from hydroml.services.registry import Services
from hydroml.tests.support.trees import text


@pytest.fixture
def features(draft: Draft) -> dict[str, Any]:
    return slice_of(draft.config, "features")


def test_the_form_is_filled_when_the_card_is_opened_first(
    services: Services, features: dict[str, Any], wizard: dict[str, Any]
) -> None:
    assert "'value': 'income'" in str(open_form(services, 1, features, wizard))
    assert open_form(services, 2, features, wizard) is no_update
    empty = open_form(services, 1, {"features": {"include": []}}, wizard)
    assert "Nothing to transform" in text(empty)


def test_the_fields_are_those_of_the_kind_and_show_what_is_proposed_and_declared(
    services: Services, features: dict[str, Any], wizard: dict[str, Any]
) -> None:
    words = text(show_fields(services, "colour", "one_hot", features, wizard))
    assert "Encode" in words
    assert "Bend" not in words
    numbers = show_fields(services, "income", "one_hot", features, wizard)
    assert "As proposed: median" in str(numbers)
    declared = {"include": ["age", "income"], "transforms": [{"columns": ["age"], "step": "power"}]}
    assert "value='yeo_johnson'" in str(
        show_fields(services, "age", "ordinal", {"features": declared}, wizard)
    )
    assert show_fields(services, "gone", "ordinal", features, wizard) is no_update


def test_the_preview_shows_before_after_and_rows(services: Services, wizard: dict[str, Any]) -> None:
    made = show_preview(services, "income", {"impute": Choice("mean")}, "one_hot", wizard, "dark")
    words = text(made)
    assert "Comes out as" in words
    assert "income was missing" in words
    assert "Before" in words
    refused = show_preview(services, "gone", {}, "ordinal", wizard, "dark")
    assert "no column 'gone'" in text(refused)
    wrong = show_preview(services, "age", {"scale": Choice("magic")}, "ordinal", wizard, "dark")
    assert "cannot be run" in text(wrong)


def test_applied_steps_are_part_of_the_configuration_and_can_be_undone(
    services: Services, draft: Draft, features: dict[str, Any], wizard: dict[str, Any]
) -> None:
    steps = {"power": Choice("log1p"), "scale": Choice(), "encode": Choice("target")}
    after, toast = apply(services, "age", steps, False, features, wizard)  # type: ignore[arg-type]
    config = parse_config({**draft.config, **after})
    (declared,) = config.features.transforms
    assert (declared.columns, declared.step, declared.method) == (("age",), "power", "log1p")
    assert toast["undo"] == {"slice": "features", "data": features}
    again, _ = apply(services, "age", steps, False, after, wizard)  # type: ignore[arg-type]
    assert again is no_update, "nothing new"
    assert apply(services, "gone", steps, False, features, wizard) == (no_update, no_update)  # type: ignore[arg-type]


def test_steps_can_be_for_all_features_of_a_kind(
    services: Services, features: dict[str, Any], wizard: dict[str, Any]
) -> None:
    after, toast = apply(services, "age", {"power": Choice("quantile")}, True, features, wizard)
    (declared,) = after["features"]["transforms"]
    assert declared["columns"] == ["age"] or len(declared["columns"]) > 1
    assert "colour" not in declared["columns"]
    assert "changed" in toast["text"]


def test_what_the_form_says_is_read_by_step() -> None:
    steps = [
        {"id": ids.TRANSFORM_STEP.one(step), "value": "proposed"}
        for step in ("date_parts", "impute", "magic")
    ]
    found = choices_of(steps, [["year"]])
    assert found == {"date_parts": Choice("parts", ("year",)), "impute": Choice()}
    assert choices_of([], []) == {}


def test_the_card_says_what_the_plan_does(
    services: Services, draft: Draft, features: dict[str, Any], wizard: dict[str, Any]
) -> None:
    assert "model columns" in show_words(services, features, wizard)
    broken = {"features": {**features["features"], "transforms": [{"columns": ["age"], "step": "lags"}]}}
    assert "cannot be run" in show_words(services, broken, wizard)
    assert set(encodings_of(draft)) <= {"ordinal", "one_hot"}
