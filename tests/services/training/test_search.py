"""The search: budget, repeats, resumption after a kill, and an honest comparison with the default."""

from pathlib import Path
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_diabetes

from hydroml.services.errors import CancelledError, TrainingError
from hydroml.services.experiments.config import ExperimentConfig
from hydroml.services.experiments.searching import missing_package
from hydroml.services.training import RunResult
from hydroml.services.vocabulary import Pruner, Sampler
from hydroml.tests.support.running import Listener, configure, run

SPACE = {
    "lightgbm": {
        "num_leaves": {"low": 2, "high": 16, "log": True},
        "learning_rate": {"low": 0.01, "high": 0.3, "log": True},
    }
}
SAMPLERS = [one for one in get_args(Sampler) if missing_package(one) is None]
PRUNERS = get_args(Pruner)
QUICK = {"preset": "small", "n_estimators": 20, "num_leaves": 3, "learning_rate": 0.1}


def table() -> pd.DataFrame:
    frame: pd.DataFrame = load_diabetes(as_frame=True).frame
    return frame


def searching(frame: pd.DataFrame, **search: Any) -> ExperimentConfig:
    usual = {"enabled": True, "n_trials": 8, "sampler": "tpe", "pruner": "none", "space": SPACE}
    return configure(
        frame,
        "target",
        "regression",
        models=[{"key": "lightgbm", "hyperparameters": QUICK}],
        search={**usual, **search},
    )


def quick(frame: pd.DataFrame, **search: Any) -> ExperimentConfig:
    """A search of a model that is fitted at once, over enough folds for every pruner."""
    usual = {"enabled": True, "space": {"ridge": {"alpha": {"low": 1e-3, "high": 1e6, "log": True}}}}
    return configure(
        frame,
        "target",
        "regression",
        models=[{"key": "ridge", "hyperparameters": {"alpha": 1.0}}],
        validation={"strategy": "kfold", "n_splits": 5},
        search={**usual, **search},
    )


def shown(result: RunResult) -> list[Any]:
    return [(one.number, one.value, one.state, dict(one.parameters)) for one in result.trials]


def test_the_first_trial_is_the_default_and_the_budget_is_kept(tmp_path: Path) -> None:
    frame = table()
    result = run(frame, searching(frame), tmp_path).result
    assert len(result.trials) == 8
    first = result.trials[0]
    default = next(score for score in result.leaderboard if dict(score.hyperparameters) == QUICK)
    assert first.value == default.mean
    assert first.parameters == {"num_leaves": 3, "learning_rate": 0.1}


def test_several_models_share_the_budget_and_the_journal(tmp_path: Path) -> None:
    frame = table()
    space = {**SPACE, "ridge": {"alpha": {"low": 0.01, "high": 100.0, "log": True}}}
    config = searching(frame, space=space, n_trials=7)
    models = configure(
        frame,
        "target",
        "regression",
        models=[{"key": "lightgbm", "hyperparameters": QUICK}, {"key": "ridge"}],
    ).models
    both = config.model_copy(update={"models": models})
    trials = run(frame, both, tmp_path, journal=tmp_path / "study.journal").result.trials
    assert [trial.number for trial in trials] == list(range(7))
    assert [trial.model for trial in trials] == ["lightgbm"] * 4 + ["ridge"] * 3


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("pruner", PRUNERS)
def test_a_broken_search_goes_on_and_ends_as_if_never_broken(
    tmp_path: Path, sampler: str, pruner: str
) -> None:
    frame = table()
    config = quick(frame, n_trials=14, sampler=sampler, pruner=pruner)
    whole = run(frame, config, tmp_path, journal=tmp_path / "whole.journal").result
    journal = tmp_path / "broken.journal"
    with pytest.raises(CancelledError):
        run(frame, config, tmp_path, journal=journal, listener=Listener(cancel_after=22))
    with journal.open("ab") as file:
        file.write(b'{"op_code": 6, "work')
    resumed = run(frame, config, tmp_path, journal=journal).result
    assert shown(resumed) == shown(whole)
    assert resumed.predictions_sha256 == whole.predictions_sha256
    assert [score.mean for score in resumed.leaderboard] == [score.mean for score in whole.leaderboard]


def test_finished_trials_are_not_fitted_again(tmp_path: Path) -> None:
    frame = table()
    config, journal = searching(frame), tmp_path / "study.journal"
    first, again = Listener(), Listener()
    run(frame, config, tmp_path, journal=journal, listener=first)
    run(frame, config, tmp_path, journal=journal, listener=again)
    assert first.questions - again.questions == 7 * 3


def test_equal_configurations_are_answered_from_the_study(tmp_path: Path) -> None:
    frame = table()
    space = {"lightgbm": {"num_leaves": {"choices": [2, 3]}}}
    result = run(frame, searching(frame, space=space, sampler="random"), tmp_path).result
    repeated = [trial for trial in result.trials if trial.state == "repeated"]
    assert len(result.trials) == 8 and len(repeated) >= 6
    assert {trial.value for trial in result.trials} == {trial.value for trial in result.trials[:7]}


def test_a_grid_ends_when_every_point_was_tried(tmp_path: Path) -> None:
    frame = table()
    space = {"lightgbm": {"num_leaves": {"choices": [2, 4, 8]}}}
    result = run(frame, searching(frame, space=space, sampler="grid", n_trials=30), tmp_path).result
    assert result.trials[0].parameters == {}
    assert sorted(trial.parameters["num_leaves"] for trial in result.trials[1:]) == [2, 4, 8]


