"""The cost model: seconds and memory of one fit from the size of the table, before calibration."""

from collections.abc import Mapping
from math import prod
from typing import Any

from .filling import fill
from .records import ModelSpec

CELLS_PER_UNIT = 1e6
"""Cells in which costs are counted, by definition."""

BYTES_PER_CELL = 8.0
"""A float64, by definition."""

BYTES_PER_NODE = 80.0
"""Of a tree: scikit-learn's node of 64 bytes, and the values beside it."""

COPIES = 4.0
"""Copies of the encoded table during a fit: an assumption of typed, encoded, selected and binned rows."""
FORESTS = ("random_forest", "extra_trees")
USUAL_ROWS = 10_000
"""Rows at which the cost of a model holds whose time does not grow in proportion to them, by definition."""

PROPORTIONAL = ("n_estimators", "max_iter", "max_epochs", "n_networks")
"""Settings with which the time of a fit grows in proportion, unless it is stopped early."""

KERNEL_COLUMNS = 500
"""Columns that the kernel machine adds, most by default (measured: kernel_nys of the reference runs)."""

MACHINE_BYTES = 200 * 2**20
"""What a support vector machine keeps of its kernel (scikit-learn's default cache)."""

_SHARE_SPLIT = 0.63
"""Leaves of a deep tree by rows, by definition: a resampled tree sees 1 - 1/e of them."""


def fit_seconds(
    spec: ModelSpec,
    n_rows: int,
    n_columns: int,
    *,
    n_classes: int | None = None,
    values: Mapping[str, Any] | None = None,
) -> float:
    """Return the expected seconds of one fit with one thread on the reference machine.

    Parameters
    ----------
    n_rows : rows of the training part
    n_columns : columns after encoding
    n_classes : of the target, None for numbers; boosting grows a tree per class and round
    values : hyperparameters that differ from the tuned default; rounds or trees scale the time
    """
    cells = n_rows * max(1, n_columns) / CELLS_PER_UNIT
    classes = n_classes if spec.per_class and n_classes is not None and n_classes > 2 else 1
    grown = cells * (n_rows / USUAL_ROWS) ** (spec.growth - 1)
    return (spec.overhead_s + spec.cost * grown) * classes * _effort(spec, values or {})


def fit_bytes(spec: ModelSpec, n_rows: int, n_columns: int, values: Mapping[str, Any] | None = None) -> float:
    """Return the expected bytes of one fit: copies of the encoded table, and what the model adds."""
    full = fill(spec, values or {})
    width = max(1, n_columns)
    if spec.key == "kernel":
        width += KERNEL_COLUMNS if full["n_components"] == "auto" else int(full["n_components"])
    table = COPIES * BYTES_PER_CELL * n_rows * width
    if spec.key == "svm":
        return table + MACHINE_BYTES
    return table + _forest_bytes(n_rows, full) if spec.key in FORESTS else table


def _forest_bytes(n_rows: int, full: Mapping[str, Any]) -> float:
    per_leaf = full["min_samples_leaf"]
    leaves = n_rows * _SHARE_SPLIT / (1.0 if per_leaf == "auto" else float(per_leaf))
    if full["max_leaf_nodes"] != "none":
        leaves = min(leaves, float(full["max_leaf_nodes"]))
    return BYTES_PER_NODE * 2 * leaves * float(full["n_estimators"])


def _effort(spec: ModelSpec, values: Mapping[str, Any]) -> float:
    """Return the time of these values over the time of the tuned default: trees count in proportion."""
    usual, full = spec.defaults(), fill(spec, values)
    if full.get("early_stopping") or usual.get("early_stopping"):
        return 1.0
    counted = (name for name in PROPORTIONAL if name in full)
    return prod(float(full[name]) / float(usual[name]) for name in counted)
