"""How to judge and by which metric: the proposals for validation and metric, with reasons."""

from math import ceil

from ..vocabulary import ValidationStrategy
from .facts import LARGE_ROWS, SMALL_ROWS
from .metrics import METRICS
from .records import DataFacts, MetricAdvice, ValidationAdvice
from .rules import RULES, is_imbalanced

TEST_SIZE = 0.2
"""Share of the rows kept for the final test: the one 80/20 split of R11, kept at every size."""

RARE_ROWS = 50
"""Rows of the rarer class below which folds are drawn twice (R8)."""

REPEAT_ROWS = 1_000
"""Rows below which folds are drawn twice (R11)."""

MAX_FOLDS = 5
"""Folds below 10,000 rows (R11)."""
CLASS_TASKS = ("binary", "multiclass")


def advise_validation(facts: DataFacts) -> ValidationAdvice:
    """Return the proposed way of judging: time before groups before classes (R8 to R11)."""
    if facts.time_column is not None or facts.task == "forecasting":
        return _by_time(facts)
    if facts.group_column is not None:
        return _by_group(facts)
    return _shuffled(facts)


def advise_metric(facts: DataFacts) -> MetricAdvice:
    """Return the proposed metric."""
    if facts.task == "binary":
        if is_imbalanced(facts):
            return _metric("average_precision", f"{_minority(facts)}: the top of the ranking matters (R8)")
        return _metric("roc_auc", f"{_minority(facts)}: ranking matters, whatever the threshold")
    if facts.task == "multiclass":
        return _metric(
            "log_loss",
            f"{facts.n_classes or 'several'} classes: judges every probability and needs no threshold; "
            "the reference runs were judged by it",
        )
    if facts.task == "forecasting":
        return _metric("rmse", "a future number: typical error in its unit, large errors count more")
    return _metric("rmse", "a number: typical error in its unit, large errors count more")


def _by_time(facts: DataFacts) -> ValidationAdvice:
    where = (
        f"'{facts.time_column}' orders the rows in time" if facts.time_column else "the future is predicted"
    )
    extra = (
        "; this version forecasts by regression on the given columns" if facts.task == "forecasting" else ""
    )
    n_splits, _ = _folds(facts)
    return ValidationAdvice(
        "time_expanding",
        _windows(n_splits, facts.n_moments),
        1,
        TEST_SIZE,
        f"{where}: train on the past, judge on what follows, the last window is the final test{extra}",
        _source("R9", "R11"),
    )


def _windows(n_splits: int, n_moments: int | None) -> int:
    """Return as many windows as there are moments for, beside the test and one to spare; 2 or more."""
    if n_moments is None:
        return n_splits
    return max(2, min(n_splits, n_moments - ceil(TEST_SIZE * n_moments) - 2))


def _by_group(facts: DataFacts) -> ValidationAdvice:
    classes = facts.task in CLASS_TASKS
    n_splits, _ = _folds(facts)
    return ValidationAdvice(
        "stratified_group_kfold" if classes else "group_kfold",
        n_splits,
        1,
        TEST_SIZE,
        f"'{facts.group_column}' has several rows each, which must not be on both sides",
        _source("R10", "R11"),
    )


def _shuffled(facts: DataFacts) -> ValidationAdvice:
    classes = facts.task in CLASS_TASKS
    n_splits, repeats = _folds(facts)
    return ValidationAdvice(
        _strategy(facts, repeats, classes),
        n_splits,
        repeats,
        TEST_SIZE,
        f"no time or group structure found; {_why(facts, repeats)}",
        _source("R8", "R11") if classes else _source("R11"),
    )


def _strategy(facts: DataFacts, repeats: int, classes: bool) -> ValidationStrategy:
    if facts.n_rows > LARGE_ROWS:
        return "holdout"
    if classes:
        return "repeated_stratified_kfold" if repeats > 1 else "stratified_kfold"
    return "repeated_kfold" if repeats > 1 else "kfold"


def _folds(facts: DataFacts) -> tuple[int, int]:
    """Return folds and repeats (R11), fewer folds when a class has fewer rows left for them."""
    rare = facts.minority_count
    n_splits = 3 if SMALL_ROWS <= facts.n_rows <= LARGE_ROWS else MAX_FOLDS
    noisy = facts.n_rows < REPEAT_ROWS or (is_imbalanced(facts) and rare is not None and rare < RARE_ROWS)
    if rare is not None:
        n_splits = max(2, min(n_splits, int(rare * (1 - TEST_SIZE))))
    return n_splits, 2 if noisy and facts.n_rows <= LARGE_ROWS else 1


def _why(facts: DataFacts, repeats: int) -> str:
    rows = f"{facts.n_rows:,} rows"
    if facts.minority_count is not None and facts.minority_count < RARE_ROWS:
        return f"the rarest class has {facts.minority_count} rows, so scores are noisy"
    if repeats > 1:
        return f"{rows} are few, so the folds are drawn twice"
    if facts.n_rows > LARGE_ROWS:
        return f"{rows} are enough for one 80/20 split"
    return f"{rows}; {_minority(facts)}" if facts.minority_share is not None else rows


def _minority(facts: DataFacts) -> str:
    if facts.minority_share is None:
        return "two classes"
    return (
        f"minority class {facts.minority_share:.1%}"
        if facts.minority_share < 0.1
        else (f"minority class {facts.minority_share:.0%}")
    )


def _metric(name: str, reason: str) -> MetricAdvice:
    spec = next(one for one in METRICS.values() if one.name == name)
    return MetricAdvice(spec.name, spec.direction, reason)


def _source(*keys: str) -> str:
    return "; ".join(f"{key}: {RULES[key].evidence}" for key in keys)
