"""The run's folder: JSON without NaN, predictions that can be read, a model that predicts the same."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import skops.io
from sklearn.datasets import load_wine
from sklearn.preprocessing import FunctionTransformer

from hydroml.services.experiments.config import ExperimentConfig
from hydroml.services.training import TrainedRun, read_result, write_artefacts
from hydroml.tests.support.running import configure, run

MODELS = [{"key": "logistic"}, {"key": "random_forest", "hyperparameters": {"n_estimators": 10}}]


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    table: pd.DataFrame = load_wine(as_frame=True).frame
    return table


@pytest.fixture(scope="module")
def config(frame: pd.DataFrame) -> ExperimentConfig:
    return configure(frame, "target", "multiclass", models=MODELS)


@pytest.fixture(scope="module")
def trained(
    frame: pd.DataFrame, config: ExperimentConfig, tmp_path_factory: pytest.TempPathFactory
) -> TrainedRun:
    return run(frame, config, tmp_path_factory.mktemp("run"))


def test_the_result_reads_back_as_it_was(
    trained: TrainedRun, config: ExperimentConfig, tmp_path: Path
) -> None:
    write_artefacts(tmp_path, trained, config)
    assert read_result(tmp_path / "result.json") == trained.result
    assert ExperimentConfig.model_validate_json((tmp_path / "config.json").read_bytes()) == config
    assert len((tmp_path / "leaderboard.csv").read_text().splitlines()) == 4


def test_what_is_not_finite_is_written_as_null(
    trained: TrainedRun, config: ExperimentConfig, tmp_path: Path
) -> None:
    broken = replace(trained.result.baseline, mean=float("nan"))
    write_artefacts(tmp_path, replace(trained, result=replace(trained.result, baseline=broken)), config)
    assert json.loads((tmp_path / "result.json").read_text())["baseline"]["mean"] is None
    assert read_result(tmp_path / "result.json").baseline.mean is None


def test_every_row_outside_the_test_has_one_prediction_per_model(
    trained: TrainedRun, config: ExperimentConfig, tmp_path: Path
) -> None:
    write_artefacts(tmp_path, trained, config)
    table = pd.read_parquet(tmp_path / "predictions.parquet")
    folds, test = table[table["part"] == "fold"], table[table["part"] == "test"]
    assert set(folds["model"]) == {"dummy", "logistic", "random_forest"}
    for _, rows in folds.groupby("model"):
        assert sorted([*rows["row"], *test["row"]]) == list(range(178))
    probabilities = table.filter(like="probability_")
    assert probabilities.shape[1] == 3 and probabilities.sum(axis=1).round(6).eq(1).all()
    assert table["predicted"].isin(["0", "1", "2"]).all()


def test_the_kept_pipeline_predicts_the_same(
    trained: TrainedRun, frame: pd.DataFrame, config: ExperimentConfig, tmp_path: Path
) -> None:
    write_artefacts(tmp_path, trained, config)
    path = tmp_path / "pipeline.skops"
    loaded = skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
    assert (loaded.predict_proba(frame) == trained.pipeline.predict_proba(frame)).all()


def test_a_model_the_safe_format_cannot_hold_is_pickled_and_says_why(
    trained: TrainedRun, frame: pd.DataFrame, config: ExperimentConfig, tmp_path: Path
) -> None:
    odd = FunctionTransformer(func=lambda values: values).fit(frame)
    write_artefacts(tmp_path, replace(trained, pipeline=odd), config)
    kept = {path.name for path in tmp_path.glob("pipeline*")}
    assert kept == {"pipeline.pkl", "pipeline.pkl.txt"}
