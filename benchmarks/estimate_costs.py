"""Time one fit of every model on the reference tables and print the figures of the cost model.

python benchmarks/estimate_costs.py --data ../shared/datasets

Times are processor seconds of one thread for a fit and the predictions of a quarter as many rows, as
folds need them, so that other work on the machine disturbs little. `--models` names some of the
catalogue; with the forest among them its figures tell how this machine compares. For each model the
overhead and the seconds per million cells are those of the least mean absolute error of the
logarithm; the median factor is that of measured over fitted, either way round.
"""

import argparse
import json
import time
import warnings
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from hydroml.services.models import CATALOGUE, ModelSpec, is_installed
from hydroml.services.models.cost import USUAL_ROWS
from hydroml.services.vocabulary import ModelKey, Task

SIZES = (500, 2_000, 5_000, 20_000)
MAX_LEVELS = 20
JUDGED_PART = 4


def encode(frame: pd.DataFrame, encoding: str) -> np.ndarray:
    """Encode roughly as the pipeline does: a column per level up to 20 levels, else codes."""
    columns = []
    for name in frame:
        column = frame[name]
        if pd.api.types.is_numeric_dtype(column):
            columns.append(column.astype(float).to_frame())
        elif column.nunique() <= MAX_LEVELS:
            columns.append(pd.get_dummies(column, dtype=float))
        else:
            columns.append(pd.Series(pd.factorize(column)[0].astype(float)).to_frame())
    values = np.column_stack([one.to_numpy() for one in columns])
    if encoding == "one_hot":
        values = np.where(np.isnan(values), np.nanmedian(values, axis=0), values)
        values = (values - values.mean(axis=0)) / np.maximum(values.std(axis=0), 1e-9)
    return values


def tables(folder: Path) -> list[tuple[str, Task, pd.DataFrame, np.ndarray]]:
    """Return name, task, features and target of each table at several sizes."""
    found: list[tuple[str, Task, pd.DataFrame, np.ndarray]] = []
    for entry in json.loads((folder / "manifest.json").read_text()):
        frame = pd.read_csv(folder / entry["file"]).dropna(subset=[entry["target"]])
        target = frame.pop(entry["target"])
        frame = frame.drop(columns=entry.get("drop") or [], errors="ignore")
        task: Task = entry["task"]
        answers = target.to_numpy(float) if task == "regression" else pd.factorize(target)[0]
        for size in sorted({min(size, len(frame)) for size in SIZES}):
            rows = np.random.default_rng(0).permutation(len(frame))[:size]
            part = frame.iloc[rows].reset_index(drop=True)
            found.append((entry["name"], task, part, answers[rows]))
    return found


def seconds(spec: ModelSpec, task: Task, features: np.ndarray, target: np.ndarray) -> float:
    started = time.process_time()
    model = spec.build(task, {}, 1, 1).fit(features, target)
    predict = model.predict if task == "regression" else model.predict_proba
    predict(features[: len(features) // JUDGED_PART])
    return time.process_time() - started


def measure(folder: Path, models: list[ModelSpec]) -> pd.DataFrame:
    rows = []
    for name, task, frame, target in tables(folder):
        for spec in (one for one in models if task in one.tasks):
            if spec.max_rows is not None and len(frame) > spec.max_rows:
                continue
            features = encode(frame, spec.encoding)
            classes = len(np.unique(target)) if spec.per_class and task == "multiclass" else 1
            rows.append(
                {
                    "model": spec.key,
                    "table": name,
                    "rows": len(frame),
                    "columns": features.shape[1],
                    "classes": classes,
                    "cells": features.size / 1e6 * (len(frame) / USUAL_ROWS) ** (spec.growth - 1),
                    "seconds": seconds(spec, task, features, target),
                }
            )
            print(
                "{model:24}{table:14}{rows:7}{columns:5}{classes:3}{seconds:9.3f}".format(**rows[-1]),
                flush=True,
            )
    return pd.DataFrame(rows)


def fitted(part: pd.DataFrame) -> tuple[float, float, float]:
    """Return overhead in seconds, seconds per million cells and the median factor of error."""
    took, classes, cells = (part[name].to_numpy(float) for name in ("seconds", "classes", "cells"))

    def errors(logs: np.ndarray) -> np.ndarray:
        overhead, cost = np.exp(logs)
        return np.abs(np.log(took / ((overhead + cost * cells) * classes)))

    start = np.log([max(took.min(), 1e-5), max(np.median(took / cells) / 2, 1e-5)])
    best = minimize(lambda logs: errors(logs).mean(), start, method="Nelder-Mead")
    overhead, cost = np.exp(best.x)
    return float(overhead), float(cost), float(np.exp(np.median(errors(best.x))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of manifest.json")
    parser.add_argument("--models", help="keys of the catalogue, with commas between; all without it")
    asked = parser.parse_args()
    keys = asked.models.split(",") if asked.models else list(CATALOGUE)
    models = [spec for spec in CATALOGUE.values() if spec.key in keys and is_installed(spec)]
    warnings.simplefilter("error")
    with threadpool_limits(1):
        for spec in models:
            task: Task = "binary" if "binary" in spec.tasks else "regression"
            seconds(spec, task, np.eye(80)[:, :5], np.tile([0, 1], 40))
        measured = measure(asked.data, models)
    print(f"\n{'model':24}{'overhead s':>12}{'s per M cells':>15}{'median factor':>15}{'in catalogue':>24}")
    for key, part in measured.groupby("model", sort=False):
        overhead, cost, error = fitted(part)
        spec = CATALOGUE[cast(ModelKey, key)]
        now = f"{spec.overhead_s:g} + {spec.cost:g}"
        print(f"{key:24}{overhead:12.4f}{cost:15.3f}{error:15.2f}{now:>24}")


if __name__ == "__main__":
    main()
