"""The baseline: what can be had without looking at any feature."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..records import ModelSpec
from .shared import EVERY, is_classification
from .sources import SKLEARN


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the estimator that always answers the class shares, or the mean."""
    from sklearn.dummy import DummyClassifier, DummyRegressor

    if is_classification(task):
        return DummyClassifier(strategy="prior", random_state=seed)
    return DummyRegressor(strategy="mean")


SPEC = ModelSpec(
    key="dummy",
    label="Baseline",
    summary="Always answers the class shares, or the mean. What every other model has to beat.",
    tasks=EVERY,
    encoding="ordinal",
    parameters=(),
    build=build,
    cost=0.001,
    overhead_s=0.001,
    pros=("instant", "shows what a score is worth"),
    cons=("learns nothing from the features",),
    source=SKLEARN,
)