def test_a_tuned_model_that_gained_stands_beside_its_default(tmp_path: Path) -> None:
    frame = table()
    slow = {**QUICK, "learning_rate": 0.011}
    config = searching(frame).model_copy(
        update={
            "models": configure(
                frame, "target", "regression", models=[{"key": "lightgbm", "hyperparameters": slow}]
            ).models
        }
    )
    result = run(frame, config, tmp_path).result
    tuned, default = result.leaderboard
    assert tuned.model == default.model == "lightgbm"
    assert tuned.note.startswith("tuned on the same folds: trial ") and default.note == ""
    assert tuned.mean is not None and default.mean is not None and tuned.mean < default.mean
    assert tuned.hyperparameters["n_estimators"] == 20


def test_no_gain_over_the_default_is_an_answer(tmp_path: Path) -> None:
    frame = table()
    space = {"lightgbm": {"learning_rate": {"low": 0.00011, "high": 0.00012, "log": True}}}
    result = run(frame, searching(frame, space=space), tmp_path).result
    assert [score.note for score in result.leaderboard] == ["8 trials: no gain over the default"]


def test_an_automatic_default_outside_the_space_is_still_trial_zero(tmp_path: Path) -> None:
    frame = table()
    config = configure(
        frame, "target", "regression", search={"enabled": True, "n_trials": 5, "pruner": "none"}
    )
    result = run(frame, config, tmp_path).result
    assert result.trials[0].parameters == {} and len(result.trials) == 5
    assert all("alpha" in trial.parameters for trial in result.trials[1:])


@pytest.mark.parametrize("pruner", PRUNERS)
def test_every_pruner_runs(tmp_path: Path, pruner: str) -> None:
    frame = table()
    result = run(frame, searching(frame, pruner=pruner, n_trials=10, sampler="random"), tmp_path).result
    assert len(result.trials) == 10
    assert {trial.state for trial in result.trials} <= {"complete", "pruned"}


def test_pruning_stops_hopeless_trials(tmp_path: Path) -> None:
    frame = table()
    space = {"lightgbm": {"learning_rate": {"low": 0.0001, "high": 0.3, "log": True}}}
    config = searching(frame, pruner="median", n_trials=20, sampler="random", space=space)
    result = run(frame, config, tmp_path).result
    assert any(trial.state == "pruned" and trial.value is None for trial in result.trials)


def test_a_sampler_without_its_package_is_refused_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hydroml.services.experiments.searching.find_spec", lambda package: None)
    frame = table()
    with pytest.raises(TrainingError, match="needs the package 'torch'"):
        run(frame, searching(frame, sampler="gp"), tmp_path)


def test_an_unknown_setting_in_the_space_is_refused(tmp_path: Path) -> None:
    frame = table()
    space = {"lightgbm": {"depth_of_thought": {"low": 1, "high": 2}}}
    with pytest.raises(TrainingError, match="no setting 'depth_of_thought'"):
        run(frame, searching(frame, space=space), tmp_path)


def test_without_anything_to_tune_the_run_says_so(tmp_path: Path) -> None:
    frame = table()
    listener = Listener()
    config = configure(
        frame,
        "target",
        "regression",
        models=[{"key": "lightgbm_vote"}],
        search={"enabled": True, "n_trials": 3},
    )
    small = frame.sample(60, random_state=0)
    assert run(small, config, tmp_path, listener=listener).result.trials == ()
    assert "None of the models has settings to search." in listener.lines


def test_trials_are_reported_while_they_run(tmp_path: Path) -> None:
    frame = table()
    listener = Listener()
    run(frame, searching(frame), tmp_path, listener=listener)
    tuning = [report for report in listener.reports if report.stage == "tune"]
    assert [len(report.partial["trials"]) for report in tuning] == list(range(2, 9))
    assert tuning[-1].message == "Trial 8 of 8: complete"
    assert np.diff([report.share for report in listener.reports]).min() >= 0


def on_edges(folder: Path, **bounds: float) -> RunResult:
    """A grid over a range, beside a default that shrinks far too much."""
    frame = table()
    config = quick(frame, space={"ridge": {"alpha": {**bounds, "log": True}}}, n_trials=6, sampler="grid")
    strong = config.models[0].model_copy(update={"hyperparameters": {"alpha": 1e9}})
    return run(frame, config.model_copy(update={"models": (strong,)}), folder).result


def test_a_best_value_on_an_edge_is_flagged_with_a_wider_bound(tmp_path: Path) -> None:
    result = on_edges(tmp_path, low=1e3, high=1e5)
    (search,), (edge,) = result.searches, result.edges
    assert (search.model, search.n_trials, search.n_taken_over, search.has_gained) == ("ridge", 6, 0, True)
    assert search.values == {"alpha": 1e3} and search.best == result.leaderboard[0].mean
    assert search.default == result.trials[0].value
    assert (edge.parameter, edge.side, edge.bound, edge.wider) == ("alpha", "low", 1e3, 100.0)


def test_a_default_outside_the_space_that_wins_lies_on_no_edge(tmp_path: Path) -> None:
    frame = table()
    space = {"ridge": {"alpha": {"low": 1e3, "high": 1e4, "log": True}}}
    result = run(frame, quick(frame, space=space, n_trials=4), tmp_path).result
    assert result.edges == () and not result.searches[0].has_gained
    assert result.searches[0].best == result.searches[0].default
