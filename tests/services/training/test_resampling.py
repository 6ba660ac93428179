"""Resampling changes the rows that train and no others."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from hydroml.services.training.course import Course
from hydroml.services.training.data import TrainingData, load_data
from hydroml.services.training.evaluation import Candidate, fit, judge_rows
from hydroml.tests.support.running import configure, kinds_of

N = 200


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(6)
    size = rng.normal(size=N)
    return pd.DataFrame({"size": size, "rare": np.where(np.arange(N) < 20, "yes", "no")})


def fitted(frame: pd.DataFrame, folder: Path, resampling: str) -> tuple[Any, TrainingData, Any]:
    table = folder / "table.parquet"
    frame.to_parquet(table, index=False)
    config = configure(frame, "rare", "binary", imbalance={"resampling": resampling})
    data = load_data(config, table, kinds_of(frame))
    train, judge = data.splits.folds[0]
    course = Course(lambda _: None, lambda _: None, lambda: False)
    pipeline, _ = fit(Candidate("dummy"), config, data, train, course)
    return pipeline, data, judge_rows(pipeline, config, data, judge)


@pytest.mark.parametrize(("resampling", "share"), [("none", 0.1), ("over", 0.5), ("under", 0.5)])
def test_the_classes_that_train_become_equally_frequent_and_those_that_judge_stay(
    frame: pd.DataFrame, tmp_path: Path, resampling: str, share: float
) -> None:
    pipeline, data, judged = fitted(frame, tmp_path, resampling)
    place = list(pipeline.classes_).index("yes")
    shares = pipeline.predict_proba(frame[["size"]])[:, place]
    assert shares[0] == pytest.approx(share, abs=0.02)
    assert np.mean(judged.actual) == pytest.approx(0.1, abs=0.02)
    assert len(judged.actual) == len(data.splits.folds[0][1])


@pytest.mark.parametrize(("resampling", "most"), [("over", 1.0), ("under", 0.3)])
def test_rows_are_repeated_or_left_out(
    frame: pd.DataFrame, tmp_path: Path, resampling: str, most: float
) -> None:
    pipeline, data, _ = fitted(frame, tmp_path, resampling)
    used = np.unique(pipeline.named_steps["resample"].sample_indices_)
    n_train = len(data.splits.folds[0][0])
    assert len(used) <= most * n_train
    assert (len(used) == n_train) is (resampling == "over")


def test_equal_seeds_draw_equal_rows(frame: pd.DataFrame, tmp_path: Path) -> None:
    first, *_ = fitted(frame, tmp_path, "under")
    again, *_ = fitted(frame, tmp_path, "under")
    np.testing.assert_array_equal(
        first.named_steps["resample"].sample_indices_, again.named_steps["resample"].sample_indices_
    )
