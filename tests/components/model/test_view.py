"""What step 3 knows of each model: proposals, changes, faults, and what was typed."""

import pytest

from hydroml.components.model import base_values, model_views, nearest, parse_value, without_base
from hydroml.components.model.fields import field_note, parameter_field, place_of
from hydroml.components.model.models import models_card, tier_needed
from hydroml.components.model.view import allowed_words, check_value
from hydroml.services.models import CATALOGUE, Parameter, packages, spec


def parameter(key: str, name: str) -> Parameter:
    found = spec(key).parameter(name)
    assert found is not None
    return found


def test_a_model_as_proposed_has_no_changes() -> None:
    (view,) = model_views([{"key": "lightgbm", "hyperparameters": {}}], {}, "regression")
    assert view.changed == () and view.faults == {}


def test_a_proposed_preset_is_no_change_but_a_value_over_it_is() -> None:
    proposed = {"lightgbm": {"preset": "flexible"}}
    values = {"preset": "flexible", "num_leaves": 60}
    (view,) = model_views([{"key": "lightgbm", "hyperparameters": values}], proposed, "regression")
    assert view.changed == ("num_leaves",)
    assert view.base["num_leaves"] == 53


def test_another_preset_is_one_change_not_fifteen() -> None:
    (view,) = model_views([{"key": "lightgbm", "hyperparameters": {"preset": "small"}}], {}, "regression")
    assert view.changed == ("preset",)


def test_settings_without_an_effect_in_the_task_are_not_shown() -> None:
    (view,) = model_views([{"key": "lightgbm_vote", "hyperparameters": {}}], {}, "regression")
    assert "class_weight" not in [one.name for one in view.parameters]


def test_the_baseline_and_models_of_another_version_are_left_out() -> None:
    assert model_views([{"key": "dummy"}, {"key": "seasonal_naive"}], {}, "binary") == ()


def test_a_fault_opens_the_level_in_which_it_lies() -> None:
    models = [{"key": "lightgbm", "hyperparameters": {"patience": -3}}]
    (view,) = model_views(models, {}, "binary")
    assert "must be" in view.faults["patience"]
    assert tier_needed(view) == "expert"
    assert "1 value to correct" in str(models_card([view], (), is_classes=True, opened="lightgbm"))


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("learning_rate", "0.03", 0.03),
        ("learning_rate", "3e-2", 0.03),
        ("num_leaves", " 31 ", 31),
        ("num_leaves", "31.5", 31.5),
        ("num_leaves", "many", "many"),
        ("num_leaves", "", ""),
        ("max_bin", "127", 127),
        ("extra_trees", True, True),
    ],
)
def test_what_is_typed_becomes_the_type_of_the_setting(name: str, raw: object, value: object) -> None:
    assert parse_value(parameter("lightgbm", name), raw) == value


def test_a_number_may_also_take_its_alternative() -> None:
    alpha = parameter("ridge", "alpha")
    assert parse_value(alpha, "auto") == "auto"
    assert parse_value(alpha, "2") == 2.0
    assert "auto" in allowed_words(alpha)


def test_the_nearest_allowed_value_is_offered_only_for_numbers() -> None:
    leaves = parameter("lightgbm", "num_leaves")
    assert nearest(leaves, 30000) == 4096
    assert nearest(leaves, 0) == 2
    assert nearest(leaves, "many") is None


def test_only_what_differs_from_the_defaults_is_kept() -> None:
    assert without_base("lightgbm", {"preset": "balanced", "num_leaves": 16}) == {}
    assert without_base("lightgbm", {"preset": "small", "num_leaves": 16}) == {
        "preset": "small",
        "num_leaves": 16,
    }
    assert base_values("lightgbm", "small", {})["num_leaves"] == 8


def test_a_message_names_the_allowed_range_and_offers_a_way_out() -> None:
    leaves = parameter("lightgbm", "num_leaves")
    fault = check_value("lightgbm", "num_leaves", 30000, "binary")
    note = str(field_note(leaves, "lightgbm/num_leaves", value=30000, base=16, fault=fault))
    assert "4096" in note and "Use 4096" in note and "Reset to 16" in note


def test_a_changed_value_says_what_it_was() -> None:
    leaves = parameter("lightgbm", "num_leaves")
    note = str(field_note(leaves, "lightgbm/num_leaves", value=31, base=16, fault=None))
    assert "Was 16" in note and "reset/lightgbm/num_leaves" in note


@pytest.mark.parametrize("key", list(CATALOGUE))
def test_every_setting_of_the_catalogue_has_a_field(key: str) -> None:
    for view in model_views([{"key": key, "hyperparameters": {}}], {}, "binary"):
        for one in view.parameters:
            assert one.label in str(parameter_field(view, one))


def test_a_slider_stands_where_the_value_lies_on_the_scale_of_its_setting() -> None:
    rate = parameter("lightgbm", "learning_rate")
    assert [place_of(rate, value) for value in (1e-4, 1.0, 5.0)] == [0, 100, 100]
    assert place_of(rate, 0.01) == pytest.approx(50)


def test_what_has_no_place_on_a_slider_has_only_its_box() -> None:
    assert place_of(parameter("ridge", "alpha"), "auto") is None
    assert place_of(parameter("lightgbm", "reg_alpha"), 0.5) is None
    assert place_of(parameter("lightgbm", "num_leaves"), "many") is None


def test_a_model_without_its_package_cannot_be_added_and_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for found, words in ((None, "XGBoost: pip install 'hydroml[boost]'"), (object(), "XGBoost")):
        monkeypatch.setattr(packages, "find_spec", lambda _, found=found: found)
        shown = str(models_card((), [CATALOGUE["xgboost"], CATALOGUE["ridge"]], is_classes=False))
        assert f'"{words}"' in shown or f"'{words}'" in shown
        assert ("'disabled': True" in shown) is (found is None)
