"""Every hyperparameter of every model changes what is fitted, or is said to have no effect."""

from typing import Any

import numpy as np
import pytest

from hydroml.services.experiments import ModelChoice
from hydroml.services.models import CATALOGUE, spec
from hydroml.services.validation import check
from hydroml.tests.services.validation.conftest import proposed
from hydroml.tests.support import profiles
from hydroml.tests.support.quick import needs_package

N = 240
QUICK: dict[str, dict[str, Any]] = {
    "lightgbm": {"preset": "small", "n_estimators": 15},
    "lightgbm_vote": {"rounds": "short"},
    "hist_gradient_boosting": {"max_iter": 12},
    "random_forest": {"n_estimators": 12},
    "extra_trees": {"n_estimators": 12},
    "logistic": {"C": 0.1},
    "ridge": {"alpha": 1.0},
    "elastic_net": {"alpha": 0.1},
    "lasso": {"alpha": 0.1},
    "naive_bayes": {},
    "knn": {},
    "tree": {},
    "svm": {},
    "kernel": {"alpha": 1.0, "n_components": 30},
    "xgboost": {"n_estimators": 20, "early_stopping": False},
    "catboost": {"n_estimators": 20, "early_stopping": False},
    "mlp": {"units": 16, "max_epochs": 6, "n_networks": 1},
}
STOPPED = {"early_stopping": True, "n_estimators": 60, "learning_rate": 0.3}
SLOWLY_STOPPED = {"early_stopping": True, "n_estimators": 400, "learning_rate": 0.1}
ALL_LEAVES = {"learning_rate": 0.3, "min_child_samples": 1, "num_leaves": 32}

