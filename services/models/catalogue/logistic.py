"""Logistic regression with automatic strength."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import CLASS_WEIGHT, CLASSES, weights
from .sources import SKLEARN, TIERS, TUNED

L1_RATIO = {"l2": 0.0, "l1": 1.0}


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier."""
    from ..linear import AutoLogisticRegression

    full = fill(SPEC, values)
    return AutoLogisticRegression(
        full["C"] if full["C"] == "auto" else float(full["C"]),
        l1_ratio=L1_RATIO.get(full["penalty"], float(full["l1_ratio"])),
        class_weight=weights(full["class_weight"]),
        random_state=seed,
    )


PARAMETERS = (
    Parameter(
        "C",
        "Strength (C)",
        "number",
        "auto",
        "advanced",
        "Inverse of the shrinkage: small values shrink more. Automatic takes the best of six by 3-fold "
        "log loss.",
        low=1e-6,
        high=1e6,
        choices=("auto",),
        log=True,
        search_low=1e-3,
        search_high=1e2,
        source=TUNED,
    ),
    Parameter(
        "penalty",
        "Shrinkage",
        "choice",
        "l2",
        "expert",
        "l2 shrinks every coefficient, l1 sets some to zero (slower), elastic_net mixes both.",
        choices=("l2", "l1", "elastic_net"),
        searched=True,
        source=TIERS,
    ),
    Parameter(
        "l1_ratio",
        "Share of l1",
        "number",
        0.5,
        "expert",
        "Mix of the two when the shrinkage is elastic_net: 0 is all l2, 1 all l1.",
        low=0.0,
        high=1.0,
        source=TIERS,
        needs=("penalty", "elastic_net"),
    ),
    CLASS_WEIGHT,
)

SPEC = ModelSpec(
    key="logistic",
    label="Logistic regression",
    summary="A weighted sum of the features, turned into a probability. Chooses its own strength.",
    tasks=CLASSES,
    encoding="one_hot",
    parameters=PARAMETERS,
    build=build,
    cost=0.3,
    overhead_s=0.08,
    pros=("coefficients can be read", "steady on few rows or many one-hot columns"),
    cons=("misses curves and interactions",),
    source=SKLEARN,
)
