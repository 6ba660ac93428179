"""Going on with a search: what becomes its past, how many trials are added, and the patch that widens."""

from typing import Any

from hydroml.services.experiments import ExperimentConfig, apply_patch, continued, widening
from hydroml.services.experiments.config import EarlierSearch, Range
from hydroml.services.models import default_space
from hydroml.tests.support import samples

C = {"low": 0.01, "high": 1.0, "log": True}
EDGE = {"model": "logistic", "parameter": "C", "side": "high", "value": 1.0, "bound": 1.0, "wider": 10.0}


def searched(**search: Any) -> ExperimentConfig:
    given = {"enabled": True, "n_trials": 20, "space": {"logistic": {"C": C}}, **search}
    config = samples.config().model_dump()
    models = [{"key": "logistic"}, {"key": "random_forest"}]
    return ExperimentConfig.model_validate({**config, "models": models, "search": given})


def test_what_was_searched_becomes_the_past_and_as_many_trials_are_added() -> None:
    after = continued(searched(sampler="random"), {"logistic": {"C": {**C, "high": 9.0}}}).search
    past = EarlierSearch(sampler="random", pruner="median", n_trials=20, space={"C": Range(**C)})
    assert after.earlier == {"logistic": (past,)}
    assert (after.n_trials, after.space["logistic"]["C"]) == (40, Range(**{**C, "high": 9.0}))


def test_going_on_twice_adds_the_same_number_again() -> None:
    once = continued(searched(), {})
    twice = continued(once, {}).search
    assert twice.n_trials == 60
    assert [one.n_trials for one in twice.earlier["logistic"]] == [20, 40]


def test_every_tuned_model_goes_on_and_without_a_space_the_proposed_one_is_named() -> None:
    space = {"logistic": {"C": C}, "random_forest": default_space("random_forest")}
    both = continued(searched(space=space, n_trials=21), {}).search
    assert {key: one[-1].n_trials for key, one in both.earlier.items()} == {
        "logistic": 11,
        "random_forest": 10,
    }
    alone = continued(searched(space={}), {}).search
    assert list(alone.space) == list(alone.earlier) == ["random_forest"]


def test_an_edge_is_widened_by_a_patch() -> None:
    config = searched()
    fix = widening(config, [EDGE])
    assert fix is not None and fix.label == "Widen and continue"
    after = apply_patch(config, fix.patch)
    assert after.search.space["logistic"]["C"] == Range(low=0.01, high=10.0, log=True)
    assert after.search.n_trials == 40
    assert after.model_copy(update={"search": config.search}) == config


def test_both_sides_of_a_range_can_be_widened_at_once() -> None:
    fix = widening(searched(), [EDGE, {**EDGE, "side": "low", "wider": 0.001}])
    assert fix is not None
    assert apply_patch(searched(), fix.patch).search.space["logistic"]["C"] == Range(
        low=0.001, high=10, log=True
    )


def test_without_an_edge_there_is_nothing_to_widen() -> None:
    assert widening(searched(), []) is None
    assert widening(searched(), [{**EDGE, "model": "ridge"}]) is None
