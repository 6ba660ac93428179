"""Every model of the catalogue trains on a mixed table, answers rows unlike any it has seen, and is kept."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import skops.io

from hydroml.services.models import CATALOGUE
from hydroml.services.training import TrainedRun, write_artefacts
from hydroml.tests.support.quick import needs_package, quick
from hydroml.tests.support.running import configure, run

TASKS = ("binary", "multiclass", "regression")
PAIRS = [
    (key, task)
    for key, one in CATALOGUE.items()
    for task in TASKS
    if task in one.tasks and not one.combines  # test_blending looks at averages
]
N = 120


def mixed(task: str) -> pd.DataFrame:
    """A table of numbers, categories, dates, yes and no, and a constant, with gaps in most of them."""
    rng = np.random.default_rng(8)
    size = rng.normal(size=N)
    kind = rng.choice(["red", "green", "blue"], N)
    frame = pd.DataFrame(
        {
            "size": np.where(rng.random(N) < 0.1, np.nan, size),
            "count": rng.integers(0, 9, N),
            "kind": pd.Series(kind, dtype=object).where(rng.random(N) > 0.1, None),
            "day": pd.Series(pd.date_range("2024-01-01", periods=N, freq="37h")).where(rng.random(N) > 0.1),
            "wet": rng.random(N) < 0.5,
            "same": 1.0,
        }
    )
    signal = size + (kind == "red") + rng.normal(size=N) / 5
    if task == "regression":
        return frame.assign(answer=np.exp(signal))
    names = np.array(["low", "middle", "high"])
    return frame.assign(answer=names[np.digitize(signal, [0.5] if task == "binary" else [0.0, 1.0])])


def strange(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows with levels, dates and sizes that did not occur, and one without any value."""
    rows = frame.drop(columns="answer").head(12).copy()
    rows.loc[0:3, "kind"] = "violet"
    rows.loc[4:6, "size"] = [1e6, -1e6, 1e-300]
    rows.loc[7, "day"] = pd.Timestamp("1970-01-01")
    rows["wet"] = rows["wet"].astype(object)
    rows.loc[8, :] = None
    return rows


def trained(key: str, task: str, folder: Path) -> tuple[TrainedRun, pd.DataFrame, Any]:
    frame = mixed(task)
    config = configure(
        frame,
        "answer",
        task,
        models=[{"key": key, "hyperparameters": quick(key)}],
        validation={"strategy": "kfold", "n_splits": 2, "test_size": 0.0},
    )
    return run(frame, config, folder), frame, config


def reloaded(folder: Path) -> Any:
    """The pipeline as it is kept, in the safe format."""
    path = folder / "pipeline.skops"
    return skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))


@pytest.mark.parametrize(("key", "task"), PAIRS)
def test_a_model_trains_answers_strange_rows_and_is_kept(key: str, task: str, tmp_path: Path) -> None:
    needs_package(key)
    done, frame, config = trained(key, task, tmp_path)
    assert [one.error for one in (*done.result.leaderboard, done.result.baseline)] == [None] * (
        1 if key == "dummy" else 2
    )
    kept = tmp_path / "kept"
    kept.mkdir()
    write_artefacts(kept, done, config)
    again = reloaded(kept)
    answers = ["predict"] if task == "regression" else ["predict", "predict_proba"]
    for rows in (frame.drop(columns="answer"), strange(frame)):
        for answer in answers:
            before, after = getattr(done.pipeline, answer)(rows), getattr(again, answer)(rows)
            np.testing.assert_array_equal(before, after)
            assert len(before) == len(rows)
            if answer == "predict_proba":
                np.testing.assert_allclose(before.sum(axis=1), 1, atol=1e-6)
            elif task == "regression":
                assert np.isfinite(before).all()
            else:
                assert set(before) <= set(frame["answer"])
