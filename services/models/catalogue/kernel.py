"""Kernel machine: a linear model on the columns and on a sample of kernel functions."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import CLASS_WEIGHT, EVERY, LOG_OF_TARGET, is_classification, weights
from .sources import NYSTROEM, TIERS, TUNED


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier or regressor."""
    from ..kernel import KernelClassifier, KernelRegressor

    full = fill(SPEC, values)
    options: dict[str, Any] = {
        "alpha": full["alpha"] if full["alpha"] == "auto" else float(full["alpha"]),
        "gamma": float(full["gamma"]),
        "n_components": full["n_components"] if full["n_components"] == "auto" else int(full["n_components"]),
        "random_state": seed,
    }
    if is_classification(task):
        return KernelClassifier(class_weight=weights(full["class_weight"]), **options)
    return KernelRegressor(log_target=full["log_target"], **options)


PARAMETERS = (
    Parameter(
        "alpha",
        "Strength (alpha)",
        "number",
        "auto",
        "advanced",
        "Shrinkage: large values shrink more. Automatic takes the best by the error on rows set aside.",
        low=1e-4,
        high=1e6,
        choices=("auto",),
        log=True,
        search_low=1e-3,
        search_high=1e3,
        source=TUNED,
    ),
    Parameter(
        "gamma",
        "Width (gamma)",
        "number",
        0.5,
        "advanced",
        "How quickly similarity fades, as a multiple of 1 / the total variance of the columns: small values "
        "are smoother.",
        low=2.0**-15,
        high=2.0**3,
        log=True,
        search_low=2.0**-10,
        search_high=4.0,
        source=TUNED,
    ),
    Parameter(
        "n_components",
        "Kernel functions",
        "integer",
        "auto",
        "expert",
        "How many rows the kernel is built on; more are finer and slower. Automatic: a quarter of the rows, "
        "at most 500.",
        low=2,
        high=2000,
        choices=("auto",),
        log=True,
        search_low=100,
        search_high=1000,
        source=TIERS,
    ),
    LOG_OF_TARGET,
    CLASS_WEIGHT,
)

SPEC = ModelSpec(
    key="kernel",
    label="Kernel machine",
    summary="A weighted sum of the features and of similarities to a sample of rows. Smooth curves.",
    tasks=EVERY,
    encoding="one_hot",
    parameters=PARAMETERS,
    build=build,
    cost=21.0,
    overhead_s=0.02,
    max_rows=20_000,
    pros=("strong on smooth relations with little noise", "chooses its own strength"),
    cons=("cannot be read", "wants scaled numbers"),
    source=NYSTROEM,
)
