"""The metrics that can be computed now: direction, what they need and when to use them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ..vocabulary import Direction, Metric, Task

Needs = Literal["probability", "label", "value"]

BINARY: frozenset[Task] = frozenset({"binary"})
CLASSES: frozenset[Task] = frozenset({"binary", "multiclass"})
NUMBERS: frozenset[Task] = frozenset({"regression", "forecasting"})


@dataclass(frozen=True, slots=True)
class MetricSpec:
    """A metric: its direction, which predictions it needs and when to use it."""

    name: Metric
    label: str
    direction: Direction
    tasks: frozenset[Task]
    needs: Needs
    meaning: str


_ALL = (
    MetricSpec(
        "roc_auc",
        "ROC AUC",
        "maximize",
        CLASSES,
        "probability",
        "How well cases are ranked, whatever the threshold: 0.5 is chance, 1 perfect. The usual choice "
        "unless the class of interest is rare. With several classes: the mean of each against the rest.",
    ),
    MetricSpec(
        "average_precision",
        "Average precision",
        "maximize",
        BINARY,
        "probability",
        "How clean the top of the ranking is. Use it when the class of interest is rare: chance scores "
        "that class's share, 1 is perfect.",
    ),
    MetricSpec(
        "log_loss",
        "Log loss",
        "minimize",
        CLASSES,
        "probability",
        "How good the probabilities themselves are; confident mistakes cost most. Use it when decisions "
        "weigh probabilities, or with several classes.",
    ),
    MetricSpec(
        "brier",
        "Brier score",
        "minimize",
        BINARY,
        "probability",
        "Mean squared error of the probabilities. Like log loss, but gentler on confident mistakes.",
    ),
    MetricSpec(
        "accuracy",
        "Accuracy",
        "maximize",
        CLASSES,
        "label",
        "Share of right answers. Misleading when one class is rare: always naming the larger class "
        "already scores high.",
    ),
    MetricSpec(
        "balanced_accuracy",
        "Balanced accuracy",
        "maximize",
        CLASSES,
        "label",
        "Mean share of right answers per class. Use it when every class matters alike, however rare.",
    ),
    MetricSpec(
        "f1",
        "F1",
        "maximize",
        BINARY,
        "label",
        "Balance of precision and recall of the class of interest, at the chosen threshold.",
    ),
    MetricSpec(
        "f1_macro",
        "F1, mean of classes",
        "maximize",
        CLASSES,
        "label",
        "F1 of each class, averaged. Use it with several classes of which the rare ones matter too.",
    ),
    MetricSpec(
        "mcc",
        "Matthews correlation",
        "maximize",
        CLASSES,
        "label",
        "Correlation of predicted and actual classes: 0 is chance, 1 perfect. Honest with rare classes.",
    ),
    MetricSpec(
        "rmse",
        "RMSE",
        "minimize",
        NUMBERS,
        "value",
        "Typical error in the target's unit; large errors count more. The usual choice.",
    ),
    MetricSpec(
        "mae",
        "Mean absolute error",
        "minimize",
        NUMBERS,
        "value",
        "Average size of the error in the target's unit; every unit of error counts the same.",
    ),
    MetricSpec(
        "medae",
        "Median absolute error",
        "minimize",
        NUMBERS,
        "value",
        "Half of the errors are smaller than this. Use it when a few wild cases should not decide.",
    ),
    MetricSpec(
        "r2",
        "R²",
        "maximize",
        NUMBERS,
        "value",
        "Share of the target's variance that is explained: 0 is as good as the mean, 1 perfect.",
    ),
    MetricSpec(
        "nse",
        "Nash-Sutcliffe efficiency",
        "maximize",
        NUMBERS,
        "value",
        "1 minus squared error over variance, as hydrology reports it: 0 is as good as the mean, 1 perfect.",
    ),
    MetricSpec(
        "mape",
        "Mean absolute percentage error",
        "minimize",
        NUMBERS,
        "value",
        "Error relative to the actual value, as a fraction. Only for targets that stay away from zero.",
    ),
    MetricSpec(
        "rmsle",
        "RMSLE",
        "minimize",
        NUMBERS,
        "value",
        "Error of the logarithm: relative errors count. For targets of zero or more that span magnitudes.",
    ),
)

METRICS: Mapping[Metric, MetricSpec] = MappingProxyType({one.name: one for one in _ALL})
"""Every metric that can be computed now, by its key."""


def metrics_for(task: Task) -> tuple[MetricSpec, ...]:
    """Return the metrics of a task, the usual choice first."""
    return tuple(one for one in _ALL if task in one.tasks)
