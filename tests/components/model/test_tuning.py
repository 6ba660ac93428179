"""Which models are tuned, and what is said of faults in the search."""

import pytest

from hydroml.components.model import search_fault, trials_note, tuned_keys, tuned_words, tuning_body
from hydroml.services.experiments import ExperimentConfig, searched_models
from hydroml.tests.support.samples import config

MODELS = [{"key": "dummy"}, {"key": "lightgbm_vote"}, {"key": "ridge"}, {"key": "lightgbm"}]


def test_without_a_space_the_model_with_most_settings_is_tuned() -> None:
    assert tuned_keys(MODELS, {}) == ("lightgbm",)
    assert tuned_keys(MODELS[:-1], {}) == ("ridge",)


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


def test_the_usual_number_of_trials_follows_the_settings_that_are_searched() -> None:
    leaves = {"low": 4, "high": 64, "log": True}
    two = {"space": {"lightgbm": {"num_leaves": leaves, "min_child_samples": leaves}}, "n_trials": 12}
    assert trials_note(MODELS, two) == "2 settings: 12 trials are few; 20 to 40 are usual."
    assert trials_note(MODELS, two, 20) == "2 settings: 20 to 40 trials are usual."
    assert trials_note([{"key": "dummy"}], {}) == ""


def test_nothing_is_drawn_while_tuning_is_off() -> None:
    assert tuning_body(MODELS, {"enabled": False}) == []


def test_samplers_whose_package_is_missing_are_not_offered_but_named(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {"gp": "torch"}
    monkeypatch.setattr("hydroml.components.model.tuning.missing_package", missing.get)
    text = str(tuning_body(MODELS, {"enabled": True}))
    assert "Not installed: Gaussian process (torch)." in text
    assert "'value': 'cmaes'" in text and "'value': 'gp'" not in text


def test_trials_of_an_earlier_search_are_told_with_a_way_to_do_without() -> None:
    past = {"n_trials": 30, "space": {"num_leaves": {"low": 4, "high": 64}}}
    space = {"lightgbm": {"num_leaves": {"low": 2, "high": 64}}}
    search = {"enabled": True, "space": space, "earlier": {"lightgbm": [past]}}
    text = str(tuning_body(MODELS, search))
    assert "Goes on from 30 trials" in text and "Start afresh" in text
    assert "Start afresh" not in str(tuning_body(MODELS, {**search, "earlier": {}}))
