"""SEARCH_SPACE."""

from typing import Any

import pytest

from hydroml.services.experiments import ModelChoice
from hydroml.services.experiments.config import Choices, EarlierSearch, Range
from hydroml.services.models import CATALOGUE, default_space
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "SEARCH_SPACE"
LOGISTIC = (ModelChoice(key="logistic"),)


def asked(**changes: Any) -> Any:
    return proposed(profiles.churn(), models=LOGISTIC, search__enabled=True, **changes)


def test_proposed_bounds_are_fine() -> None:
    assert said(CODE, asked(), profiles.churn()) == ()


@pytest.mark.parametrize("key", list(CATALOGUE))
def test_the_proposed_space_of_every_model_is_allowed(key: Any) -> None:
    space = {
        name: Choices(**bounds) if "choices" in bounds else Range(**bounds)
        for name, bounds in default_space(key, tier="expert", task="binary").items()
    }
    models = (*LOGISTIC, ModelChoice(key=key)) if key != "logistic" else LOGISTIC
    config = proposed(profiles.churn(), models=models, search__enabled=True, search__space={key: space})
    assert said(CODE, config, profiles.churn()) == ()


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("C", Range(low=1, high=1)),
        ("C", Range(low=5, high=1)),
        ("C", Range(low=0, high=1, log=True)),
        ("C", Range(low=-4, high=1)),
        ("C", Range(low=0.1, high=1, step=3)),
        ("C", Range(low=0.1, high=1, log=True, step=0.1)),
        ("C", Choices(choices=("strong",))),
        ("a/b~c", Range(low=0, high=1)),
        ("penalty", Range(low=0, high=1)),
    ],
)
def test_what_cannot_be_searched_is_refused(name: str, bounds: Any) -> None:
    config = asked(search__space={"logistic": {name: bounds}})
    finding = only(CODE, config, profiles.churn())
    assert finding.severity == "error"
    assert finding.field.startswith("/search/space/logistic/")
    settled(finding, config, profiles.churn())


def test_an_earlier_search_that_cannot_have_been_is_refused() -> None:
    past = EarlierSearch(n_trials=5, space={"C": Range(low=5, high=1)})
    config = asked(search__earlier={"logistic": (past,)})
    finding = only(CODE, config, profiles.churn())
    assert finding.field == "/search/earlier/logistic"
    assert settled(finding, config, profiles.churn()).search.earlier == {}


def test_a_search_that_is_off_is_not_checked() -> None:
    space = {"logistic": {"C": Range(low=5, high=1)}}
    assert (
        said(CODE, proposed(profiles.churn(), models=LOGISTIC, search__space=space), profiles.churn()) == ()
    )


def test_a_search_needs_a_model_that_can_be_searched() -> None:
    config = proposed(profiles.churn(), models=(ModelChoice(key="dummy"),), search__enabled=True)
    finding = only(CODE, config, profiles.churn())
    assert not settled(finding, config, profiles.churn()).search.enabled


def test_a_setting_without_effect_in_the_task_is_taken_out_of_the_space() -> None:
    models = (ModelChoice(key="svm"),)
    space = {"svm": {"epsilon": Range(low=0.01, high=0.5, log=True), "C": Range(low=1, high=9)}}
    config = proposed(profiles.churn(), models=models, search__enabled=True, search__space=space)
    finding = only(CODE, config, profiles.churn())
    assert finding.field == "/search/space/svm/epsilon"
    assert set(settled(finding, config, profiles.churn()).search.space["svm"]) == {"C"}
