"""A tracked model names the packages that it needs, the optional ones only where it needs them."""

from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
import pytest
from mlflow.models import Model

from hydroml.services.adapters.tracked_model import save_model
from hydroml.services.training import write_artefacts
from hydroml.tests.support.quick import needs_package, quick
from hydroml.tests.support.running import configure, run


@pytest.mark.filterwarnings("ignore:.*Any type hint is inferred as AnyType:UserWarning")
@pytest.mark.parametrize(
    ("key", "needed"), [("svm", []), ("xgboost", ["xgboost"]), ("catboost", ["catboost"])]
)
def test_a_model_can_be_loaded_by_mlflow_and_names_its_package(
    key: str, needed: list[str], tmp_path: Path
) -> None:
    needs_package(key)
    values = np.random.default_rng(0).normal(size=80)
    frame = pd.DataFrame({"size": values, "answer": np.where(values > 0, "yes", "no")})
    config = configure(frame, "answer", "binary", models=[{"key": key, "hyperparameters": quick(key)}])
    kept, target = tmp_path / "kept", tmp_path / "model"
    kept.mkdir()
    write_artefacts(kept, run(frame, config, tmp_path), config)
    save_model(kept / "pipeline.skops", target, Model())
    loaded = mlflow.pyfunc.load_model(str(target))
    assert (loaded.predict(frame[["size"]]) == frame["answer"]).mean() > 0.8
    lines = (target / "requirements.txt").read_text(encoding="utf-8").split()
    assert [line.split("==")[0] for line in lines if "boost" in line] == needed
