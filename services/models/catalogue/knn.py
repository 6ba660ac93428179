"""Nearest neighbours: the answer of the most similar rows."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import EVERY, is_classification
from .sources import GRID


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier or regressor."""
    from ..neighbours import NeighboursClassifier, NeighboursRegressor

    full = fill(SPEC, values)
    kind = NeighboursClassifier if is_classification(task) else NeighboursRegressor
    return kind(int(full["n_neighbors"]), weights=full["weights"], p=float(full["p"]), n_jobs=n_threads)


PARAMETERS = (
    Parameter(
        "n_neighbors",
        "Neighbours",
        "integer",
        30,
        "advanced",
        "How many similar rows answer; more are smoother. All rows when there are fewer.",
        low=1,
        high=1000,
        log=True,
        unit="rows",
        search_low=3,
        search_high=100,
        source=GRID,
    ),
    Parameter(
        "weights",
        "Weights",
        "choice",
        "uniform",
        "advanced",
        "distance: nearer rows count more; uniform: all alike.",
        choices=("uniform", "distance"),
        searched=True,
        source=GRID,
    ),
    Parameter(
        "p",
        "Power of the distance",
        "choice",
        1,
        "expert",
        "2 is the straight line; 1 adds up the differences and minds single far values less.",
        choices=(1, 1.5, 2),
        searched=True,
        source=GRID,
    ),
)

SPEC = ModelSpec(
    key="knn",
    label="Nearest neighbours",
    summary="Answers with the most similar rows of the training data.",
    tasks=EVERY,
    encoding="one_hot",
    parameters=PARAMETERS,
    build=build,
    cost=2.6,
    overhead_s=0.002,
    growth=2.0,
    max_rows=50_000,
    max_columns=50,
    pros=("nothing to fit", "follows any shape where rows lie densely"),
    cons=("columns without meaning blur what is similar", "slow to predict on many rows"),
    source="Cover & Hart (1967), IEEE Transactions on Information Theory 13, 21-27",
)
