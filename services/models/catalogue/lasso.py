"""Lasso: a weighted sum of few features, the rest is dropped."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..records import ModelSpec
from . import elastic_net
from .shared import NUMBERS


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted regressor: the elastic net that is all l1."""
    return elastic_net.build(task, {**values, "l1_ratio": 1.0}, seed, n_threads)


PARAMETERS = tuple(one for one in elastic_net.PARAMETERS if one.name != "l1_ratio")

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
