"""The weighted short list: weights from the folds, a score that they did not choose, one pipeline."""

from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
import skops.io
from sklearn.datasets import load_diabetes
from sklearn.pipeline import Pipeline

from hydroml.services.models import CATALOGUE, catalogue
from hydroml.services.training import TrainedRun, write_artefacts
from hydroml.services.training.blending import HEAD_START, STEPS, blended
from hydroml.services.training.data import TrainingData
from hydroml.services.training.evaluation import Candidate, Performance
from hydroml.services.training.metrics import Judged
from hydroml.services.training.splits import Splits
from hydroml.services.vocabulary import ModelKey
from hydroml.tests.support.running import configure, run

N = 200
ACTUAL = np.random.default_rng(4).normal(size=2 * N)
FOLDS = (np.arange(N), np.arange(N, 2 * N))


def mixed(task: str) -> pd.DataFrame:
    """A table of which a forest sees one half and a straight line the other."""
    rng = np.random.default_rng(8)
    values = rng.normal(size=(500, 6))
    signal = 1.2 * values[:, :3].sum(axis=1) + 2 * np.sign(values[:, 3] * values[:, 4]) + rng.normal(size=500)
    frame = pd.DataFrame(values, columns=list("abcdef"))
    edges = {"binary": [0.0], "multiclass": [-1.5, 1.5]}.get(task)
    return frame.assign(target=signal if edges is None else np.digitize(signal, edges))


def numbers(frame: pd.DataFrame, tmp_path: Path, **changes: Any) -> TrainedRun:
    models = [
        {"key": "random_forest", "hyperparameters": {"n_estimators": 30}},
        {"key": "ridge"},
        {"key": "blend"},
    ]
    return run(frame, configure(frame, "target", "regression", models=models, **changes), tmp_path)


def classes(frame: pd.DataFrame, task: str, tmp_path: Path, **changes: Any) -> TrainedRun:
    models = [
        {"key": "random_forest", "hyperparameters": {"n_estimators": 30}},
        {"key": "logistic"},
        {"key": "blend"},
    ]
    return run(frame, configure(frame, "target", task, models=models, **changes), tmp_path)


def told(
    strategy: str, answers: dict[ModelKey, np.ndarray], folds: tuple[np.ndarray, ...] = FOLDS
) -> Performance:
    """Blend models that answered so; only what blending looks at is there."""
    frame = pd.DataFrame({"x": ACTUAL, "target": ACTUAL})
    config = configure(frame, "target", "regression")
    config = config.model_copy(
        update={"validation": config.validation.model_copy(update={"strategy": strategy})}
    )
    rest = [np.arange(N) for _ in folds]
    splits = Splits(np.array([], dtype=np.intp), np.arange(2 * N), tuple(zip(rest, folds, strict=True)))
    performances = []
    for key, answer in answers.items():
        judged = [Judged(ACTUAL[judge], answer[judge]) for judge in folds]
        scores = [float(np.sqrt(np.mean((one.predicted - one.actual) ** 2))) for one in judged]
        others: list[dict[str, float]] = [{} for _ in folds]
        performances.append(Performance(Candidate(key), scores, others, judged, [1.0 for _ in folds]))
    return blended(performances, config, cast(TrainingData, _Folds(splits)))


class _Folds:
    def __init__(self, splits: Splits) -> None:
        self.splits = splits


def test_the_average_is_no_worse_than_its_members_and_says_what_it_is_made_of(tmp_path: Path) -> None:
    result = numbers(load_diabetes(as_frame=True).frame, tmp_path).result
    scores = {one.model: one for one in result.leaderboard}
    best = min(scores["random_forest"].mean or np.inf, scores["ridge"].mean or np.inf)
    assert scores["blend"].mean is not None and scores["blend"].mean < 1.01 * best
    weights = scores["blend"].hyperparameters["weights"]
    assert set(weights) <= {"random_forest", "ridge"} and sum(weights.values()) == pytest.approx(1)
    assert all(
        f"{share:.0%} {CATALOGUE[name].label}" in scores["blend"].note for name, share in weights.items()
    )
    assert scores["blend"].n == scores["ridge"].n == len(scores["blend"].folds)


@pytest.mark.parametrize("task", ["binary", "multiclass"])
def test_the_fitted_average_answers_with_the_weighted_shares_of_its_members(
    task: str, tmp_path: Path
) -> None:
    frame = mixed(task)
    trained = classes(frame, task, tmp_path, metric="log_loss")
    assert trained.result.leaderboard[0].model == "blend"
    average, rows = trained.pipeline, frame.drop(columns="target")
    assert list(average.classes_) == sorted(frame["target"].astype(str).unique())
    parts = [one.predict_proba(rows) for one in average.estimators_]
    expected = sum(share * part for share, part in zip(average.weights, parts, strict=True))
    np.testing.assert_allclose(average.predict_proba(rows), expected)
    assert len(parts) == 2 and all(isinstance(one, Pipeline) for one in average.estimators_)


