"""Pairs of configurations that differ in one setting, and where the difference must show."""

from typing import Any

import numpy as np
import pandas as pd

from hydroml.services.experiments import ExperimentConfig
from hydroml.services.vocabulary import ColumnKind
from hydroml.tests.support.running import configure, kinds_of

N = 150
BASE: dict[str, Any] = {
    "features": {"include": ["x1", "x2", "colour", "flag", "day", "notes"]},
    "validation": {"strategy": "stratified_kfold", "n_splits": 2, "test_size": 0.2},
}
PLAIN: dict[str, Any] = {**BASE, "validation": {"strategy": "kfold", "n_splits": 2, "test_size": 0.2}}
QUICK = [{"key": "logistic", "hyperparameters": {"C": 1.0}}]
FOREST = [{"key": "random_forest", "hyperparameters": {"n_estimators": 10}}]
COSTS = {"method": "cost", "false_negative": 1.0, "false_positive": 1.0}
TIMED = {"strategy": "time_expanding", "n_splits": 3, "test_size": 0.2}
OWN = {"strategy": "predefined", "column": "mark"}
WORDS = ["red hot day", "cold blue night", "a mild grey day", "night and day"]


def table() -> pd.DataFrame:
    """Every kind of column, values missing, and two targets that depend on all of them."""
    rng = np.random.default_rng(5)
    place = np.arange(N)
    x1, x2, colour = rng.normal(size=N), rng.normal(size=N), rng.integers(0, 4, N)
    signal = x1 - x2 + colour + 0.5 * (place % 4) + rng.normal(size=N)
    names = pd.Series(["red", "green", "blue", "grey"], dtype=object)[colour].reset_index(drop=True)
    return pd.DataFrame(
        {
            "x1": np.where(place % 7 == 0, np.nan, x1),
            "x2": np.exp(2 * x2),
            "colour": names.where(place % 5 != 0, None),
            "flag": x1 > 0.3,
            "day": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.permutation(N) * 31, unit="h"),
            "other_day": pd.date_range("2024-01-01", periods=N),
            "notes": [WORDS[one % 4] for one in place],
            "group": place % 10,
            "other_group": place // 10,
            "mark": np.where(place % 6 == 0, "test", np.where(place % 2 == 0, "a", "b")),
            "other_mark": np.where(place % 5 == 0, "test", "train"),
            "sure": place % 2,
            "amount": signal,
            "sold": np.where(signal > 3.5, "yes", "no"),
        }
    )


def sold(**changes: Any) -> ExperimentConfig:
    return configure(table(), "sold", "binary", **{**BASE, "models": QUICK, **changes})


def amount(**changes: Any) -> ExperimentConfig:
    return configure(table(), "amount", "regression", **{**PLAIN, **changes})


def transformed(step: str, *columns: str, **changes: Any) -> dict[str, Any]:
    one = {"columns": columns, "step": step, **changes}
    return {"features": {**BASE["features"], "transforms": [one]}}


STEPS = [
    transformed("impute", "x1", method="mean"),
    transformed("impute", "x1", method="most_frequent"),
    transformed("impute", "colour", method="most_frequent"),
    transformed("impute", "x1", method="constant"),
    transformed("power", "x2", method="yeo_johnson"),
    transformed("power", "x2", method="log1p"),
    transformed("power", "x2", method="quantile"),
    transformed("encode", "colour", method="target"),
    transformed("encode", "colour", method="hashing"),
    transformed("text", "notes", method="tfidf_svd"),
    transformed("scale", "x2", method="standard"),
    transformed("scale", "x2", method="min_max"),
    transformed("encode", "colour", method="ordinal"),
    transformed("encode", "colour", method="one_hot", max_levels=2),
    transformed("encode", "notes", method="one_hot"),
    transformed("date_parts", "day", parts=["month"]),
    transformed("date_parts", "day", parts=["quarter", "dayofyear", "minute"]),
    transformed("drop", "x2"),
]


def kinds() -> dict[str, ColumnKind]:
    return {**kinds_of(table()), "notes": "text"}