# model, setting, what stands beside it, another value, task
CASES: list[tuple[str, str, dict[str, Any], Any, str]] = [
    ("logistic", "C", {}, 10.0, "binary"),
    ("logistic", "C", {}, "auto", "binary"),
    ("logistic", "penalty", {}, "l1", "binary"),
    ("logistic", "penalty", {}, "elastic_net", "binary"),
    ("logistic", "l1_ratio", {"penalty": "elastic_net"}, 0.9, "binary"),
    ("logistic", "class_weight", {}, "balanced", "binary"),
    ("ridge", "alpha", {}, 500.0, "regression"),
    ("ridge", "alpha", {}, "auto", "regression"),
    ("ridge", "log_target", {}, "never", "regression"),
    ("ridge", "log_target", {"log_target": "never"}, "always", "regression"),
    ("elastic_net", "alpha", {}, 1.0, "regression"),
    ("elastic_net", "alpha", {}, "auto", "regression"),
    ("elastic_net", "l1_ratio", {}, 0.1, "regression"),
    ("elastic_net", "log_target", {}, "never", "regression"),
    ("lasso", "alpha", {}, 1.0, "regression"),
    ("lasso", "alpha", {}, "auto", "regression"),
    ("lasso", "log_target", {}, "never", "regression"),
    ("random_forest", "n_estimators", {}, 13, "regression"),
    ("random_forest", "max_features", {}, 1.0, "regression"),
    ("random_forest", "max_features", {}, "log2", "regression"),
    ("random_forest", "min_samples_leaf", {}, 20, "regression"),
    ("random_forest", "max_samples", {}, 0.3, "regression"),
    ("random_forest", "bootstrap", {}, False, "regression"),
    ("random_forest", "criterion", {}, "entropy", "binary"),
    ("random_forest", "max_leaf_nodes", {}, 4, "regression"),
    ("random_forest", "min_impurity_decrease", {}, 0.5, "regression"),
    ("random_forest", "class_weight", {"min_samples_leaf": 10}, "balanced", "binary"),
    ("extra_trees", "n_estimators", {}, 13, "regression"),
    ("extra_trees", "max_features", {}, 0.4, "regression"),
    ("extra_trees", "max_features", {}, "log2", "regression"),
    ("extra_trees", "min_samples_leaf", {}, 20, "regression"),
    ("extra_trees", "max_samples", {"bootstrap": True}, 0.3, "regression"),
    ("extra_trees", "bootstrap", {}, True, "regression"),
    ("extra_trees", "criterion", {"min_samples_leaf": 5}, "entropy", "binary"),
    ("extra_trees", "max_leaf_nodes", {}, 4, "regression"),
    ("extra_trees", "min_impurity_decrease", {}, 0.5, "regression"),
    ("extra_trees", "class_weight", {"min_samples_leaf": 10}, "balanced", "binary"),
    ("naive_bayes", "var_smoothing", {}, 1.0, "binary"),
    ("knn", "n_neighbors", {}, 4, "regression"),
    ("knn", "weights", {}, "distance", "regression"),
    ("knn", "p", {}, 1.5, "regression"),
    ("knn", "p", {}, 2, "regression"),
    ("tree", "max_depth", {}, 2, "regression"),
    ("tree", "max_depth", {}, "none", "regression"),
    ("tree", "min_samples_leaf", {}, 30, "regression"),
    ("tree", "max_leaf_nodes", {}, 3, "regression"),
    ("tree", "criterion", {}, "entropy", "binary"),
    ("tree", "class_weight", {}, "balanced", "binary"),
    ("svm", "C", {}, 100.0, "regression"),
    ("svm", "C", {}, 100.0, "binary"),
    ("svm", "gamma", {}, 0.01, "regression"),
    ("svm", "gamma", {}, 0.01, "binary"),
    ("svm", "epsilon", {}, 0.9, "regression"),
    ("svm", "log_target", {}, "never", "regression"),
    ("svm", "class_weight", {}, "balanced", "binary"),
    ("kernel", "alpha", {}, 100.0, "regression"),
    ("kernel", "alpha", {}, 100.0, "binary"),
    ("kernel", "alpha", {}, "auto", "regression"),
    ("kernel", "alpha", {}, "auto", "binary"),
    ("kernel", "gamma", {}, 0.01, "regression"),
    ("kernel", "n_components", {}, 5, "regression"),
    ("kernel", "n_components", {}, "auto", "regression"),
    ("kernel", "log_target", {}, "never", "regression"),
    ("kernel", "class_weight", {}, "balanced", "binary"),
    ("mlp", "layers", {}, 1, "regression"),
    ("mlp", "units", {}, 8, "regression"),
    ("mlp", "learning_rate", {}, 0.01, "regression"),
    ("mlp", "log_target", {}, "never", "regression"),
    ("mlp", "alpha", {}, 5.0, "regression"),
    ("mlp", "batch_size", {}, 100, "regression"),
    ("mlp", "max_epochs", {}, 2, "regression"),
    ("mlp", "activation", {}, "tanh", "regression"),
    ("mlp", "n_networks", {}, 2, "regression"),
    ("xgboost", "learning_rate", {}, 0.2, "regression"),
    ("xgboost", "max_depth", {}, 2, "regression"),
    ("xgboost", "min_child_weight", {}, 60.0, "regression"),
    ("xgboost", "n_estimators", {}, 25, "regression"),
    ("xgboost", "n_estimators", STOPPED, 3, "regression"),
    ("xgboost", "early_stopping", {"learning_rate": 0.3, "n_estimators": 150}, True, "regression"),
    ("xgboost", "patience", SLOWLY_STOPPED, 1, "regression"),
    ("xgboost", "validation_share", SLOWLY_STOPPED, 0.4, "regression"),
    ("xgboost", "colsample_bytree", {}, 1.0, "regression"),
    ("xgboost", "subsample", {}, 0.3, "regression"),
    ("xgboost", "reg_alpha", {}, 20.0, "regression"),
    ("xgboost", "reg_lambda", {}, 50.0, "regression"),
    ("catboost", "learning_rate", {}, 0.2, "regression"),
    ("catboost", "depth", {}, 2, "regression"),
    ("catboost", "l2_leaf_reg", {}, 50.0, "regression"),
    ("catboost", "n_estimators", {}, 25, "regression"),
    ("catboost", "n_estimators", STOPPED, 3, "regression"),
    ("catboost", "early_stopping", {"learning_rate": 0.3, "n_estimators": 150}, True, "regression"),
    ("catboost", "patience", STOPPED, 1, "regression"),
    ("catboost", "validation_share", STOPPED, 0.5, "regression"),
    ("catboost", "rsm", {}, 1.0, "regression"),
    ("catboost", "subsample", {}, 0.3, "regression"),
    ("catboost", "random_strength", {}, 20.0, "regression"),
    ("hist_gradient_boosting", "preset", {}, "library", "regression"),
    ("hist_gradient_boosting", "learning_rate", {}, 0.2, "regression"),
    ("hist_gradient_boosting", "max_leaf_nodes", {}, 3, "regression"),
    ("hist_gradient_boosting", "min_samples_leaf", {}, 60, "regression"),
    ("hist_gradient_boosting", "max_iter", {}, 20, "regression"),
    ("hist_gradient_boosting", "l2_regularization", {}, 50.0, "regression"),
    ("hist_gradient_boosting", "max_features", {}, 1.0, "regression"),
    ("hist_gradient_boosting", "early_stopping", {}, True, "regression"),
    ("hist_gradient_boosting", "class_weight", {}, "balanced", "binary"),
    ("lightgbm", "preset", {}, "flexible", "regression"),
    ("lightgbm", "preset", {"n_estimators": 200}, "balanced", "regression"),
    ("lightgbm", "learning_rate", {}, 0.2, "regression"),
    ("lightgbm", "num_leaves", {}, 3, "regression"),
    ("lightgbm", "min_child_samples", {}, 60, "regression"),
    ("lightgbm", "n_estimators", {}, 25, "regression"),
    ("lightgbm", "n_estimators", STOPPED, 3, "regression"),
    ("lightgbm", "early_stopping", {"learning_rate": 0.3, "n_estimators": 150}, True, "regression"),
    ("lightgbm", "patience", STOPPED, 1, "regression"),
    ("lightgbm", "validation_share", STOPPED, 0.5, "regression"),
    ("lightgbm", "colsample_bytree", {}, 1.0, "regression"),
    ("lightgbm", "subsample", {}, 0.3, "regression"),
    ("lightgbm", "reg_alpha", {}, 20.0, "regression"),
    ("lightgbm", "reg_lambda", {}, 50.0, "regression"),
    ("lightgbm", "extra_trees", {}, True, "regression"),
    ("lightgbm", "max_bin", ALL_LEAVES, 63, "regression"),
    ("lightgbm", "class_weight", {}, "balanced", "binary"),
    ("lightgbm_vote", "rounds", {}, "tuned", "regression"),
    ("lightgbm_vote", "class_weight", {}, "balanced", "binary"),
]


