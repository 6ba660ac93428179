"""XGBoost, from an optional package."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .boosts import LEARNING_RATE, PACKAGE_NOTE, ROUNDS, stopping
from .shared import EVERY, is_classification
from .sources import GRID, TABARENA

SMALLEST = 1e-30


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier or regressor."""
    from xgboost import XGBClassifier, XGBRegressor

    from ..optional_boosting import XGBoostClassifier, XGBoostRegressor

    full = fill(SPEC, values)
    options = {
        "n_estimators": int(full["n_estimators"]),
        "learning_rate": float(full["learning_rate"]),
        "max_depth": int(full["max_depth"]),
        "min_child_weight": _representable(full["min_child_weight"]),
        "subsample": float(full["subsample"]),
        "colsample_bytree": float(full["colsample_bytree"]),
        "reg_alpha": _representable(full["reg_alpha"]),
        "reg_lambda": _representable(full["reg_lambda"]),
        "tree_method": "hist",
        "n_jobs": n_threads,
        "random_state": seed,
    }
    if is_classification(task):
        return XGBoostClassifier(XGBClassifier(**options), **stopping(full, seed))
    return XGBoostRegressor(XGBRegressor(**options), **stopping(full, seed))


def _representable(value: Any) -> float:
    """Return the value, 0 in place of one so small that the library's 32 bits cannot hold it."""
    return float(value) if value >= SMALLEST else 0.0


PARAMETERS = (
    LEARNING_RATE,
    Parameter(
        "max_depth",
        "Depth",
        "integer",
        4,
        "advanced",
        "Most splits from the root to a leaf; deeper trees fit finer structure and noise.",
        low=1,
        high=14,
        search_low=2,
        search_high=10,
        source=GRID,
    ),
    Parameter(
        "min_child_weight",
        "Weight per leaf",
        "number",
        1.0,
        "advanced",
        "Least weight of the rows in a leaf: their number for numbers, less for classes that are clear.",
        low=0.0,
        high=10000.0,
        log=True,
        search_low=1e-3,
        search_high=20.0,
        source=TABARENA,
    ),
    *ROUNDS,
    Parameter(
        "colsample_bytree",
        "Features per tree",
        "number",
        0.7,
        "expert",
        "Share of the features that each tree may use.",
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
        "Share of the rows that each round sees.",
        low=0.05,
        high=1.0,
        search_low=0.6,
        search_high=1.0,
        source=TABARENA,
    ),
    Parameter(
        "reg_alpha",
        "L1",
        "number",
        0.0,
        "expert",
        "Sets the values of weak leaves to zero.",
        low=0.0,
        high=1000.0,
        log=True,
        search_low=1e-4,
        search_high=5.0,
        source=TABARENA,
    ),
    Parameter(
        "reg_lambda",
        "L2",
        "number",
        1.0,
        "expert",
        "Shrinks the values of leaves.",
        low=0.0,
        high=1000.0,
        log=True,
        search_low=1e-4,
        search_high=5.0,
        source=TABARENA,
    ),
)

SPEC = ModelSpec(
    key="xgboost",
    label="XGBoost",
    summary="Boosted trees of the XGBoost library, regularised for small tables.",
    tasks=EVERY,
    encoding="ordinal",
    parameters=PARAMETERS,
    build=build,
    cost=4.9,
    overhead_s=0.05,
    per_class=True,
    package="xgboost",
    pros=("accurate", "keeps missing values as they are"),
    cons=("hard to read", PACKAGE_NOTE),
    source="Chen & Guestrin (2016), KDD 22, 785-794: XGBoost",
)
