"""The target as numbers: which classes there are, and which of two is the class of interest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import TrainingError
from ..vocabulary import Task
from .columns import typed_column, words
from .transformers import natural_order

CLASS_TASKS: frozenset[Task] = frozenset({"binary", "multiclass"})
YES = frozenset({"1", "yes", "y", "true", "t", "positive", "pos"})
NO = frozenset({"0", "-1", "no", "n", "false", "f", "negative", "neg"})


@dataclass(frozen=True, eq=False)
class Target:
    """What is predicted.

    `values` has shape (n,): numbers in the target's unit, or the number of each row's class.
    `classes` are the classes by number, as texts (empty for numbers); of two, the second is the class
    of interest. `reason` says why it is.
    """

    values: NDArray[Any]
    classes: tuple[str, ...] = ()
    reason: str = ""

    @property
    def labels(self) -> NDArray[Any]:
        """What the estimator learns, shape (n,): class names as texts, or numbers."""
        if not self.classes:
            return self.values
        return np.asarray(self.classes, dtype=object)[self.values]


def encode_target(column: pd.Series, task: Task) -> Target:
    """Return the target of rows none of which lacks it.

    Raises
    ------
    TrainingError
        If the target has one value only, or a binary one not two.
    """
    if task not in CLASS_TASKS:
        values = typed_column(column, "numeric").to_numpy()
        if len(np.unique(values)) < 2:
            raise _one_value(column)
        return Target(values)
    labels = words(column)
    counts = {str(label): int(n) for label, n in labels.value_counts().items()}
    if len(counts) < 2:
        raise _one_value(column)
    if task == "binary" and len(counts) > 2:
        raise TrainingError(
            f"'{column.name}' has {len(counts)} values, but a binary target has two.",
            code="TASK_MISMATCH",
            hint="Choose the task 'multiclass' or 'regression'.",
        )
    classes, reason = _ordered(counts)
    return Target(class_codes(labels.to_numpy(), classes), tuple(classes), reason)


def class_codes(labels: Any, classes: Sequence[str]) -> NDArray[np.intp]:
    """Return the place of each label in `classes`, shape of `labels`."""
    index = pd.Index(np.asarray(classes, dtype=object))
    return index.get_indexer(pd.Index(np.asarray(labels, dtype=object)))


def class_of_interest(names: Sequence[str], counts: Sequence[int]) -> tuple[str, str]:
    """Return which of two classes is the positive one, and why.

    A word for yes ("1", "yes", "true" ...) against a word for no decides; else the rarer class; of
    two equally frequent ones the last in natural order.
    """
    first, second = natural_order(names)
    for name, other in ((first, second), (second, first)):
        if name.lower() in YES and other.lower() in NO:
            return name, f"'{name}' means yes"
    sizes = dict(zip(names, counts, strict=True))
    if sizes[first] != sizes[second]:
        return min(sizes, key=lambda name: sizes[name]), "it is the rarer class"
    return second, "it is the last of two equally frequent classes"


def _ordered(counts: dict[str, int]) -> tuple[list[str], str]:
    if len(counts) > 2:
        return natural_order(counts), ""
    positive, reason = class_of_interest(list(counts), list(counts.values()))
    return [next(name for name in counts if name != positive), positive], reason


def _one_value(column: pd.Series) -> TrainingError:
    return TrainingError(
        f"'{column.name}' has the same value in every row that can be used.",
        code="TARGET_ONE_VALUE",
        hint="Choose a target that varies.",
    )
