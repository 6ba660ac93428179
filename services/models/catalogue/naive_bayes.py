"""Gaussian naive Bayes: each feature on its own, as if the others were not there."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import CLASSES
from .sources import SKLEARN


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier."""
    from sklearn.naive_bayes import GaussianNB

    full = fill(SPEC, values)
    return GaussianNB(var_smoothing=float(full["var_smoothing"]))


PARAMETERS = (
    Parameter(
        "var_smoothing",
        "Smoothing",
        "number",
        1e-9,
        "advanced",
        "Share of the largest variance that is added to every variance; larger values are more cautious.",
        low=1e-12,
        high=10.0,
        log=True,
        search_low=1e-9,
        search_high=1.0,
        source=SKLEARN,
    ),
)

SPEC = ModelSpec(
    key="naive_bayes",
    label="Naive Bayes",
    summary="Weighs each feature on its own. The quickest check of what single features say.",
    tasks=CLASSES,
    encoding="one_hot",
    parameters=PARAMETERS,
    build=build,
    cost=0.02,
    overhead_s=0.002,
    pros=("fits in an instant", "steady on few rows"),
    cons=("too sure of itself when features repeat each other", "misses interactions"),
    source="Hand & Yu (2001), International Statistical Review 69, 385-398; " + SKLEARN,
)
