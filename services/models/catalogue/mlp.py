"""Neural networks: a few small ones of different seeds, averaged."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .shared import EVERY, LOG_OF_TARGET, is_classification
from .sources import AUTOSKLEARN, TIERS, TUNED

PATIENCE = 10


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted classifier or regressor; its threads are those of BLAS, limited by the caller."""
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    from ..log_target import StandardisedTarget
    from ..networks import NetworksClassifier, NetworksRegressor

    full = fill(SPEC, values)
    options = {
        "n_networks": int(full["n_networks"]),
        "batch_size": full["batch_size"] if full["batch_size"] == "auto" else int(full["batch_size"]),
        "random_state": seed,
    }
    if is_classification(task):
        return NetworksClassifier(MLPClassifier(**_network(full)), **options)
    networks = NetworksRegressor(MLPRegressor(**_network(full)), **options)
    return StandardisedTarget(networks, log_target=full["log_target"])


def _network(full: Mapping[str, Any]) -> dict[str, Any]:
    units = int(full["units"])
    return {
        "hidden_layer_sizes": [max(2, units // 2**place) for place in range(int(full["layers"]))],
        "activation": full["activation"],
        "alpha": float(full["alpha"]),
        "learning_rate_init": float(full["learning_rate"]),
        "max_iter": int(full["max_epochs"]),
        "n_iter_no_change": PATIENCE,
    }


PARAMETERS = (
    Parameter(
        "layers",
        "Layers",
        "integer",
        2,
        "advanced",
        "Hidden layers; each has half the units of the one before.",
        low=1,
        high=3,
        search_low=1,
        search_high=3,
        source=TUNED,
    ),
    Parameter(
        "units",
        "Units",
        "integer",
        128,
        "advanced",
        "Units of the first hidden layer; more fit finer structure and take longer.",
        low=4,
        high=1024,
        log=True,
        search_low=16,
        search_high=256,
        source=TUNED,
    ),
    Parameter(
        "learning_rate",
        "Learning rate",
        "number",
        2e-3,
        "advanced",
        "Size of the steps of Adam; too large ones do not settle.",
        low=1e-5,
        high=0.1,
        log=True,
        search_low=3e-4,
        search_high=1e-2,
        source=TUNED,
    ),
    LOG_OF_TARGET,
    Parameter(
        "alpha",
        "Weight decay (alpha)",
        "number",
        1e-3,
        "expert",
        "Shrinkage of the weights: large values are smoother.",
        low=0.0,
        high=10.0,
        log=True,
        search_low=1e-6,
        search_high=1e-1,
        source=TUNED,
    ),
    Parameter(
        "batch_size",
        "Rows per step",
        "integer",
        "auto",
        "expert",
        "Automatic: 32 below 2,000 rows, 128 below 20,000, else 256.",
        low=4,
        high=4096,
        choices=("auto",),
        log=True,
        unit="rows",
        source=TUNED,
    ),
    Parameter(
        "max_epochs",
        "Epochs",
        "integer",
        60,
        "expert",
        "Passes over the rows at most; training stops after 10 without gain.",
        low=1,
        high=1000,
        log=True,
        source=TUNED,
    ),
    Parameter(
        "activation",
        "Activation",
        "choice",
        "relu",
        "expert",
        "Shape of a unit: relu bends once, tanh is smooth.",
        choices=("relu", "tanh"),
        searched=True,
        source=AUTOSKLEARN,
    ),
    Parameter(
        "n_networks",
        "Networks",
        "integer",
        3,
        "expert",
        "Networks of different seeds that are averaged; more are steadier and cost time in proportion.",
        low=1,
        high=5,
        source=TIERS,
    ),
)

SPEC = ModelSpec(
    key="mlp",
    label="Neural networks",
    summary="Three small neural networks of different seeds, averaged. Smooth relations and interactions.",
    tasks=EVERY,
    encoding="one_hot",
    parameters=PARAMETERS,
    build=build,
    cost=24.0,
    overhead_s=0.33,
    max_rows=100_000,
    pros=("strong on smooth relations with little noise", "finds interactions"),
    cons=("wants scaled numbers", "cannot be read"),
    source="Rumelhart, Hinton & Williams (1986), Nature 323, 533-536; " + TUNED,
)
