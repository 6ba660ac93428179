"""A single decision tree, small enough to be read."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .forests import CRITERION
from .shared import CLASS_WEIGHT, EVERY, is_classification, weights
from .sources import GRID, LARGE


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier or regressor."""
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    full = fill(SPEC, values)
    options = {
        "max_depth": None if full["max_depth"] == "none" else int(full["max_depth"]),
        "max_leaf_nodes": None if full["max_leaf_nodes"] == "none" else int(full["max_leaf_nodes"]),
        "min_samples_leaf": int(full["min_samples_leaf"]),
        "random_state": seed,
    }
    if is_classification(task):
        return DecisionTreeClassifier(
            criterion=full["criterion"], class_weight=weights(full["class_weight"]), **options
        )
    return DecisionTreeRegressor(**options)


PARAMETERS = (
    Parameter(
        "max_depth",
        "Depth",
        "integer",
        5,
        "basic",
        "Most questions from the root to an answer; beyond five a tree is hard to read. none sets no limit.",
        low=1,
        high=50,
        choices=("none",),
        search_low=2,
        search_high=12,
        source=GRID,
    ),
    Parameter(
        "min_samples_leaf",
        "Rows per leaf",
        "integer",
        10,
        "advanced",
        "Least number of rows in a leaf; larger values smooth.",
        low=1,
        high=1000,
        log=True,
        unit="rows",
        search_low=1,
        search_high=64,
        source=GRID,
    ),
    Parameter(
        "max_leaf_nodes",
        "Leaves",
        "integer",
        "none",
        "expert",
        "Most leaves of the tree; none sets no limit.",
        low=2,
        high=65536,
        choices=("none",),
        log=True,
        search_low=4,
        search_high=256,
        source=LARGE,
    ),
    CRITERION,
    CLASS_WEIGHT,
)

SPEC = ModelSpec(
    key="tree",
    label="Decision tree",
    summary="A few yes-or-no questions in a row. Can be drawn and read.",
    tasks=EVERY,
    encoding="ordinal",
    parameters=PARAMETERS,
    build=build,
    cost=0.1,
    overhead_s=0.002,
    pros=("can be read as rules", "keeps missing values as they are"),
    cons=("coarse answers", "another sample may give another tree"),
    source="Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees",
)
