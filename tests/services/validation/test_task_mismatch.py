"""TASK_MISMATCH."""

import pytest

from hydroml.services.profile import ColumnProfile, Profile
from hydroml.services.vocabulary import Task
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "TASK_MISMATCH"


@pytest.mark.parametrize("profile", [profiles.churn(), profiles.people(), profiles.river()])
def test_the_detected_task_fits(profile: Profile) -> None:
    assert said(CODE, proposed(profile), profile) == ()


@pytest.mark.parametrize(
    ("task", "column", "offered"),
    [
        ("regression", profiles.category("y", {"a": 500, "b": 500}), "binary"),
        ("regression", profiles.category("y", {"a": 500, "b": 400, "c": 100}), "multiclass"),
        ("binary", profiles.category("y", {"a": 500, "b": 400, "c": 100}), "multiclass"),
        ("multiclass", profiles.category("y", {"a": 500, "b": 500}), "binary"),
        ("multiclass", profiles.number("y"), "regression"),
        ("binary", profiles.number("y"), "regression"),
    ],
)
def test_values_that_the_task_cannot_predict_are_refused(
    task: Task, column: ColumnProfile, offered: Task
) -> None:
    profile = profiles.profile(profiles.number("x"), column, target="y")
    config = proposed(profile, task=task)
    finding = only(CODE, config, profile)
    assert (finding.severity, finding.field) == ("error", "/task")
    assert settled(finding, config, profile).task == offered


def test_dates_cannot_be_predicted() -> None:
    profile = profiles.river()
    config = proposed(profile, target="day")
    assert only(CODE, config, profile).fix is None


def test_the_kind_set_by_the_user_counts() -> None:
    profile = profiles.people()
    config = proposed(profile, kinds={"weight": "categorical"})
    assert only(CODE, config, profile).evidence["kind"] == "categorical"


def test_whole_numbers_that_never_repeat_are_an_amount() -> None:
    column = ColumnProfile("y", "identifier", 0, 1000, stats={"min": 1, "max": 1000})
    profile = profiles.profile(profiles.number("x"), column, target="y")
    assert said(CODE, proposed(profile, task="regression"), profile) == ()
