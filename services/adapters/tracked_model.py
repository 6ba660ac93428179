"""A fitted pipeline of a run's folder as a model folder of MLflow, with signature and requirements."""

import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import cloudpickle
import pandas as pd
import skops.io
from mlflow.models import Model, ModelSignature
from mlflow.sklearn import save_model as save_sklearn_model
from mlflow.types import ColSpec, DataType, Schema

SAMPLE = "sample.parquet"
SAFE = ".skops"
OPTIONAL = ("xgboost", "catboost")
REQUIRED = ("hydroml", "scikit-learn", "lightgbm", "pandas", "numpy", "scipy", "skops", "cloudpickle")


def save_model(path: Path, target: Path, description: Model) -> None:
    """Write the model folder; signature and requirements are given, so nothing is inferred (slow).

    Parameters
    ----------
    path : the pipeline's file, which our own job wrote: ``.skops``, or a pickle
    target : folder to make
    description : MLflow's record of the model, with the ids of run and model
    """
    pipeline, trusted = _load(path)
    sample = path.parent / SAMPLE
    save_sklearn_model(
        pipeline,
        str(target),
        mlflow_model=description,
        signature=_signature(pd.read_parquet(sample)) if sample.is_file() else None,
        pip_requirements=[*(f"{name}=={metadata.version(name)}" for name in REQUIRED), *_optional(trusted)],
        serialization_format="skops" if path.suffix == SAFE else "cloudpickle",
        skops_trusted_types=trusted,
    )


def _load(path: Path) -> tuple[Any, list[str] | None]:
    if path.suffix != SAFE:
        return cloudpickle.loads(path.read_bytes()), None
    # The types are those of our own file: trusting them is trusting ourselves.
    trusted = skops.io.get_untrusted_types(file=path)
    return skops.io.load(path, trusted=trusted), trusted


def _optional(types: list[str] | None) -> list[str]:
    """Return the optional packages among the types of a pipeline, with their versions.

    Of a pickle, whose types are not known, those that are loaded.
    """
    named = OPTIONAL if types is None else {one.split(".")[0] for one in types}
    # By module, not by distribution: that of XGBoost has several names.
    loaded = {name: sys.modules[name] for name in OPTIONAL if name in named and name in sys.modules}
    return [f"{name}=={module.__version__}" for name, module in loaded.items()]


def _signature(sample: pd.DataFrame) -> ModelSignature:
    """Return the form of the rows that the pipeline takes; any value may be missing."""
    columns = [ColSpec(_type(sample[name]), str(name), required=False) for name in sample]
    return ModelSignature(inputs=Schema(columns))


def _type(values: pd.Series) -> DataType:
    if pd.api.types.is_datetime64_any_dtype(values):
        return DataType.datetime
    return DataType.double if pd.api.types.is_float_dtype(values) else DataType.string
