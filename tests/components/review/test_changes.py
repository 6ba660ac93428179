"""Differences from the proposal in the words of the steps."""

from collections.abc import Mapping
from typing import Any

from hydroml.components.review import change_rows, changes_card
from hydroml.services.experiments import diff_values

EDIT = {"data": "d", "features": "f", "model": "m", "training": "t"}


def rows(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    return [(one.setting, one.proposed, one.mine, one.step) for one in change_rows(diff_values(mine, theirs))]


def test_a_hyperparameter_is_told_by_its_label() -> None:
    mine = {"models": [{"key": "lightgbm", "hyperparameters": {"learning_rate": 0.03}}]}
    theirs = {"models": [{"key": "lightgbm", "hyperparameters": {}}]}
    assert rows(mine, theirs) == [("LightGBM: Learning rate", "default", "0.03", "model")]


def test_a_model_is_in_or_out() -> None:
    mine = {"models": [{"key": "lightgbm", "hyperparameters": {}}]}
    theirs = {"models": [*mine["models"], {"key": "ridge", "hyperparameters": {}}]}
    assert rows(mine, theirs) == [("Ridge regression, in the comparison", "in", "out", "model")]


def test_values_are_told_as_people_say_them() -> None:
    mine = {
        "search": {"enabled": True},
        "validation": {"test_size": 0.1, "strategy": "holdout"},
        "metric": "mae",
    }
    theirs = {
        "search": {"enabled": False},
        "validation": {"test_size": 0.2, "strategy": "kfold"},
        "metric": "rmse",
    }
    assert rows(mine, theirs) == [
        ("Tuning", "off", "on", "model"),
        ("Final test", "20 %", "10 %", "training"),
        ("Validation", "Shuffled folds", "Hold-out", "training"),
        ("Metric", "RMSE", "Mean absolute error", "training"),
    ]


def test_columns_with_strange_names_are_told_as_they_are() -> None:
    names = ["<b>x</b>", "a/b", "a~b", '"']
    mine = {"features": {"include": ["a"], "exclude": dict.fromkeys(names, "constant")}}
    theirs = {"features": {"include": ["a"], "exclude": {}}}
    assert [one[0] for one in rows(mine, theirs)] == [f"{name}, left out" for name in names]
    changes = change_rows(diff_values(mine, theirs))
    assert "<b>x</b>, left out" in str(changes_card(changes, EDIT))


def test_sets_of_columns_name_only_what_differs() -> None:
    mine = {"features": {"include": ["a", "b", "c"]}}
    theirs = {"features": {"include": ["a"]}}
    assert rows(mine, theirs) == [("Features", "–", "also in b, c", "features")]


def test_bookkeeping_is_passed_over() -> None:
    assert rows({"schema_version": 1, "template": {"id": "t"}}, {"schema_version": 1}) == []


def test_no_change_is_said() -> None:
    assert "as proposed" in str(changes_card((), EDIT))
