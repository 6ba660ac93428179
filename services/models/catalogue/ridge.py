"""Ridge regression with automatic strength and, for skewed positive targets, a log target."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import LOG_OF_TARGET, NUMBERS
from .sources import SKLEARN, TUNED


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted regressor."""
    from ..linear import AutoRidge

    full = fill(SPEC, values)
    alpha = full["alpha"] if full["alpha"] == "auto" else float(full["alpha"])
    return AutoRidge(alpha, log_target=full["log_target"])


PARAMETERS = (
    Parameter(
        "alpha",
        "Strength (alpha)",
        "number",
        "auto",
        "advanced",
        "Shrinkage: large values shrink more. Automatic takes the best of 13 by leave-one-out error.",
        low=1e-6,
        high=1e8,
        choices=("auto",),
        log=True,
        search_low=1e-2,
        search_high=1e4,
        source=TUNED,
    ),
    LOG_OF_TARGET,
)

SPEC = ModelSpec(
    key="ridge",
    label="Ridge regression",
    summary="A weighted sum of the features. Chooses its own strength.",
    tasks=NUMBERS,
    encoding="one_hot",
    parameters=PARAMETERS,
    build=build,
    cost=0.2,
    overhead_s=0.002,
    pros=("coefficients can be read", "fast", "steady on few rows or many one-hot columns"),
    cons=("misses curves and interactions",),
    source=SKLEARN,
)
