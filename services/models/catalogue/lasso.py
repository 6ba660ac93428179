"""Lasso: a weighted sum of few features, the rest is dropped."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import LOG_OF_TARGET, NUMBERS
from .sources import SKLEARN


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted regressor."""
    from ..linear import AutoElasticNet

    full = fill(SPEC, values)
    return AutoElasticNet(
        full["alpha"] if full["alpha"] == "auto" else float(full["alpha"]),
        l1_ratio=1.0,
        log_target=full["log_target"],
        random_state=seed,
    )


PARAMETERS = (
    Parameter(
        "alpha",
        "Strength (alpha)",
        "number",
        "auto",
        "advanced",
        "Shrinkage: large values drop more features. Automatic takes the best of 50 by 3-fold squared error.",
        low=1e-6,
        high=1e6,
        choices=("auto",),
        log=True,
        search_low=1e-4,
        search_high=10.0,
        source=SKLEARN,
    ),
    LOG_OF_TARGET,
)

SPEC = ModelSpec(
    key="lasso",
    label="Lasso",
    summary="A weighted sum of few features; it drops the others.",
    tasks=NUMBERS,
    encoding="one_hot",
    parameters=PARAMETERS,
    build=build,
    cost=0.19,
    overhead_s=0.03,
    pros=("names the features that matter", "coefficients can be read"),
    cons=("misses curves and interactions", "takes one of several features that repeat each other"),
    source="Tibshirani (1996), Journal of the Royal Statistical Society B 58, 267-288",
)
