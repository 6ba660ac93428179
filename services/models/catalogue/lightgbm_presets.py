"""The three tuned LightGBM settings, alone or averaged, and how an estimator is made of them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ...vocabulary import Task
from .shared import is_classification, weights

_COMMON: Mapping[str, Any] = {
    "extra_trees": False,
    "early_stopping": False,
    "validation_share": 0.2,
    "patience": 40,
    "subsample": 1.0,
    "reg_alpha": 0.0,
    "reg_lambda": 0.0,
    "max_bin": 255,
}
SMALL: Mapping[str, Any] = MappingProxyType(
    {
        **_COMMON,
        "n_estimators": 400,
        "learning_rate": 0.03,
        "num_leaves": 8,
        "min_child_samples": 10,
        "colsample_bytree": 0.5,
        "subsample": 0.8,
        "reg_lambda": 1.0,
    }
)
BALANCED: Mapping[str, Any] = MappingProxyType(
    {
        **_COMMON,
        "extra_trees": True,
        "early_stopping": True,
        "n_estimators": 1500,
        "learning_rate": 0.04,
        "num_leaves": 16,
        "min_child_samples": 10,
        "colsample_bytree": 0.5,
        "reg_lambda": 1.0,
    }
)
FLEXIBLE: Mapping[str, Any] = MappingProxyType(
    {
        **_COMMON,
        "n_estimators": 700,
        "learning_rate": 0.024,
        "num_leaves": 53,
        "min_child_samples": 14,
        "colsample_bytree": 0.7,
    }
)
PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {"small": SMALL, "balanced": BALANCED, "flexible": FLEXIBLE}
)


def estimator(task: Task, full: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return one unfitted LightGBM estimator, early stopped or not, of complete values.

    Parameters
    ----------
    task : what the target is
    full : every value of a preset, and ``class_weight``
    seed : from which all randomness of the fit derives
    n_threads : threads of a fit
    """
    import lightgbm

    classify = is_classification(task)
    kind = lightgbm.LGBMClassifier if classify else lightgbm.LGBMRegressor
    plain = kind(**_options(full, classify), random_state=seed, n_jobs=n_threads)
    if not full["early_stopping"]:
        return plain
    from ..early_stopping import EarlyStoppedClassifier, EarlyStoppedRegressor

    stopped = EarlyStoppedClassifier if classify else EarlyStoppedRegressor
    return stopped(
        plain,
        validation_share=float(full["validation_share"]),
        patience=int(full["patience"]),
        random_state=seed,
    )


def _options(full: Mapping[str, Any], classify: bool) -> dict[str, Any]:
    options: dict[str, Any] = {
        "n_estimators": int(full["n_estimators"]),
        "learning_rate": float(full["learning_rate"]),
        "num_leaves": int(full["num_leaves"]),
        "min_child_samples": int(full["min_child_samples"]),
        "colsample_bytree": float(full["colsample_bytree"]),
        "subsample": float(full["subsample"]),
        "subsample_freq": 1,
        "reg_alpha": float(full["reg_alpha"]),
        "reg_lambda": float(full["reg_lambda"]),
        "max_bin": int(full["max_bin"]),
        "extra_trees": bool(full["extra_trees"]),
        "deterministic": True,
        "force_row_wise": True,
        "verbosity": -1,
    }
    if classify:
        options["class_weight"] = weights(full["class_weight"])
    return options
