"""The words that cross a border: every enumeration of the REST API, the configuration and the stores."""

from typing import Literal

Task = Literal["binary", "multiclass", "regression", "forecasting"]
ColumnKind = Literal[
    "numeric", "integer", "boolean", "categorical", "datetime", "text", "identifier", "constant"
]
SizeBand = Literal["small", "medium", "large"]
DatasetStatus = Literal["processing", "ready", "failed"]
ExperimentStatus = Literal["draft", "queued", "running", "succeeded", "failed", "cancelled"]
JobStatus = Literal["queued", "running", "succeeded", "failed", "cancelled"]
JobKind = Literal["training"]
ValidationStrategy = Literal[
    "holdout",
    "kfold",
    "stratified_kfold",
    "repeated_kfold",
    "repeated_stratified_kfold",
    "group_kfold",
    "stratified_group_kfold",
    "time_expanding",
    "time_sliding",
    "predefined",
]
Metric = Literal[
    "roc_auc",
    "average_precision",
    "log_loss",
    "brier",
    "accuracy",
    "balanced_accuracy",
    "f1",
    "f1_macro",
    "mcc",
    "rmse",
    "mae",
    "medae",
    "r2",
    "nse",
    "mape",
    "rmsle",
    "mase",
    "smape",
    "coverage",
]
Direction = Literal["maximize", "minimize"]
ModelKey = Literal[
    "dummy",
    "logistic",
    "ridge",
    "elastic_net",
    "lasso",
    "knn",
    "svm",
    "naive_bayes",
    "tree",
    "random_forest",
    "extra_trees",
    "hist_gradient_boosting",
    "lightgbm",
    "lightgbm_vote",
    "kernel",
    "mlp",
    "blend",
    "xgboost",
    "catboost",
    "seasonal_naive",
]
TransformStep = Literal["impute", "scale", "power", "encode", "date_parts", "text", "lags", "drop"]
Severity = Literal["error", "warning", "info"]
Visibility = Literal["private", "projects", "everyone"]
Sampler = Literal["tpe", "random", "qmc", "cmaes", "grid", "gp"]
Pruner = Literal["none", "median", "percentile", "hyperband", "successive_halving", "wilcoxon"]
StepName = Literal["data", "features", "model", "training", "review"]
SliceName = Literal["data", "features", "model", "training"]
EventKind = Literal[
    "opened",
    "step_entered",
    "step_left",
    "dataset_uploaded",
    "dataset_refused",
    "launched",
    "succeeded",
    "failed",
    "cancelled",
    "template_saved",
    "template_used",
    "cloned",
]
