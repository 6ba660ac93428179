"""A whole run on real tables: the baseline is beaten, numbers repeat, failures are told."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pydantic import TypeAdapter
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from hydroml.services.errors import CancelledError, TrainingError
from hydroml.services.models import catalogue
from hydroml.services.training import RunResult, TrainedRun
from hydroml.tests.support.running import Listener, configure, run, shared_table


def cancer() -> pd.DataFrame:
    table: pd.DataFrame = load_breast_cancer(as_frame=True).frame
    return table


def diabetes() -> pd.DataFrame:
    table: pd.DataFrame = load_diabetes(as_frame=True).frame
    return table


def means(result: RunResult) -> dict[str, float | None]:
    return {score.model: score.mean for score in result.leaderboard}


def test_a_binary_run_beats_the_baseline_and_is_tested_once(tmp_path: Path) -> None:
    frame = cancer()
    models = [{"key": "logistic"}, {"key": "random_forest", "hyperparameters": {"n_estimators": 30}}]
    result = run(frame, configure(frame, "target", "binary", models=models), tmp_path).result
    best = result.leaderboard[0]
    assert result.baseline.mean == pytest.approx(0.5)
    assert best.mean is not None and best.mean > 0.97 and best.tied_with_best
    assert best.n == 3 and len(best.folds) == 3
    assert result.test is not None and result.test.n == 114 and result.test.scores["roc_auc"] > 0.97
    assert result.judged_on == "test" and result.confusion is not None
    assert sum(map(sum, result.confusion.counts)) == 114
    assert result.metric == {"name": "roc_auc", "direction": "maximize", "positive_class": "1"}


def test_a_regression_run_ends_with_a_scatter_of_the_final_test(tmp_path: Path) -> None:
    frame = diabetes()
    result = run(frame, configure(frame, "target", "regression"), tmp_path).result
    best, baseline = result.leaderboard[0].mean, result.baseline.mean
    assert best is not None and baseline is not None and best < 0.8 * baseline
    assert result.scatter is not None and result.scatter.n == len(result.scatter.actual) == 88
    assert result.confusion is None


def test_without_a_final_test_the_folds_are_shown(tmp_path: Path) -> None:
    frame = load_wine(as_frame=True).frame
    validation = {"strategy": "stratified_kfold", "n_splits": 3, "test_size": 0.0}
    result = run(frame, configure(frame, "target", "multiclass", validation=validation), tmp_path).result
    assert result.test is None and result.judged_on == "folds"
    assert result.confusion is not None and sum(map(sum, result.confusion.counts)) == len(frame)


def test_equal_seeds_give_equal_numbers_and_another_seed_does_not(tmp_path: Path) -> None:
    frame = cancer()
    models = [{"key": "logistic"}, {"key": "lightgbm", "hyperparameters": {"preset": "small"}}]
    config = configure(frame, "target", "binary", models=models)
    first, again = run(frame, config, tmp_path).result, run(frame, config, tmp_path).result
    other = run(frame, config.model_copy(update={"seed": 7}), tmp_path).result
    assert first.predictions_sha256 == again.predictions_sha256
    assert replace(first, seconds=0, leaderboard=(), baseline=again.baseline) == replace(
        again, seconds=0, leaderboard=()
    )
    assert means(first) == means(again) != means(other)
    assert first.exact_repeat == {"promised": True, "reason": None}
    assert other.predictions_sha256 != first.predictions_sha256


def test_another_model_in_the_comparison_changes_no_number_of_the_first(tmp_path: Path) -> None:
    frame = diabetes()
    alone = run(frame, configure(frame, "target", "regression"), tmp_path).result
    models = [{"key": "lightgbm", "hyperparameters": {"preset": "small"}}, {"key": "ridge"}]
    beside = run(frame, configure(frame, "target", "regression", models=models), tmp_path).result
    assert means(alone)["ridge"] == means(beside)["ridge"]


def test_a_limit_on_time_or_several_threads_take_the_promise_back(tmp_path: Path) -> None:
    frame = diabetes()
    for resources in ({"time_limit_s": 600.0}, {"n_threads": 2}):
        result = run(frame, configure(frame, "target", "regression", resources=resources), tmp_path).result
        assert not result.exact_repeat["promised"] and result.exact_repeat["reason"]


def test_missing_unseen_and_strangely_named_columns_are_taken(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    n = 120
    level = rng.choice(["a", "b", "c"], n).astype(object)
    level[::9] = None
    level[5] = "only here"
    frame = pd.DataFrame(
        {
            "<b>x</b>": rng.normal(size=n),
            "a": level,
            "a.b": np.where(np.arange(n) % 4 == 0, np.nan, rng.normal(size=n)),
            '"': rng.integers(0, 2, n).astype(bool),
            "ב" * 300: pd.date_range("2024-01-01", periods=n, freq="h"),
            "empty": np.full(n, np.nan),
            "y": rng.normal(size=n),
        }
    )
    models = [{"key": "ridge"}, {"key": "random_forest", "hyperparameters": {"n_estimators": 10}}]
    result = run(frame, configure(frame, "y", "regression", models=models), tmp_path).result
    assert [score.error for score in result.leaderboard] == [None, None]


def test_a_single_feature_is_enough(tmp_path: Path) -> None:
    frame = diabetes()[["bmi", "target"]]
    result = run(frame, configure(frame, "target", "regression"), tmp_path).result
    best, baseline = result.leaderboard[0].mean, result.baseline.mean
    assert best is not None and baseline is not None and best < baseline


def test_a_class_with_two_rows_does_not_stop_a_run(tmp_path: Path) -> None:
    frame = load_wine(as_frame=True).frame.copy()
    frame.loc[[0, 1], "target"] = 9
    listener = Listener()
    result = run(frame, configure(frame, "target", "multiclass"), tmp_path, listener=listener).result
    assert result.leaderboard[0].error is None
    assert result.confusion is not None and result.confusion.classes == ("0", "1", "2", "9")


def test_rows_without_a_target_are_left_out_and_counted(tmp_path: Path) -> None:
    frame = diabetes().copy()
    frame.loc[:9, "target"] = np.nan
    listener = Listener()
    trained = run(frame, configure(frame, "target", "regression"), tmp_path, listener=listener)
    assert "10 rows without a target value in 'target' are left out." in listener.lines
    assert trained.predictions["row"].min() >= 10


def test_a_metric_that_is_not_defined_names_model_and_fold(tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": np.arange(30.0), "y": np.r_[np.arange(10.0), np.ones(20)]})
    frame["moment"] = pd.date_range("2024-01-01", periods=30)
    config = configure(
        frame,
        "y",
        "regression",
        features={"include": ["x"]},
        roles={"time": "moment"},
        metric="r2",
        validation={"strategy": "time_expanding", "n_splits": 2, "test_size": 0.2},
    )
    with pytest.raises(TrainingError, match=r"ridge, fold 2 of 2: .*the same in all rows"):
        run(frame, config, tmp_path)


def break_model(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    def build(*_: Any) -> Any:
        raise ValueError("broken on purpose")

    def spec(asked: str) -> Any:
        return broken if asked == key else catalogue.spec(asked)

    broken = replace(catalogue.spec(key), build=build)
    monkeypatch.setattr("hydroml.services.training.evaluation.spec", spec)


def test_one_failing_model_is_named_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_model(monkeypatch, "lightgbm")
    frame = diabetes()
    models = [{"key": "lightgbm"}, {"key": "ridge"}]
    result = run(frame, configure(frame, "target", "regression", models=models), tmp_path).result
    assert [score.model for score in result.leaderboard] == ["ridge", "lightgbm"]
    failed = result.leaderboard[1]
    assert failed.error == "lightgbm, fold 1 of 3: broken on purpose"
    assert failed.mean is None and failed.n == 0


def test_when_every_model_fails_the_run_fails_with_the_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_model(monkeypatch, "ridge")
    frame = diabetes()
    with pytest.raises(TrainingError, match="ridge, fold 1 of 3: broken on purpose"):
        run(frame, configure(frame, "target", "regression"), tmp_path)


def test_a_cancelled_run_stops_between_folds(tmp_path: Path) -> None:
    frame = diabetes()
    listener = Listener(cancel_after=4)
    with pytest.raises(CancelledError):
        run(frame, configure(frame, "target", "regression"), tmp_path, listener=listener)
    assert listener.reports[-1].message == "ridge: fold 1 of 3"


def test_progress_grows_and_carries_the_scores_so_far(tmp_path: Path) -> None:
    frame = diabetes()
    listener = Listener()
    run(frame, configure(frame, "target", "regression"), tmp_path, listener=listener)
    shares = [report.share for report in listener.reports]
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert [report.stage for report in listener.reports if report.stage != "compare"] == [
        "prepare",
        "final",
        "final",
    ]
    scores: list[Mapping[str, Any]] = listener.reports[-1].partial["scores"]
    assert [(one["model"], one["folds_done"], one["n_folds"]) for one in scores] == [
        ("dummy", 3, 3),
        ("ridge", 3, 3),
    ]


def test_a_used_up_time_limit_fails_the_run_in_plain_words(tmp_path: Path) -> None:
    frame = diabetes()
    config = configure(frame, "target", "regression", resources={"time_limit_s": 1e-6})
    with pytest.raises(TrainingError, match="stopped at the time limit after 0 of 3 folds"):
        run(frame, config, tmp_path)


def test_a_result_survives_json(tmp_path: Path) -> None:
    frame = diabetes()
    result = run(frame, configure(frame, "target", "regression"), tmp_path).result
    adapter = TypeAdapter(RunResult)
    assert adapter.validate_json(adapter.dump_json(result)) == result


@pytest.mark.parametrize("name", ["titanic", "ames", "vehicle"])
def test_the_reference_tables_beat_the_baseline(tmp_path: Path, shared_datasets: Path, name: str) -> None:
    frame, target, task = shared_table(shared_datasets, name)
    models = [{"key": "lightgbm", "hyperparameters": {"preset": "small"}}]
    trained = run(frame, configure(frame, target, task, models=models), tmp_path)
    assert_beaten(trained)


def assert_beaten(trained: TrainedRun) -> None:
    best, baseline = trained.result.leaderboard[0].mean, trained.result.baseline.mean
    assert best is not None and baseline is not None
    assert best > baseline if trained.result.metric["direction"] == "maximize" else best < baseline


def test_the_pipeline_predicts_rows_as_they_come(tmp_path: Path) -> None:
    frame = cancer().assign(target=lambda table: table["target"].map({0: "sick", 1: "well"}))
    trained = run(frame, configure(frame, "target", "binary"), tmp_path)
    raw = frame.drop(columns="target").head(50).astype(str)
    assert (trained.pipeline.predict(raw) == frame["target"].head(50)).mean() > 0.9
    assert trained.result.metric["positive_class"] == "sick"


def test_catalogue_is_not_changed_by_a_run() -> None:
    assert isinstance(catalogue.CATALOGUE, MappingProxyType)
