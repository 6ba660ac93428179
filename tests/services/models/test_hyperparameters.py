"""Hyperparameters are completed from presets, checked in plain words and searched within bounds."""

from typing import Any

import pytest

from hydroml.services.models import (
    CATALOGUE,
    default_space,
    resolve_hyperparameters,
    spec,
    validate_hyperparameters,
)


def test_the_tuned_defaults_are_valid_in_every_model() -> None:
    for key, model in CATALOGUE.items():
        assert validate_hyperparameters(key, model.defaults()) == ()
        assert resolve_hyperparameters(key, {}) == model.defaults()


def test_every_preset_holds_valid_values_and_sets_what_is_not_set() -> None:
    for key, model in CATALOGUE.items():
        for preset, values in model.presets.items():
            full = resolve_hyperparameters(key, {"preset": preset})
            assert validate_hyperparameters(key, full) == ()
            assert {name: full[name] for name in values} == dict(values)


def test_a_value_that_is_set_wins_over_the_preset() -> None:
    full = resolve_hyperparameters("lightgbm", {"preset": "flexible", "num_leaves": 9})
    assert (full["num_leaves"], full["learning_rate"], full["early_stopping"]) == (9, 0.024, False)


def test_the_vote_is_made_of_the_measured_members() -> None:
    vote = spec("lightgbm_vote").build("binary", {}, 11, 1)
    small, random_splits, flexible = (one.get_params() for _, one in vote.estimators)
    assert (small["n_estimators"], small["learning_rate"], small["num_leaves"]) == (400, 0.03, 8)
    assert (small["subsample"], small["subsample_freq"], small["reg_lambda"]) == (0.8, 1, 1.0)
    assert (flexible["n_estimators"], flexible["num_leaves"], flexible["min_child_samples"]) == (700, 53, 14)
    assert random_splits["estimator__extra_trees"] is True
    assert (random_splits["patience"], random_splits["validation_share"]) == (40, 0.2)
    assert (random_splits["refit_factor"], random_splits["estimator__n_estimators"]) == (1.1, 1500)
    assert {small["deterministic"], flexible["force_row_wise"]} == {True}


@pytest.mark.parametrize(
    ("key", "values", "words"),
    [
        ("lightgbm", {"learning_rate": 2}, "a number from 0.0001 to 1, not 2"),
        ("lightgbm", {"num_leaves": 8.5}, "a whole number from 2 to 4096"),
        ("lightgbm", {"num_leaves": True}, "a whole number from 2 to 4096"),
        ("lightgbm", {"preset": "huge"}, "'small', 'balanced' or 'flexible', not 'huge'"),
        ("lightgbm", {"extra_trees": 1}, "true or false, not 1"),
        ("lightgbm", {"learning_rate": float("nan")}, "not nan"),
        ("lightgbm", {"depth": 3}, "no setting 'depth'"),
        ("random_forest", {"max_features": "half"}, "from 0.05 to 1, 'auto', 'sqrt' or 'log2'"),
        ("random_forest", {"min_samples_leaf": 0}, "from 1 to 1000 rows"),
        ("logistic", {"C": None}, "or 'auto', not None"),
        ("logistic", {"C": [1]}, "or 'auto', not [1]"),
        ("dummy", {"strategy": "mean"}, "It has: none."),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(key: str, values: dict[str, Any], words: str) -> None:
    errors = validate_hyperparameters(key, values)
    assert len(errors) == 1
    assert words in errors[0].message
    assert errors[0].field == f"/{next(iter(values))}"


def test_a_setting_without_effect_in_the_task_is_refused() -> None:
    values = {"class_weight": "balanced"}
    assert validate_hyperparameters("lightgbm", values, task="binary") == ()
    assert "no effect" in validate_hyperparameters("lightgbm", values, task="regression")[0].message


def test_the_names_of_settings_are_escaped_in_pointers() -> None:
    assert validate_hyperparameters("ridge", {"a/b~c": 1})[0].field == "/a~1b~0c"


def test_the_proposed_space_lies_within_the_bounds() -> None:
    for key in CATALOGUE:
        for name, space in default_space(key, tier="expert").items():
            ends = space["choices"] if "choices" in space else [space["low"], space["high"]]
            for end in ends:
                assert validate_hyperparameters(key, {name: end}) == (), (key, name, end)


def test_the_advanced_space_of_lightgbm_is_the_documented_one() -> None:
    assert default_space("lightgbm") == {
        "learning_rate": {"low": 0.01, "high": 0.1, "log": True},
        "num_leaves": {"low": 4, "high": 128, "log": True},
        "min_child_samples": {"low": 3, "high": 64, "log": True},
    }
    assert {"colsample_bytree", "extra_trees", "max_bin"} <= set(default_space("lightgbm", tier="expert"))
    assert default_space("lightgbm_vote") == {}


def test_a_space_leaves_out_what_has_no_effect_in_the_task() -> None:
    assert "epsilon" not in default_space("svm", tier="expert", task="binary")
    assert set(default_space("svm", tier="expert", task="regression")) == {"C", "gamma", "epsilon"}
    assert set(default_space("svm", tier="expert")) == {"C", "gamma", "epsilon"}


def test_a_whole_number_is_told_as_it_was_typed() -> None:
    (fault,) = validate_hyperparameters("lightgbm", {"learning_rate": -3.0})
    assert fault.message.endswith("not -3.")
