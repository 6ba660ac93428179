"""The weighted short list: an average of the other models of the experiment."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..records import ModelSpec
from .shared import EVERY
from .sources import SELECTION


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Refuse: it is put together from models that are fitted, each with its own preprocessing."""
    raise ValueError("The weighted short list is made of the other models of an experiment.")


SPEC = ModelSpec(
    key="blend",
    label="Weighted short list",
    summary="The average of the other models of this experiment, weighted by what they predict on the folds.",
    tasks=EVERY,
    encoding="ordinal",
    parameters=(),
    build=build,
    cost=0.0,
    overhead_s=0.0,
    combines=True,
    pros=("mostly better than its best member", "no further fit in the comparison"),
    cons=("as many models to fit and keep as have a weight", "hard to read"),
    source=SELECTION,
)
