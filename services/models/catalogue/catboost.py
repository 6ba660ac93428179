"""CatBoost, from an optional package."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .boosts import LEARNING_RATE, PACKAGE_NOTE, ROUNDS, stopping
from .shared import EVERY, is_classification
from .sources import CATBOOST_DOCS, GRID, TABARENA


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier or regressor."""
    import catboost

    from ..optional_boosting import CatBoostClassifier, CatBoostRegressor

    full = fill(SPEC, values)
    options = {
        "n_estimators": int(full["n_estimators"]),
        "learning_rate": float(full["learning_rate"]),
        "depth": int(full["depth"]),
        "l2_leaf_reg": float(full["l2_leaf_reg"]),
        "rsm": float(full["rsm"]),
        "subsample": float(full["subsample"]),
        "bootstrap_type": "MVS",
        "random_strength": float(full["random_strength"]),
        "thread_count": n_threads,
        "random_seed": seed,
        "allow_writing_files": False,
        "verbose": False,
    }
    if is_classification(task):
        return CatBoostClassifier(catboost.CatBoostClassifier(**options), **stopping(full, seed))
    return CatBoostRegressor(catboost.CatBoostRegressor(**options), **stopping(full, seed))


PARAMETERS = (
    replace(LEARNING_RATE, default=0.08, search_high=0.2, source=GRID),
    Parameter(
        "depth",
        "Depth",
        "integer",
        4,
        "advanced",
        "Splits from the root to each leaf; deeper trees fit finer structure and noise, and take twice as "
        "long per level.",
        low=1,
        high=10,
        search_low=3,
        search_high=8,
        source=GRID,
    ),
    Parameter(
        "l2_leaf_reg",
        "L2",
        "number",
        3.0,
        "advanced",
        "Shrinks the values of leaves.",
        low=0.0,
        high=1000.0,
        log=True,
        search_low=0.1,
        search_high=30.0,
        source=CATBOOST_DOCS,
    ),
    *ROUNDS,
    Parameter(
        "rsm",
        "Features per split",
        "number",
        0.5,
        "expert",
        "Share of the features that each split may choose from.",
        low=0.05,
        high=1.0,
        search_low=0.4,
        search_high=1.0,
        source=GRID,
    ),
    Parameter(
        "subsample",
        "Rows per round",
        "number",
        0.8,
        "expert",
        "Share of the rows that each round sees; at least 20 rows.",
        low=0.05,
        high=1.0,
        search_low=0.6,
        search_high=1.0,
        source=TABARENA,
    ),
    Parameter(
        "random_strength",
        "Random splits",
        "number",
        1.0,
        "expert",
        "Noise in the choice of splits; more is smoother.",
        low=0.0,
        high=100.0,
        search_low=0.0,
        search_high=5.0,
        source=CATBOOST_DOCS,
    ),
)

SPEC = ModelSpec(
    key="catboost",
    label="CatBoost",
    summary="Boosted trees of the CatBoost library: symmetric trees that seldom overfit.",
    tasks=EVERY,
    encoding="ordinal",
    parameters=PARAMETERS,
    build=build,
    cost=14.5,
    overhead_s=0.03,
    per_class=True,
    package="catboost",
    pros=("accurate with its defaults", "keeps missing values as they are"),
    cons=("slow on few rows", PACKAGE_NOTE),
    source="Prokhorenkova et al. (2018), NeurIPS 31: CatBoost",
)