def test_a_moved_threshold_also_decides_for_the_average(tmp_path: Path) -> None:
    frame = mixed("binary")
    threshold = {"method": "cost", "false_positive": 1.0, "false_negative": 9.0}
    trained = classes(frame, "binary", tmp_path, metric="log_loss", imbalance={"threshold": threshold})
    assert trained.result.leaderboard[0].model == "blend"
    rows = frame.drop(columns="target")
    shares = trained.pipeline.predict_proba(rows)[:, 1]
    np.testing.assert_array_equal(trained.pipeline.predict(rows) == "1", shares >= 0.1)


@pytest.mark.parametrize("task", ["binary", "regression"])
def test_the_average_is_kept_in_the_safe_format_and_reads_back(task: str, tmp_path: Path) -> None:
    frame = mixed(task)
    if task == "regression":
        trained = numbers(frame, tmp_path)
    else:
        trained = classes(frame, task, tmp_path, metric="log_loss")
    assert trained.result.leaderboard[0].model == "blend"
    folder = tmp_path / "run"
    folder.mkdir()
    write_artefacts(folder, trained, configure(frame, "target", task))
    path = folder / "pipeline.skops"
    again = skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
    rows = frame.drop(columns="target")
    np.testing.assert_array_equal(again.predict(rows), trained.pipeline.predict(rows))


def test_no_fold_is_judged_with_weights_that_it_chose() -> None:
    """Each of two models is perfect on one fold only: outside of a fold the wrong one looks best."""
    half = np.arange(2 * N) < N
    answers: dict[ModelKey, np.ndarray] = {
        "ridge": np.where(half, ACTUAL, 0.0),
        "lasso": np.where(half, 0.0, ACTUAL),
    }
    found = told("kfold", answers)
    size = np.sqrt(np.mean(ACTUAL[:N] ** 2))
    assert found.scores[0] > 0.8 * size
    assert found.candidate.hyperparameters["weights"].keys() == {"ridge", "lasso"}


def test_in_time_order_weights_come_from_earlier_folds() -> None:
    later = np.arange(2 * N) >= N
    answers: dict[ModelKey, np.ndarray] = {"ridge": np.where(later, ACTUAL, 0.0), "lasso": ACTUAL / 2}
    found = told("time_expanding", answers)
    np.testing.assert_allclose(found.judged[0].predicted, ACTUAL[:N] / 4)
    # On the first fold the second model is better at every step; the first keeps its head start.
    share = STEPS / (HEAD_START + STEPS)
    np.testing.assert_allclose(found.judged[1].predicted, ACTUAL[N:] * (1 - share / 2))


def test_a_single_fold_is_divided() -> None:
    answers: dict[ModelKey, np.ndarray] = {"ridge": ACTUAL * 0.5, "lasso": ACTUAL * 1.5}
    found = told("holdout", answers, (np.arange(2 * N),))
    assert found.scores[0] < 0.2 * np.sqrt(np.mean((ACTUAL / 2) ** 2))


def test_fewer_than_two_finished_models_cannot_be_averaged() -> None:
    found = told("kfold", {"ridge": ACTUAL})
    assert found.error == "blend: averages at least two models, but 1 finished"


def test_a_model_that_fails_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: Any) -> Any:
        raise ValueError("does not suit")

    class Broken:
        def __sklearn_tags__(self) -> Any:
            return broken()

        fit = broken

    original = catalogue.spec("ridge")
    monkeypatch.setattr(catalogue, "CATALOGUE", {**catalogue.CATALOGUE, "ridge": _with(original, Broken)})
    frame = load_diabetes(as_frame=True).frame
    scores = {one.model: one for one in numbers(frame, tmp_path).result.leaderboard}
    assert scores["ridge"].error is not None
    assert scores["blend"].error == "blend: averages at least two models, but 1 finished"
    assert scores["random_forest"].mean is not None


def _with(spec: Any, model: Any) -> Any:
    from dataclasses import replace

    return replace(spec, build=lambda *_: model())


def test_equal_runs_give_equal_averages(tmp_path: Path) -> None:
    frame = load_diabetes(as_frame=True).frame
    first, again = numbers(frame, tmp_path).result, numbers(frame, tmp_path).result
    assert first.predictions_sha256 == again.predictions_sha256
    assert first.leaderboard[0].hyperparameters == again.leaderboard[0].hyperparameters
