"""Extremely randomised trees: many deep trees whose splits are drawn at random, averaged."""

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
from .sources import SKLEARN, TABARENA, TUNED

FEATURES_OF_CLASSES, FEATURES_OF_NUMBERS = 0.5, 1.0
LEAF_OF_CLASSES, LEAF_OF_NUMBERS = 1, 2


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier or regressor."""
    from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

    full = fill(SPEC, values)
    classify = is_classification(task)
    leaf = full["min_samples_leaf"]
    usual = LEAF_OF_CLASSES if classify else LEAF_OF_NUMBERS
    features = FEATURES_OF_CLASSES if classify else FEATURES_OF_NUMBERS
    shared = options(full, seed, n_threads) | {
        "max_features": max_features(full["max_features"], features),
        "min_samples_leaf": usual if leaf == "auto" else int(leaf),
    }
    if classify:
        return ExtraTreesClassifier(
            criterion=full["criterion"], class_weight=weights(full["class_weight"]), **shared
        )
    return ExtraTreesRegressor(**shared)


PARAMETERS = (
    Parameter(
        "n_estimators",
        "Trees",
        "integer",
        200,
        "basic",
        "More trees are steadier and cost time in proportion.",
        low=10,
        high=5000,
        log=True,
        source=TUNED,
    ),
    Parameter(
        "max_features",
        "Features per split",
        "number",
        "auto",
        "advanced",
        "Share of the features that each split may choose from. Automatic: half of them for classes, all "
        "for numbers.",
        low=0.05,
        high=1.0,
        choices=("auto", "sqrt", "log2"),
        search_low=0.3,
        search_high=1.0,
        source=TUNED,
    ),
    Parameter(
        "min_samples_leaf",
        "Rows per leaf",
        "integer",
        "auto",
        "advanced",
        "Least number of rows in a leaf; larger values smooth. Automatic: 1 for classes, 2 for numbers.",
        low=1,
        high=1000,
        choices=("auto",),
        log=True,
        unit="rows",
        search_low=1,
        search_high=20,
        source=TUNED,
    ),
    Parameter(
        "bootstrap",
        "Resample rows",
        "boolean",
        False,
        "expert",
        "Each tree sees rows drawn with replacement; off: all rows, the splits differ enough.",
        source=SKLEARN,
    ),
    MAX_SAMPLES,
    CRITERION,
    MAX_LEAF_NODES,
    MIN_IMPURITY_DECREASE,
    CLASS_WEIGHT,
)

SPEC = ModelSpec(
    key="extra_trees",
    label="Extra trees",
    summary="Hundreds of deep trees with random splits, averaged. Smoother than a random forest.",
    tasks=EVERY,
    encoding="ordinal",
    parameters=PARAMETERS,
    build=build,
    cost=17.5,
    overhead_s=0.15,
    pros=("insurance on data with little noise", "smooth answers for numbers"),
    cons=("large in memory", "loses on noisy data with two classes"),
    source="Geurts, Ernst & Wehenkel (2006), Machine Learning 63, 3-42; " + TABARENA,
)
