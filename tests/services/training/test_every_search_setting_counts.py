"""Every setting of the search changes the trials, is refused, or is said to have no effect."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sklearn.datasets import load_diabetes

from hydroml.services.experiments import ExperimentConfig, ModelChoice
from hydroml.services.experiments.config import Choices, EarlierSearch, Range
from hydroml.services.profile import Profile
from hydroml.services.training.records import Trial
from hydroml.services.training.rounds import Search
from hydroml.services.training.search import Tuned, tune
from hydroml.services.validation import check
from hydroml.tests.services.validation.conftest import proposed
from hydroml.tests.support import profiles
from hydroml.tests.support.running import configure, run

ALPHA = {"alpha": {"low": 1e-3, "high": 1e8, "log": True}}
FOREST = {"min_samples_leaf": {"low": 1, "high": 9}}


def table() -> pd.DataFrame:
    frame: pd.DataFrame = load_diabetes(as_frame=True).frame.head(160)
    return frame


def searching(n_splits: int = 3, **search: Any) -> ExperimentConfig:
    frame = table()
    usual = {
        "enabled": True,
        "n_trials": 13,
        "sampler": "random",
        "pruner": "none",
        "space": {"ridge": ALPHA},
    }
    return configure(
        frame,
        "target",
        "regression",
        models=[{"key": "ridge", "hyperparameters": {"alpha": 1.0}}],
        validation={"strategy": "kfold", "n_splits": n_splits},
        search={**usual, **search},
    )


def trials(folder: Path, config: ExperimentConfig) -> tuple[Trial, ...]:
    return run(table(), config, folder).result.trials


def drawn(folder: Path, **search: Any) -> list[Any]:
    return [dict(one.parameters) for one in trials(folder, searching(**search))]


def spaced(**bounds: Any) -> dict[str, Any]:
    return {"space": {"ridge": {"alpha": bounds}}}


def test_a_search_that_is_off_makes_no_trials(tmp_path: Path) -> None:
    assert trials(tmp_path, searching(enabled=False)) == ()


def test_each_sampler_draws_differently(tmp_path: Path) -> None:
    seen = [drawn(tmp_path, sampler=one) for one in ("tpe", "random", "qmc", "grid", "cmaes")]
    assert all(one not in seen[:place] for place, one in enumerate(seen))


def test_the_number_of_trials_is_kept(tmp_path: Path) -> None:
    assert [len(drawn(tmp_path, n_trials=n)) for n in (2, 5)] == [2, 5]


@pytest.mark.parametrize(
    "bounds",
    [
        {"low": 1.0, "high": 1e8, "log": True},
        {"low": 1e-3, "high": 10.0, "log": True},
        {"low": 1e-3, "high": 1e8},
        {"low": 1.0, "high": 9.0, "step": 2.0},
        {"choices": [0.5, 5.0, "auto"]},
    ],
)
def test_bounds_scale_step_and_choices_change_what_is_drawn(tmp_path: Path, bounds: dict[str, Any]) -> None:
    assert drawn(tmp_path, **spaced(**bounds)) != drawn(tmp_path)


@pytest.mark.parametrize("sampler", ["random", "qmc", "grid", "tpe"])
def test_every_sampler_keeps_to_a_step(tmp_path: Path, sampler: str) -> None:
    values = drawn(tmp_path, sampler=sampler, n_trials=12, **spaced(low=1.0, high=13.0, step=2.0))
    found = {one["alpha"] for one in values}
    assert found <= {1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0}
    assert sampler != "grid" or len(found) == 7


@pytest.mark.parametrize("pruner", ["median", "percentile", "hyperband", "successive_halving", "wilcoxon"])
def test_each_pruner_stops_hopeless_trials(tmp_path: Path, pruner: str) -> None:
    assert "pruned" in {one.state for one in trials(tmp_path, searching(5, pruner=pruner, n_trials=20))}


def test_without_a_pruner_none_is_stopped(tmp_path: Path) -> None:
    assert {one.state for one in trials(tmp_path, searching(5, n_trials=20))} == {"complete"}


def test_a_time_limit_ends_the_search_after_the_default(tmp_path: Path) -> None:
    assert len(trials(tmp_path, searching(timeout_s=1e-9))) == 1


def test_several_models_share_the_time_as_they_share_the_trials(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares: list[Any] = []

    def noted(one: Search, *rest: Any) -> Tuned:
        shares.append(one.limit_s)
        return tune(one, *rest)

    monkeypatch.setattr("hydroml.services.training.tuning.tune", noted)
    forest = {"key": "random_forest", "hyperparameters": {"n_estimators": 10}}
    config = searching(n_trials=2, timeout_s=600.0, space={"ridge": ALPHA, "random_forest": FOREST})
    ridge = [one.model_dump() for one in config.models]
    trials(tmp_path, ExperimentConfig.model_validate({**config.model_dump(), "models": [*ridge, forest]}))
    assert shares == [300.0, 300.0]


# Said before the launch

LOGISTIC = ModelChoice(key="logistic")
LIGHTGBM = ModelChoice(key="lightgbm")
C = {"logistic": {"C": Range(low=0.1, high=1)}}
PAST = EarlierSearch(n_trials=9, space=C["logistic"])


@pytest.mark.parametrize(
    ("changes", "field", "severity"),
    [
        ({"sampler": "gp"}, "/search/sampler", "error"),
        ({"space": {"logistic": {"magic": Range(low=1, high=2)}}}, "/search/space/logistic/magic", "error"),
        ({"space": {"logistic": {"C": Range(low=1, high=1)}}}, "/search/space/logistic/C", "error"),
        ({"space": {"logistic": {"C": Choices(choices=("big",))}}}, "/search/space/logistic/C", "error"),
        (
            {"space": {"logistic": {"l1_ratio": Range(low=0.1, high=1)}}},
            "/search/space/logistic/l1_ratio",
            "warning",
        ),
        ({"space": {**C, "ridge": {"alpha": Range(low=1, high=2)}}}, "/search/space/ridge", "warning"),
        ({"n_trials": 1}, "/search/n_trials", "warning"),
        ({"n_trials": 9, "earlier": {"logistic": (PAST,)}}, "/search/earlier/logistic", "warning"),
        ({"earlier": {"lightgbm": (PAST,)}}, "/search/earlier/lightgbm", "warning"),
        ({"n_trials": 5, "pruner": "median"}, "/search/pruner", "info"),
        ({"space": {}}, "/search/space", "info"),
        ({"enabled": False, "space": C}, "/search", "info"),
        ({"enabled": False, "sampler": "random"}, "/search", "info"),
        ({"enabled": False, "n_trials": 7}, "/search", "info"),
        ({"enabled": False, "timeout_s": 7.0}, "/search", "info"),
        ({"enabled": False, "pruner": "none"}, "/search", "info"),
    ],
)
def test_what_the_search_cannot_do_is_told(changes: dict[str, Any], field: str, severity: str) -> None:
    profile = profiles.churn()
    search = {"enabled": True, "space": C, **changes}
    named = {f"search__{name}": value for name, value in search.items()}
    found = check(proposed(profile, models=(LOGISTIC, LIGHTGBM), **named), profile)
    assert (field, severity) in [(one.field, one.severity) for one in found]


@pytest.mark.parametrize(
    ("pruner", "strategy", "n_splits"),
    [("median", "holdout", 5), ("hyperband", "kfold", 2), ("wilcoxon", "kfold", 4)],
)
def test_a_pruner_without_enough_folds_is_told(pruner: str, strategy: str, n_splits: int) -> None:
    profile = profiles.churn()
    judged = {"validation__strategy": strategy, "validation__n_splits": n_splits, "validation__repeats": 1}
    named = {"search__enabled": True, "search__space": C, "search__pruner": pruner, **judged}
    found = check(proposed(profile, models=(LOGISTIC,), **named), profile)
    assert [one.severity for one in found if one.field == "/search/pruner"] == ["info"]


@pytest.mark.parametrize(
    ("key", "bounds"),
    [
        ("random_forest", {"criterion": Choices(choices=("gini", "entropy"))}),
        ("random_forest", {"min_samples_leaf": Range(low=1, high=9, step=0.5)}),
    ],
)
def test_bounds_that_cannot_count_in_this_task_are_refused(key: Any, bounds: Any) -> None:
    profile: Profile = profiles.people()
    models = (ModelChoice(key=key),)
    config = proposed(profile, models=models, search__enabled=True, search__space={key: bounds})
    assert [one.severity for one in check(config, profile) if one.code == "SEARCH_SPACE"] == ["error"]
