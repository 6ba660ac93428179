"""Elastic net: a weighted sum that shrinks features and drops some."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import LOG_OF_TARGET, NUMBERS
from .sources import SKLEARN, TIERS


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted regressor."""
    from ..linear import AutoElasticNet

    full = fill(SPEC, values)
    return AutoElasticNet(
        full["alpha"] if full["alpha"] == "auto" else float(full["alpha"]),
        l1_ratio=float(full["l1_ratio"]),
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
    Parameter(
        "l1_ratio",
        "Share of l1",
        "number",
        0.5,
        "advanced",
        "0.01 shrinks nearly all features alike, 1 is the lasso and drops most.",
        low=0.01,
        high=1.0,
        search_low=0.05,
        search_high=1.0,
        source=TIERS,
    ),
    LOG_OF_TARGET,
)

SPEC = ModelSpec(
    key="elastic_net",
    label="Elastic net",
    summary="A weighted sum between ridge and lasso: shrinks, and drops some features.",
    tasks=NUMBERS,
    encoding="one_hot",
    parameters=PARAMETERS,
    build=build,
    cost=0.17,
    overhead_s=0.03,
    pros=("coefficients can be read", "keeps features that go together"),
    cons=("misses curves and interactions",),
    source="Zou & Hastie (2005), Journal of the Royal Statistical Society B 67, 301-320",
)
