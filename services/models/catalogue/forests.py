"""What random forests and extremely randomised trees have in common: settings and scikit-learn's options."""

from collections.abc import Mapping
from typing import Any

from ..records import Parameter
from .shared import CLASSES
from .sources import LARGE, SKLEARN, TABARENA


def options(full: Mapping[str, Any], seed: int, n_threads: int) -> dict[str, Any]:
    """Return the options that both take for classes and for numbers.

    Parameters
    ----------
    full : a value for every setting
    """
    bootstrap = bool(full["bootstrap"])
    return {
        "n_estimators": int(full["n_estimators"]),
        "max_leaf_nodes": None if full["max_leaf_nodes"] == "none" else int(full["max_leaf_nodes"]),
        "min_impurity_decrease": float(full["min_impurity_decrease"]),
        "bootstrap": bootstrap,
        "max_samples": float(full["max_samples"]) if bootstrap else None,
        "n_jobs": n_threads,
        "random_state": seed,
    }


def max_features(value: Any, automatic: str | float) -> str | float:
    """Return the features per split as scikit-learn takes them."""
    if value == "auto":
        return automatic
    return str(value) if isinstance(value, str) else float(value)


MAX_SAMPLES = Parameter(
    "max_samples",
    "Share of rows per tree",
    "number",
    1.0,
    "expert",
    "Rows drawn for each tree as a share of all; only with resampling.",
    low=0.05,
    high=1.0,
    search_low=0.5,
    search_high=1.0,
    source=TABARENA,
    needs=("bootstrap", True),
)
CRITERION = Parameter(
    "criterion",
    "Split measure",
    "choice",
    "gini",
    "expert",
    "How the purity of a split is measured, for classes.",
    choices=("gini", "entropy", "log_loss"),
    tasks=CLASSES,
    source=SKLEARN,
)
MAX_LEAF_NODES = Parameter(
    "max_leaf_nodes",
    "Leaves per tree",
    "integer",
    "none",
    "expert",
    "Most leaves of a tree; none sets no limit. A limit saves memory on many rows.",
    low=2,
    high=65536,
    choices=("none",),
    log=True,
    search_low=16,
    search_high=32768,
    source=LARGE,
)
MIN_IMPURITY_DECREASE = Parameter(
    "min_impurity_decrease",
    "Least gain of a split",
    "number",
    0.0,
    "expert",
    "Splits that gain less are not made.",
    low=0.0,
    high=1.0,
    source=TABARENA,
)
