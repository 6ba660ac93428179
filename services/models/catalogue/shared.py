"""Settings that several entries of the catalogue have in common."""

from ...vocabulary import Task
from ..records import Parameter
from .sources import LOG_TARGET, WEIGHTS

CLASSES: frozenset[Task] = frozenset({"binary", "multiclass"})
NUMBERS: frozenset[Task] = frozenset({"regression", "forecasting"})
EVERY: frozenset[Task] = CLASSES | NUMBERS

CLASS_WEIGHT = Parameter(
    "class_weight",
    "Class weights",
    "choice",
    "none",
    "expert",
    "Makes rare classes count more. Distorts the probabilities: moving the threshold is better.",
    choices=("none", "balanced"),
    tasks=CLASSES,
    source=WEIGHTS,
)


LOG_OF_TARGET = Parameter(
    "log_target",
    "Log of the target",
    "choice",
    "auto",
    "advanced",
    "Fits the logarithm and answers in the target's unit. Automatic: when all targets are above 0 "
    "and their skewness is above 1.",
    choices=("auto", "never", "always"),
    tasks=NUMBERS,
    source=LOG_TARGET,
)


def is_classification(task: Task) -> bool:
    """Tell whether the target is a class."""
    return task in CLASSES


def weights(value: str) -> str | None:
    """Return the class weights as scikit-learn spells them."""
    return None if value == "none" else value
