"""Random forest: many deep trees on resampled rows, averaged."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import CLASS_WEIGHT, EVERY, is_classification, weights
from .sources import LARGE, SKLEARN, TABARENA, TABREPO, TIERS


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier or regressor."""
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

    full = fill(SPEC, values)
    classify = is_classification(task)
    bootstrap = bool(full["bootstrap"])
    options = {
        "n_estimators": int(full["n_estimators"]),
        "max_features": _max_features(full["max_features"], classify),
        "min_samples_leaf": int(full["min_samples_leaf"]),
        "max_leaf_nodes": None if full["max_leaf_nodes"] == "none" else int(full["max_leaf_nodes"]),
        "min_impurity_decrease": float(full["min_impurity_decrease"]),
        "bootstrap": bootstrap,
        "max_samples": float(full["max_samples"]) if bootstrap else None,
        "n_jobs": n_threads,
        "random_state": seed,
    }
    if classify:
        return RandomForestClassifier(
            criterion=full["criterion"], class_weight=weights(full["class_weight"]), **options
        )
    return RandomForestRegressor(**options)


def _max_features(value: Any, classify: bool) -> str | float:
    if value == "auto":
        return "sqrt" if classify else 1 / 3
    return str(value) if isinstance(value, str) else float(value)


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
    Parameter(
        "max_samples",
        "Share of rows per tree",
        "number",
        1.0,
        "expert",
        "Rows drawn for each tree as a share of all; only with resampling.",
        low=0.05,
        high=1.0,
        search_low=0.5,
        search_high=1.0,
        source=TABARENA,
        needs=("bootstrap", True),
    ),
    Parameter(
        "bootstrap",
        "Resample rows",
        "boolean",
        True,
        "expert",
        "Each tree sees rows drawn with replacement; off: all rows.",
        source=SKLEARN,
    ),
    Parameter(
        "criterion",
        "Split measure",
        "choice",
        "gini",
        "expert",
        "How the purity of a split is measured, for classes.",
        choices=("gini", "entropy", "log_loss"),
        tasks=frozenset({"binary", "multiclass"}),
        source=SKLEARN,
    ),
    Parameter(
        "max_leaf_nodes",
        "Leaves per tree",
        "integer",
        "none",
        "expert",
        "Most leaves of a tree; none sets no limit. A limit saves memory on many rows.",
        low=2,
        high=65536,
        choices=("none",),
        log=True,
        search_low=16,
        search_high=32768,
        source=LARGE,
    ),
    Parameter(
        "min_impurity_decrease",
        "Least gain of a split",
        "number",
        0.0,
        "expert",
        "Splits that gain less are not made.",
        low=0.0,
        high=1.0,
        source=TABARENA,
    ),
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
