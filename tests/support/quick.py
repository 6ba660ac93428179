"""Values with which every model of the catalogue is fitted in a moment."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from hydroml.services.models import spec

QUICK: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "lightgbm": {"preset": "small", "n_estimators": 15},
        "lightgbm_vote": {"rounds": "short"},
        "hist_gradient_boosting": {"max_iter": 12},
        "random_forest": {"n_estimators": 12},
        "extra_trees": {"n_estimators": 12},
        "xgboost": {"n_estimators": 15},
        "catboost": {"n_estimators": 15},
        "mlp": {"units": 16, "max_epochs": 8, "n_networks": 2, "learning_rate": 0.01},
    }
)


def quick(key: str) -> dict[str, Any]:
    """The quick values of a model, empty where its defaults are quick."""
    return dict(QUICK.get(key, {}))


def needs_package(key: str) -> None:
    """Skip the test when the optional package of a model is not installed."""
    if spec(key).package:
        pytest.importorskip(spec(key).package)
