"""Support vector machine with a Gaussian kernel."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import CLASS_WEIGHT, EVERY, LOG_OF_TARGET, NUMBERS, is_classification, weights
from .sources import GRID, SKLEARN, TIERS


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier or regressor."""
    from ..log_target import StandardisedTarget
    from ..support_vectors import GaussianSVC, GaussianSVR

    full = fill(SPEC, values)
    strength, gamma = float(full["C"]), float(full["gamma"])
    if is_classification(task):
        return GaussianSVC(
            strength, gamma=gamma, class_weight=weights(full["class_weight"]), random_state=seed
        )
    machine = GaussianSVR(strength, gamma=gamma, epsilon=float(full["epsilon"]))
    return StandardisedTarget(machine, log_target=full["log_target"])


PARAMETERS = (
    Parameter(
        "C",
        "Strength (C)",
        "number",
        10.0,
        "advanced",
        "Inverse of the shrinkage: large values follow single rows and take longer.",
        low=1e-3,
        high=1e4,
        log=True,
        search_low=2.0**-3,
        search_high=2.0**10,
        source=GRID,
    ),
    Parameter(
        "gamma",
        "Width (gamma)",
        "number",
        0.3,
        "advanced",
        "How quickly similarity fades, as a multiple of 1 / columns: small values are smoother.",
        low=2.0**-15,
        high=2.0**3,
        log=True,
        search_low=2.0**-10,
        search_high=4.0,
        source=GRID,
    ),
    Parameter(
        "epsilon",
        "Free error (epsilon)",
        "number",
        0.1,
        "expert",
        "Errors up to this share of the target's standard deviation cost nothing.",
        low=1e-4,
        high=1.0,
        log=True,
        search_low=1e-3,
        search_high=1.0,
        tasks=NUMBERS,
        source=TIERS,
    ),
    LOG_OF_TARGET,
    CLASS_WEIGHT,
)

SPEC = ModelSpec(
    key="svm",
    label="Support vector machine",
    summary="A smooth border or curve that rests on the rows nearest to it. Gaussian kernel.",
    tasks=EVERY,
    encoding="one_hot",
    parameters=PARAMETERS,
    build=build,
    cost=37.0,
    overhead_s=0.03,
    growth=2.0,
    max_rows=6_000,
    pros=("strong on few rows and smooth relations",),
    cons=("time grows with the square of the rows", "cannot be read"),
    source="Cortes & Vapnik (1995), Machine Learning 20, 273-297; " + SKLEARN,
)
