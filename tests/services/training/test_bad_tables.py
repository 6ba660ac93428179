"""Tables that make learners stumble: the other models finish, and a failure names model and fold."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from hydroml.services.errors import TrainingError
from hydroml.services.models import BASELINE, CATALOGUE, is_installed
from hydroml.services.training import Score
from hydroml.services.vocabulary import ColumnKind
from hydroml.tests.support.quick import quick
from hydroml.tests.support.running import configure, kinds_of, run

N = 90
TASKS = ("binary", "multiclass", "regression")
BY_MARK = {"strategy": "predefined", "column": "fold", "test_size": 0.0}
MARKS = np.repeat(["1", "2", "3"], N // 3)


def plain(n: int = N) -> pd.DataFrame:
    """Two columns of numbers and one of categories."""
    rng = np.random.default_rng(4)
    return pd.DataFrame(
        {"a": rng.normal(size=n), "b": rng.normal(size=n), "c": rng.choice(["x", "y", "z"], n)}
    )


def answers(task: str, n: int = N) -> Any:
    signal = plain(n)["a"] + np.random.default_rng(5).normal(size=n) / 2
    if task == "regression":
        return np.exp(signal)
    return np.array(["no", "yes", "maybe"])[np.digitize(signal, [0.0] if task == "binary" else [-0.5, 0.5])]


def compared(
    frame: pd.DataFrame,
    task: str,
    folder: Path,
    *,
    kinds: Mapping[str, ColumnKind] | None = None,
    **changes: Any,
) -> dict[str, Score]:
    """What became of every model that can do the task and whose package is there, by key."""
    models = [
        {"key": key, "hyperparameters": quick(key)}
        for key, one in CATALOGUE.items()
        if task in one.tasks and key != BASELINE and is_installed(one)
    ]
    metric = changes.pop("metric", "rmse" if task == "regression" else "accuracy")
    features = {"include": [name for name in frame if name not in ("y", "fold")]}
    config = configure(frame, "y", task, models=models, metric=metric, features=features, **changes)
    done = run(frame, config, folder, kinds={**kinds_of(frame), **(kinds or {})}).result
    scores: dict[str, Score] = {score.model: score for score in done.leaderboard}
    assert set(scores) == {one["key"] for one in models}
    return scores


def failures(scores: Mapping[str, Score]) -> dict[str, str]:
    """The errors by model; every other model has a finite score."""
    for score in scores.values():
        assert score.error is not None or (score.mean is not None and np.isfinite(score.mean))
    return {key: score.error for key, score in scores.items() if score.error is not None}


def test_a_class_that_is_absent_from_the_training_rows_of_a_fold(tmp_path: Path) -> None:
    target = np.array(["u", "v"] * 30 + ["w"] * 30)
    frame = plain().assign(y=target, fold=MARKS)
    assert failures(compared(frame, "multiclass", tmp_path, validation=BY_MARK)) == {}


def test_a_target_that_does_not_vary_in_the_training_rows_of_a_fold(tmp_path: Path) -> None:
    target = np.r_[np.ones(60), answers("regression")[60:]]
    frame = plain().assign(y=target, fold=MARKS)
    assert failures(compared(frame, "regression", tmp_path, validation=BY_MARK)) == {}


def test_a_target_of_which_one_row_differs(tmp_path: Path) -> None:
    frame = plain().assign(y=np.arange(N) == N - 1).astype({"y": float})
    assert failures(compared(frame, "regression", tmp_path)) == {}


def test_a_single_class_in_the_training_rows_of_a_fold_is_told_of_every_model(tmp_path: Path) -> None:
    target = np.array(["no", "yes"] * 15 + ["yes"] * 60)
    with pytest.raises(TrainingError) as refusal:
        compared(plain().assign(y=target, fold=MARKS), "binary", tmp_path, validation=BY_MARK)
    for key in ("lightgbm", "svm", "mlp", "kernel", "knn", "tree"):
        assert f"{key}, fold 1 of 3: the rows that train hold a single class" in str(refusal.value)


@pytest.mark.parametrize("task", TASKS)
def test_one_feature(task: str, tmp_path: Path) -> None:
    assert failures(compared(plain()[["a"]].assign(y=answers(task)), task, tmp_path)) == {}


@pytest.mark.parametrize("task", TASKS)
def test_thirty_rows(task: str, tmp_path: Path) -> None:
    assert failures(compared(plain(30).assign(y=answers(task, 30)), task, tmp_path)) == {}


@pytest.mark.parametrize("task", TASKS)
def test_values_that_are_infinite(task: str, tmp_path: Path) -> None:
    frame = plain().assign(y=answers(task))
    frame.loc[:5, "a"], frame.loc[6:9, "b"] = np.inf, -np.inf
    assert failures(compared(frame, task, tmp_path)) == {}


@pytest.mark.parametrize("task", TASKS)
def test_dates_only(task: str, tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "d": pd.date_range("2024-01-01", periods=N, freq="11h"),
            "e": pd.date_range("1999-01-01", periods=N, freq="W"),
            "y": answers(task),
        }
    )
    assert failures(compared(frame, task, tmp_path)) == {}


@pytest.mark.parametrize("task", TASKS)
def test_text_only(task: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(6)
    words = [" ".join(rng.choice(["cat", "dog", "sun", "rain", "log"], 6)) for _ in range(N)]
    frame = pd.DataFrame({"t": words, "y": answers(task)})
    assert failures(compared(frame, task, tmp_path, kinds={"t": "text"})) == {}


@pytest.mark.filterwarnings("ignore:Using the fractional value max_samples")
def test_two_classes_of_three_rows(tmp_path: Path) -> None:
    validation = {"strategy": "stratified_kfold", "n_splits": 3, "test_size": 0.0}
    alone = plain(6).assign(y=["no", "yes"] * 3)
    assert failures(compared(alone, "binary", tmp_path, validation=validation)) == {}
    beside = plain(60).assign(y=["usual"] * 54 + ["p", "q"] * 3)
    assert failures(compared(beside, "multiclass", tmp_path, validation=validation)) == {}


def test_a_column_without_any_value_in_the_training_rows(tmp_path: Path) -> None:
    frame = plain().assign(y=answers("regression"), fold=MARKS)
    frame.loc[MARKS != "1", "b"] = np.nan
    assert failures(compared(frame, "regression", tmp_path, validation=BY_MARK)) == {}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_features_that_do_not_vary_fail_by_name_where_they_fail(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": np.r_[np.zeros(N - 1), 1.0], "y": answers("binary")})
    told = failures(compared(frame, "binary", tmp_path))
    assert set(told) <= {"naive_bayes", "catboost"}
    assert re.fullmatch(
        r"naive_bayes, fold \d of 3: the predictions of 24 of 24 rows are no finite numbers",
        told["naive_bayes"],
    )


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_target_too_large_for_squares_fails_by_name_where_it_fails(tmp_path: Path) -> None:
    frame = plain().assign(y=np.linspace(-1, 1, N) * 1e300)
    told = failures(compared(frame, "regression", tmp_path, metric="mae"))
    assert {"elastic_net", "lasso", "svm", "mlp"} <= set(told) < set(CATALOGUE)
    assert all(error.startswith(f"{key}, fold 1 of 3: ") for key, error in told.items())