RUNS: list[tuple[str, Any, Any, str]] = [
    ("seed", sold(), sold(seed=8), "folds"),
    ("target", sold(), configure(table(), "sure", "binary", **BASE), "predictions"),
    (
        "task",
        configure(table(), "sure", "regression", **PLAIN),
        configure(table(), "sure", "binary", **PLAIN),
        "predictions",
    ),
    ("metric", sold(), sold(metric="log_loss"), "metric"),
    ("kinds", sold(), sold(kinds={"notes": "categorical"}), "predictions"),
    ("kinds", sold(), sold(kinds={"x1": "categorical"}), "predictions"),
    ("kinds", sold(), sold(kinds={"x1": "constant"}), "predictions"),
    ("kinds", sold(), sold(kinds={"colour": "text"}), "predictions"),
    ("missing_values", sold(), sold(missing_values={"colour": ["red"]}), "predictions"),
    ("missing_values", sold(), sold(missing_values={"flag": ["true"]}), "predictions"),
    ("missing_values", amount(), amount(missing_values={"amount": [str(table()["amount"][0])]}), "folds"),
    ("features.include", sold(), sold(features={"include": ["x1", "x2"]}), "predictions"),
    (
        "roles.time",
        amount(roles={"time": "day"}, validation=TIMED),
        amount(roles={"time": "other_day"}, validation=TIMED),
        "folds",
    ),
    (
        "roles.group",
        sold(roles={"group": "group"}, validation={"strategy": "group_kfold", "n_splits": 3}),
        sold(roles={"group": "other_group"}, validation={"strategy": "group_kfold", "n_splits": 3}),
        "folds",
    ),
    ("imbalance.class_weight", sold(), sold(imbalance={"class_weight": "balanced"}), "predictions"),
    ("imbalance.resampling", sold(), sold(imbalance={"resampling": "over"}), "predictions"),
    ("imbalance.resampling", sold(), sold(imbalance={"resampling": "under"}), "predictions"),
    ("resources.n_threads", sold(), sold(resources={"n_threads": 2}), "promise"),
    ("resources.time_limit_s", sold(), sold(resources={"time_limit_s": 900.0}), "promise"),
    *(
        ("imbalance.threshold.method", sold(), sold(imbalance={"threshold": threshold}), "classes")
        for threshold in (
            {"method": "prior"},
            {"method": "cost", "false_negative": 9.0, "false_positive": 1.0},
        )
    ),
    *(
        (
            f"imbalance.threshold.{name}",
            sold(imbalance={"threshold": COSTS}),
            sold(imbalance={"threshold": {**COSTS, name: 9.0}}),
            "classes",
        )
        for name in ("false_negative", "false_positive")
    ),
    (
        "features.transforms",
        sold(models=FOREST),
        sold(models=FOREST, **transformed("impute", "x1", method="median")),
        "predictions",
    ),
    *(("features.transforms", sold(), sold(**changes), "predictions") for changes in STEPS),
    *(
        (
            "validation.strategy",
            sold(),
            sold(roles={"group": "group", "time": "day"}, validation=one),
            "folds",
        )
        for one in (
            {"strategy": "holdout"},
            {"strategy": "kfold", "n_splits": 3},
            {"strategy": "repeated_kfold", "n_splits": 3, "repeats": 2},
            {"strategy": "repeated_stratified_kfold", "n_splits": 3, "repeats": 2},
            {"strategy": "group_kfold", "n_splits": 3},
            {"strategy": "stratified_group_kfold", "n_splits": 3},
            {"strategy": "time_expanding", "n_splits": 3},
            {"strategy": "time_sliding", "n_splits": 3},
            OWN,
        )
    ),
    *(
        (
            "validation.n_splits",
            sold(roles={"group": "group", "time": "day"}, validation={"strategy": one, "n_splits": 3}),
            sold(roles={"group": "group", "time": "day"}, validation={"strategy": one, "n_splits": 4}),
            "folds",
        )
        for one in (
            "kfold",
            "stratified_kfold",
            "repeated_kfold",
            "repeated_stratified_kfold",
            "group_kfold",
            "stratified_group_kfold",
            "time_expanding",
            "time_sliding",
        )
    ),
    *(
        (
            "validation.test_size",
            sold(roles={"group": "group", "time": "day"}, validation={"strategy": one, "n_splits": 3}),
            sold(
                roles={"group": "group", "time": "day"},
                validation={"strategy": one, "n_splits": 3, "test_size": size},
            ),
            "test",
        )
        for one in ("holdout", "kfold", "stratified_kfold", "group_kfold", "time_expanding")
        for size in (0.0, 0.4)
    ),
    *(
        (
            "validation.repeats",
            sold(roles={"group": "group"}, validation={"strategy": one, "n_splits": 3}),
            sold(roles={"group": "group"}, validation={"strategy": one, "n_splits": 3, "repeats": 2}),
            "folds",
        )
        for one in ("holdout", "kfold", "repeated_kfold", "stratified_kfold", "group_kfold")
    ),
    ("validation.column", sold(validation=OWN), sold(validation={**OWN, "column": "other_mark"}), "folds"),
    *(
        (
            f"validation.{name}",
            amount(roles={"time": "day"}, validation={**TIMED, "strategy": one}),
            amount(roles={"time": "day"}, validation={**TIMED, "strategy": one, name: 7}),
            "folds",
        )
        for name in ("gap", "horizon")
        for one in ("time_expanding", "time_sliding")
    ),
]
"""Setting, configuration before and after, and the trace of the run that must differ."""
