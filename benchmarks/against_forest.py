"""Compare models of the catalogue with scikit-learn's default random forest on the reference tables.

python benchmarks/against_forest.py --data ../shared/datasets [--rows 5000] [--only titanic,ames]

Loss is 1 - AUC for two classes, log loss for more, RMSE for numbers, mean over 5 shuffled folds;
gain is the share of the forest's loss that is saved. Times are processor seconds with one thread.
"""

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import KFold, StratifiedKFold
from threadpoolctl import threadpool_limits

from hydroml.benchmarks.estimate_costs import encode, tables
from hydroml.services.models import CATALOGUE
from hydroml.services.vocabulary import ModelKey, Task

SEED = 5
FLEXIBLE = {"preset": "flexible", "early_stopping": True, "n_estimators": 1500}
ENTRIES: tuple[tuple[str, ModelKey, dict[str, Any]], ...] = (
    ("vote", "lightgbm_vote", {}),
    ("lightgbm balanced", "lightgbm", {}),
    ("lightgbm small", "lightgbm", {"preset": "small"}),
    ("lightgbm flexible es", "lightgbm", FLEXIBLE),
    ("hist small", "hist_gradient_boosting", {}),
    ("hist library", "hist_gradient_boosting", {"preset": "library"}),
    ("forest 300", "random_forest", {}),
    ("extra trees", "extra_trees", {}),
    ("logistic", "logistic", {}),
    ("naive bayes", "naive_bayes", {}),
    ("ridge", "ridge", {}),
    ("elastic net", "elastic_net", {}),
    ("lasso", "lasso", {}),
)


def loss(task: Task, model: Any, features: np.ndarray, target: np.ndarray) -> float:
    if task == "regression":
        return float(np.sqrt(np.mean((model.predict(features) - target) ** 2)))
    shares = model.predict_proba(features)
    if task == "binary":
        return 1 - float(roc_auc_score(target, shares[:, 1]))
    clipped = np.clip(shares, 1e-6, 1)
    return float(log_loss(target, clipped / clipped.sum(axis=1, keepdims=True), labels=model.classes_))


def judged(make: Any, task: Task, features: np.ndarray, target: np.ndarray) -> tuple[float, float]:
    """Return mean loss over folds and processor seconds of the fits."""
    splitter = KFold if task == "regression" else StratifiedKFold
    losses, seconds = [], 0.0
    for train, test in splitter(5, shuffle=True, random_state=SEED).split(features, target):
        started = time.process_time()
        model = make().fit(features[train], target[train])
        seconds += time.process_time() - started
        losses.append(loss(task, model, features[test], target[test]))
    return float(np.mean(losses)), seconds


def compare(task: Task, frame: pd.DataFrame, target: np.ndarray) -> list[dict[str, Any]]:
    forest = RandomForestRegressor if task == "regression" else RandomForestClassifier
    trees = encode(frame, "ordinal")
    base, base_s = judged(lambda: forest(random_state=SEED, n_jobs=1), task, trees, target)
    rows = []
    for name, key, values in ENTRIES:
        spec = CATALOGUE[key]
        if task not in spec.tasks:
            continue
        features = encode(frame, spec.encoding)
        value, took = judged(lambda s=spec, v=values: s.build(task, v, SEED, 1), task, features, target)
        rows.append(
            {"model": name, "gain": 1 - value / base, "cpu": took / base_s, "loss": value, "forest": base}
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of manifest.json")
    parser.add_argument("--rows", type=int, default=5_000, help="rows drawn of larger tables")
    parser.add_argument("--only", default="", help="names of tables, with commas")
    options = parser.parse_args()
    found = []
    wanted = set(filter(None, options.only.split(",")))
    largest = {
        name: (task, frame, y) for name, task, frame, y in tables(options.data) if len(frame) <= options.rows
    }
    with threadpool_limits(1):
        for name, (task, frame, target) in largest.items():
            if wanted and name not in wanted:
                continue
            for row in compare(task, frame, target):
                found.append(row)
                print(
                    "{:14}{model:22}{gain:+8.3f}{cpu:7.2f}{loss:14.4f}{forest:14.4f}".format(name, **row),
                    flush=True,
                )
    summary = pd.DataFrame(found).groupby("model", sort=False)
    print(summary.agg(gain=("gain", "mean"), wins=("gain", lambda g: (g > 0).mean()), cpu=("cpu", "median")))


if __name__ == "__main__":
    main()
