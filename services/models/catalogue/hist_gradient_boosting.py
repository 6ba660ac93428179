"""Histogram gradient boosting of scikit-learn."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import CLASS_WEIGHT, EVERY, is_classification, weights
from .sources import SKLEARN, TIERS, TUNED

SMALL: Mapping[str, Any] = {
    "learning_rate": 0.03,
    "max_iter": 400,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 10,
    "l2_regularization": 1.0,
    "max_features": 0.5,
    "early_stopping": False,
}
LIBRARY: Mapping[str, Any] = {
    "learning_rate": 0.1,
    "max_iter": 100,
    "max_leaf_nodes": 31,
    "min_samples_leaf": 20,
    "l2_regularization": 0.0,
    "max_features": 1.0,
    "early_stopping": False,
}
PRESETS = {"small": SMALL, "library": LIBRARY}


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted estimator; its threads are those of OpenMP, limited by the caller."""
    from ..histogram import HistogramClassifier, HistogramRegressor

    full = fill(SPEC, values)
    options = {
        "learning_rate": float(full["learning_rate"]),
        "max_iter": int(full["max_iter"]),
        "max_leaf_nodes": int(full["max_leaf_nodes"]),
        "min_samples_leaf": int(full["min_samples_leaf"]),
        "l2_regularization": float(full["l2_regularization"]),
        "max_features": float(full["max_features"]),
        "early_stopping": bool(full["early_stopping"]),
        "categorical_features": None,
        "random_state": seed,
    }
    if is_classification(task):
        return HistogramClassifier(class_weight=weights(full["class_weight"]), **options)
    return HistogramRegressor(**options)


PARAMETERS = (
    Parameter(
        "preset",
        "Preset",
        "choice",
        "small",
        "basic",
        "small: regularised for up to some thousand rows; library: scikit-learn's own values, for many rows.",
        choices=("small", "library"),
        source=TUNED,
    ),
    Parameter(
        "learning_rate",
        "Learning rate",
        "number",
        SMALL["learning_rate"],
        "advanced",
        "How much each tree adds; smaller needs more rounds.",
        low=1e-4,
        high=1.0,
        log=True,
        search_low=0.01,
        search_high=0.2,
        source=TUNED,
    ),
    Parameter(
        "max_leaf_nodes",
        "Leaves per tree",
        "integer",
        SMALL["max_leaf_nodes"],
        "advanced",
        "Size of each tree; more leaves fit finer structure and noise.",
        low=2,
        high=4096,
        log=True,
        search_low=4,
        search_high=128,
        source=TUNED,
    ),
    Parameter(
        "min_samples_leaf",
        "Rows per leaf",
        "integer",
        SMALL["min_samples_leaf"],
        "advanced",
        "Least number of rows in a leaf; larger values smooth.",
        low=1,
        high=10000,
        log=True,
        unit="rows",
        search_low=3,
        search_high=64,
        source=TUNED,
    ),
    Parameter(
        "max_iter",
        "Rounds",
        "integer",
        SMALL["max_iter"],
        "expert",
        "Number of trees (per class).",
        low=1,
        high=10000,
        log=True,
        search_low=100,
        search_high=1500,
        source=TUNED,
    ),
    Parameter(
        "l2_regularization",
        "L2",
        "number",
        SMALL["l2_regularization"],
        "expert",
        "Shrinks the values of leaves.",
        low=0.0,
        high=1000.0,
        log=True,
        search_low=1e-4,
        search_high=10.0,
        source=TUNED,
    ),
    Parameter(
        "max_features",
        "Features per split",
        "number",
        SMALL["max_features"],
        "expert",
        "Share of the features that each split may choose from.",
        low=0.05,
        high=1.0,
        search_low=0.3,
        search_high=1.0,
        source=TIERS,
    ),
    Parameter(
        "early_stopping",
        "Early stopping",
        "boolean",
        SMALL["early_stopping"],
        "expert",
        "Stops when a tenth of the rows, set aside, gain no more.",
        source=SKLEARN,
    ),
    CLASS_WEIGHT,
)

SPEC = ModelSpec(
    key="hist_gradient_boosting",
    label="Histogram gradient boosting",
    summary="Boosted trees on binned features, as scikit-learn has them.",
    tasks=EVERY,
    encoding="ordinal",
    parameters=PARAMETERS,
    build=build,
    cost=2.3,
    overhead_s=1.7,
    per_class=True,
    presets=PRESETS,
    pros=("fast on many rows", "keeps missing values as they are"),
    cons=("the library's own values overfit small tables",),
    source=SKLEARN,
)