def rows(task: str) -> tuple[Any, Any]:
    rng = np.random.default_rng(2)
    features = rng.normal(size=(N, 5))
    signal = features[:, 0] * features[:, 1] + features[:, 2] + 0.5 * rng.normal(size=N)
    return features, np.exp(signal) if task == "regression" else (signal > 1).astype(int)


def fitted(key: str, values: dict[str, Any], task: Any) -> Any:
    features, target = rows(task)
    estimator = spec(key).build(task, values, 3, 1).fit(features, target)
    return estimator.predict(features) if task == "regression" else estimator.predict_proba(features)


@pytest.mark.parametrize(
    ("key", "name", "beside", "value", "task"), CASES, ids=[f"{one[0]}-{one[1]}-{one[3]}" for one in CASES]
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_hyperparameter_changes_what_is_fitted(
    key: str, name: str, beside: dict[str, Any], value: Any, task: str
) -> None:
    needs_package(key)
    base = {**QUICK[key], **beside}
    changed = fitted(key, {**base, name: value}, task)
    assert not np.array_equal(fitted(key, base, task), changed)


def test_every_hyperparameter_of_the_catalogue_is_tried() -> None:
    tried = {(key, name) for key, name, *_ in CASES}
    assert tried == {(key, one.name) for key, model in CATALOGUE.items() for one in model.parameters}


@pytest.mark.parametrize(
    ("key", "values", "name"),
    [
        ("logistic", {"l1_ratio": 0.9}, "l1_ratio"),
        ("random_forest", {"bootstrap": False, "max_samples": 0.5}, "max_samples"),
        ("lightgbm", {"preset": "small", "patience": 9}, "patience"),
        ("lightgbm", {"early_stopping": False, "validation_share": 0.4}, "validation_share"),
    ],
)
def test_one_that_does_nothing_beside_the_others_is_told(key: Any, values: Any, name: str) -> None:
    profile = profiles.churn()
    config = proposed(profile, models=(ModelChoice(key=key, hyperparameters=values),))
    told = [one.field for one in check(config, profile) if one.code == "SETTING_NO_EFFECT"]
    assert told == [f"/models/0/hyperparameters/{name}"]


@pytest.mark.parametrize("key", sorted(set(CATALOGUE) - {"dummy"}))
def test_one_that_the_model_does_not_have_is_refused(key: Any) -> None:
    profile = profiles.churn() if "binary" in CATALOGUE[key].tasks else profiles.people()
    config = proposed(profile, models=(ModelChoice(key=key, hyperparameters={"magic": 1}),))
    found = [one for one in check(config, profile) if one.code == "HYPERPARAMETER_RANGE"]
    assert [one.field for one in found] == ["/models/0/hyperparameters/magic"]


def test_one_that_does_nothing_in_this_task_is_refused() -> None:
    profile = profiles.people()
    models = (ModelChoice(key="random_forest", hyperparameters={"criterion": "entropy"}),)
    found = check(proposed(profile, models=models), profile)
    assert [(one.field, one.severity) for one in found] == [("/models/0/hyperparameters/criterion", "error")]


def test_class_weights_of_a_model_that_override_those_of_the_experiment_are_told() -> None:
    profile = profiles.churn()
    models = (ModelChoice(key="logistic", hyperparameters={"class_weight": "none"}),)
    config = proposed(profile, models=models, imbalance__class_weight="balanced")
    found = [one for one in check(config, profile) if one.code == "SETTING_NO_EFFECT"]
    assert [one.field for one in found] == ["/imbalance/class_weight"]
