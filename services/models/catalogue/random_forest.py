"""Random forest: many deep trees on resampled rows, averaged."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .forests import (
    CRITERION,
    MAX_LEAF_NODES,
    MAX_SAMPLES,
    MIN_IMPURITY_DECREASE,
    max_features,
    options,
)
from .shared import CLASS_WEIGHT, EVERY, is_classification, weights
from .sources import SKLEARN, TABREPO, TIERS


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier or regressor."""
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

    full = fill(SPEC, values)
    classify = is_classification(task)
    shared = options(full, seed, n_threads) | {
        "max_features": max_features(full["max_features"], "sqrt" if classify else 1 / 3),
        "min_samples_leaf": int(full["min_samples_leaf"]),
    }
    if classify:
        return RandomForestClassifier(
            criterion=full["criterion"], class_weight=weights(full["class_weight"]), **shared
        )
    return RandomForestRegressor(**shared)


PARAMETERS = (
    Parameter(
        "n_estimators",
        "Trees",
        "integer",
        100,
        "basic",
        "More trees are steadier and cost time in proportion.",
        low=10,
        high=5000,
        log=True,
        source="scikit-learn's default, the reference of defaults.md; 300 trees took 43 of 65 s on ames",
    ),
    Parameter(
        "max_features",
        "Features per split",
        "number",
        "auto",
        "advanced",
        "Share of the features that each split may choose from. Automatic: the square root for classes, "
        "a third for numbers (Breiman 2001).",
        low=0.05,
        high=1.0,
        choices=("auto", "sqrt", "log2"),
        search_low=0.3,
        search_high=1.0,
        source=TIERS,
    ),
    Parameter(
        "min_samples_leaf",
        "Rows per leaf",
        "integer",
        1,
        "advanced",
        "Least number of rows in a leaf; larger values smooth.",
        low=1,
        high=1000,
        log=True,
        unit="rows",
        search_low=1,
        search_high=20,
        source=TABREPO,
    ),
    MAX_SAMPLES,
    Parameter(
        "bootstrap",
        "Resample rows",
        "boolean",
        True,
        "expert",
        "Each tree sees rows drawn with replacement; off: all rows.",
        source=SKLEARN,
    ),
    CRITERION,
    MAX_LEAF_NODES,
    MIN_IMPURITY_DECREASE,
    CLASS_WEIGHT,
)

SPEC = ModelSpec(
    key="random_forest",
    label="Random forest",
    summary="Hundreds of deep trees on resampled rows, averaged. Hard to get wrong.",
    tasks=EVERY,
    encoding="ordinal",
    parameters=PARAMETERS,
    build=build,
    cost=6.0,
    overhead_s=0.1,
    pros=("needs no tuning", "insurance on data with little noise"),
    cons=("large in memory", "probabilities are coarse"),
    source="Breiman (2001), Machine Learning 45, 5-32",
)
