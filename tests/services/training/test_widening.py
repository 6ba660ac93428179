"""A space edited later keeps its trials: those that lie in it count, and nothing is fitted twice."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast, get_args
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hydroml.services.errors import CancelledError
from hydroml.services.experiments import ExperimentConfig, continued, missing_package
from hydroml.services.experiments.config import Choices, Range
from hydroml.services.training import RunResult
from hydroml.services.training.carrying import Stage
from hydroml.services.training.course import Course
from hydroml.services.training.evaluation import Candidate, Performance
from hydroml.services.training.journal import Journal
from hydroml.services.training.rounds import Search
from hydroml.services.training.search import Tuned, tune
from hydroml.services.training.space import distributions
from hydroml.services.vocabulary import Pruner, Sampler
from hydroml.tests.services.training.test_search import quick, shown, table
from hydroml.tests.support.running import Listener, run

SAMPLERS = [one for one in get_args(Sampler) if missing_package(one) is None]
PRUNERS = get_args(Pruner)


def first(**search: Any) -> ExperimentConfig:
    narrow = {"ridge": {"alpha": {"low": 1.0, "high": 100.0, "log": True}}}
    return quick(table(), **{"n_trials": 8, "space": narrow, **search})


def wider(config: ExperimentConfig, low: float = 1e-3, high: float = 1e4) -> ExperimentConfig:
    return continued(config, {"ridge": {"alpha": {"low": low, "high": high, "log": True}}})


def searched(folder: Path, config: ExperimentConfig, name: str, *earlier: str, **given: Any) -> RunResult:
    journals = [folder / f"{one}.journal" for one in earlier]
    return run(
        table(), config, folder, journal=folder / f"{name}.journal", earlier_journals=journals, **given
    ).result


def alphas(result: RunResult) -> list[float]:
    return [one.parameters["alpha"] for one in result.trials]


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("pruner", ["median", "hyperband", "wilcoxon"])
def test_a_wider_space_keeps_all_trials_and_goes_on(tmp_path: Path, sampler: str, pruner: str) -> None:
    config = first(sampler=sampler, pruner=pruner)
    before = searched(tmp_path, config, "one")
    after = searched(tmp_path, wider(config), "two", "one")
    n = len(before.trials)
    assert len(after.trials) > n
    assert shown(after)[:n] == shown(before)
    assert [one.taken_over for one in after.trials] == [0 < place < n for place in range(len(after.trials))]
    assert any(not 1 <= alpha <= 100 for alpha in alphas(after)[n:])


def test_trials_that_were_taken_over_are_not_fitted_again(tmp_path: Path) -> None:
    heard = [Listener() for _ in range(3)]
    searched(tmp_path, first(), "one", listener=heard[0])
    told = searched(tmp_path, wider(first()), "two", "one", listener=heard[1])
    searched(tmp_path, wider(first()), "three", listener=heard[2])
    n_fits = sum(one.state != "repeated" for one in told.trials[1:8]) * 5
    assert heard[2].questions - heard[1].questions == n_fits
    assert "ridge: 7 trials of an earlier search are taken over." in heard[1].lines


def test_the_same_start_gives_the_same_result_with_and_without_the_old_journal(tmp_path: Path) -> None:
    config = wider(first(pruner="median"))
    searched(tmp_path, first(pruner="median"), "one")
    results = [
        searched(tmp_path, config, "two", "one"),
        searched(tmp_path, config, "three", "one"),
        searched(tmp_path, config, "four", "missing"),
    ]
    assert shown(results[0]) == shown(results[1]) == shown(results[2])
    assert len({one.predictions_sha256 for one in results}) == 1


def test_a_run_repeated_searches_its_own_space_anew(tmp_path: Path) -> None:
    heard = [Listener(), Listener()]
    searched(tmp_path, first(), "one", listener=heard[0])
    searched(tmp_path, first(), "two", "one", listener=heard[1])
    assert heard[0].questions == heard[1].questions


def test_a_space_can_be_widened_twice(tmp_path: Path) -> None:
    config = wider(first())
    last = wider(config, 1e-5, 1e6)
    searched(tmp_path, first(), "one")
    second = searched(tmp_path, config, "two", "one")
    third = searched(tmp_path, last, "three", "two")
    assert [config.search.n_trials, last.search.n_trials] == [16, 24]
    assert shown(third)[:16] == shown(second) and len(third.trials) == 24
    assert shown(searched(tmp_path, last, "four")) == shown(third)


def test_what_lies_outside_the_new_space_is_left_out(tmp_path: Path) -> None:
    listener = Listener()
    before = searched(tmp_path, first(), "one")
    after = searched(tmp_path, wider(first(), 10.0, 1e4), "two", "one", listener=listener)
    inside = [alpha for alpha in alphas(before)[1:] if alpha >= 10]
    assert [one.parameters["alpha"] for one in after.trials if one.taken_over] == inside
    assert all(one.parameters["alpha"] >= 10 for one in after.trials[1:]) and len(after.trials) == 16
    assert f"ridge: {7 - len(inside)} earlier trials lie outside the space." in listener.lines


def test_a_wider_search_that_was_broken_ends_as_if_never_broken(tmp_path: Path) -> None:
    config = wider(first(pruner="hyperband"))
    whole = searched(tmp_path, config, "whole")
    for after in (12, 24, 30):
        with pytest.raises(CancelledError):
            searched(tmp_path, config, "broken", listener=Listener(cancel_after=after))
    assert shown(searched(tmp_path, config, "broken")) == shown(whole)


# Without fits: what a trial scores is a formula, and what is fitted is written down


def judged(performance: Performance, number: int, *rest: Any) -> None:
    values = performance.candidate.hyperparameters
    performance.scores.append(sum(len(repr(value)) for value in values.values()) + number)


def pretend(key: Any, base: Mapping[str, Any], stages: tuple[Stage, ...]) -> tuple[Tuned, list[Any]]:
    """Search with scores by a formula; return what was found and the values that were fitted."""
    fitted: list[Any] = []

    def noted(performance: Performance, number: int, *rest: Any) -> None:
        if number == 0:
            fitted.append(dict(performance.candidate.hyperparameters))
        judged(performance, number)

    data = SimpleNamespace(splits=SimpleNamespace(folds=[None] * 4))
    course = Course(lambda _: None, lambda _: None, lambda: False)
    search = Search(key, base, stages, None, first(), cast(Any, data), course, lambda _: None)
    default = Performance(Candidate(key, base), scores=[9.0, 9.0, 9.0, 9.0])
    with (
        patch("hydroml.services.training.rounds.judge_fold", noted),
        patch("hydroml.services.training.search.judge_fold", judged),
    ):
        return tune(search, default, Journal(None)), fitted


@st.composite
def stages(draw: st.DrawFn) -> tuple[Stage, ...]:
    """One to three searches of a forest in small spaces, where chance repeats itself."""
    found, n_trials = [], 0
    for _ in range(draw(st.integers(1, 3))):
        low = draw(st.integers(1, 6))
        space: dict[str, Any] = {"min_samples_leaf": Range(low=low, high=low + draw(st.integers(1, 4)))}
        if draw(st.booleans()):
            space["max_samples"] = Range(low=0.5, high=1.0, step=0.25)
        n_trials += draw(st.integers(1, 10))
        sampler, pruner = draw(st.sampled_from(SAMPLERS)), draw(st.sampled_from(PRUNERS))
        stepped = frozenset({"max_samples"} & space.keys())
        found.append(Stage(distributions("random_forest", space), stepped, n_trials, sampler, pruner))
    return tuple(found)


@settings(max_examples=60, deadline=None)
@given(stages=stages(), bootstrap=st.booleans())
def test_no_configuration_is_fitted_twice(stages: tuple[Stage, ...], bootstrap: bool) -> None:
    found, fitted = pretend("random_forest", {"bootstrap": bootstrap}, stages)
    keys = [tuple(sorted(one.items())) for one in fitted]
    assert len(set(keys)) == len(keys)
    assert bootstrap or not any("max_samples" in one for one in fitted)
    new = [tuple(one.parameters.items()) for one in found.trials if one.state != "repeated"]
    assert len(set(new)) == len(new)


def test_a_setting_is_drawn_only_where_it_has_an_effect() -> None:
    space: dict[str, Any] = {"penalty": Choices(choices=("l2", "elastic_net"))}
    space["l1_ratio"] = Range(low=0.1, high=0.9)
    stage = Stage(distributions("logistic", space), frozenset(), 24, "tpe", "none")
    found, _ = pretend("logistic", {"C": 1.0}, (stage,))
    drawn = [one.parameters for one in found.trials]
    assert {one["penalty"] for one in drawn} == {"l2", "elastic_net"}
    assert all(("l1_ratio" in one) is (one["penalty"] == "elastic_net") for one in drawn)
