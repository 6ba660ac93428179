"""The models that can be trained, each in a module of its own; building one imports its library."""

from collections.abc import Mapping
from types import MappingProxyType

from ...errors import InvalidInputError
from ...vocabulary import ModelKey, Task
from ..records import ModelSpec
from . import (
    blend,
    catboost,
    dummy,
    elastic_net,
    extra_trees,
    hist_gradient_boosting,
    kernel,
    knn,
    lasso,
    lightgbm,
    lightgbm_vote,
    logistic,
    mlp,
    naive_bayes,
    random_forest,
    ridge,
    svm,
    tree,
    xgboost,
)

BASELINE: ModelKey = "dummy"

CATALOGUE: Mapping[ModelKey, ModelSpec] = MappingProxyType(
    {
        module.SPEC.key: module.SPEC
        for module in (
            lightgbm_vote,
            lightgbm,
            hist_gradient_boosting,
            xgboost,
            catboost,
            random_forest,
            extra_trees,
            kernel,
            svm,
            mlp,
            logistic,
            ridge,
            elastic_net,
            lasso,
            tree,
            knn,
            naive_bayes,
            blend,
            dummy,
        )
    }
)


def spec(key: str) -> ModelSpec:
    """Return the entry called `key`.

    Raises
    ------
    InvalidInputError
        If the catalogue has no such model.
    """
    found = next((one for one in CATALOGUE.values() if one.key == key), None)
    if found is None:
        raise InvalidInputError(
            f"There is no model '{key}' in this version.",
            code="MODEL_UNKNOWN",
            hint=f"Choose one of {', '.join(CATALOGUE)}.",
        )
    return found


def models_for(task: Task) -> tuple[ModelSpec, ...]:
    """Return the models that can do a task, the baseline last."""
    return tuple(one for one in CATALOGUE.values() if task in one.tasks)
