"""Which models are tuned, and what is said of faults in the search."""

import pytest

from hydroml.components.model import bound_fault, search_fault, tuned_keys, tuned_words, tuning_body
from hydroml.components.model.tuning import share
from hydroml.services.experiments import ExperimentConfig, searched_models
from hydroml.services.models import CATALOGUE, spec
from hydroml.tests.support.samples import config

MODELS = [{"key": "dummy"}, {"key": "lightgbm_vote"}, {"key": "ridge"}, {"key": "lightgbm"}]


def test_without_a_space_the_first_model_that_has_a_usual_one_is_tuned() -> None:
    assert tuned_keys(MODELS, {}) == ("ridge",)


def test_the_trainer_agrees_which_models_are_tuned() -> None:
    for keys in (["lightgbm_vote", "lightgbm"], ["logistic", "random_forest"], ["dummy"]):
        models = [{"key": key, "hyperparameters": {}} for key in keys]
        whole = ExperimentConfig.model_validate({**config().model_dump(), "models": models, "search": {}})
        assert tuned_keys(models, {}) == searched_models(whole)


def test_a_space_names_the_tuned_models() -> None:
    search = {"enabled": True, "space": {"lightgbm": {"num_leaves": {"low": 4, "high": 64, "log": True}}}}
    assert tuned_keys(MODELS, search) == ("lightgbm",)
    assert tuned_words(MODELS, search) == "LightGBM"
    assert "num_leaves/low" in str(tuning_body(MODELS, search))


def test_nothing_to_search_is_said() -> None:
    assert "none" in tuned_words([{"key": "dummy"}], {})


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [("n_trials", "40", 40), ("timeout_s", "", None), ("timeout_s", "90", 90.0)],
)
def test_a_budget_is_read(name: str, raw: str, value: object) -> None:
    assert search_fault(name, raw) == (value, None)


@pytest.mark.parametrize(
    ("name", "raw"), [("n_trials", "0"), ("n_trials", "2.5"), ("n_trials", ""), ("timeout_s", "-1")]
)
def test_a_wrong_budget_is_told_in_words(name: str, raw: str) -> None:
    assert search_fault(name, raw)[1] is not None


@pytest.mark.parametrize("raw", ["", "x", "inf", "nan", None])
def test_a_bound_that_is_no_number_is_told(raw: object) -> None:
    assert bound_fault(raw)[1] is not None


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
