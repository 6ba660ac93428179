"""Rules about the target and the task."""

from collections.abc import Iterator
from difflib import get_close_matches

from ...experiments import replace_fix
from ...findings import Finding, Fix
from ...vocabulary import Task
from ..case import NUMBER_KINDS, Case, Rule, shown

MAX_CLASSES = 100


def target_missing_column(case: Case) -> Iterator[Finding]:
    """Refuse a target that is no column of the table."""
    if case.target is not None:
        return
    short = [name for name in case.columns if len(name) <= 100]
    close = get_close_matches(case.config.target[:100], short, n=1)
    fix = replace_fix(f"Predict {shown(close[0])}", target=close[0]) if close else None
    message = f"The table has no column {shown(case.config.target)} to predict."
    yield Finding("TARGET_MISSING_COLUMN", "error", "/target", message, {"close": close}, fix)


def target_one_value(case: Case) -> Iterator[Finding]:
    """Refuse a target in which nothing varies."""
    if case.target is None or case.target.n_distinct > 1:
        return
    what = "has only one value" if case.target.n_distinct else "is empty"
    message = f"{shown(case.config.target)} {what}; there is nothing to predict. Choose another target."
    yield Finding("TARGET_ONE_VALUE", "error", "/target", message, {"n_distinct": case.target.n_distinct})


def task_mismatch(case: Case) -> Iterator[Finding]:
    """Refuse a task that the values of the target do not allow."""
    if case.target is None or case.target.n_distinct <= 1:
        return
    n, task = case.target.n_distinct, case.config.task
    is_number = _holds_numbers(case)
    evidence = {"n_distinct": n, "kind": case.target_kind}
    if not case.is_classification and not is_number:
        fix = _use(_classes(n)) if n <= MAX_CLASSES else None
        message = f"{shown(case.config.target)} holds {case.target_kind} values, which {task} cannot predict."
        yield Finding("TASK_MISMATCH", "error", "/task", message, evidence, fix)
    elif case.is_classification and n > MAX_CLASSES and n > case.n_usable / 10:
        message = f"{shown(case.config.target)} has {n:,} different values; that is too many for classes."
        fix = _use("regression") if is_number else None
        yield Finding("TASK_MISMATCH", "error", "/task", message, evidence, fix)
    elif case.is_classification and task != _classes(n):
        message = f"{shown(case.config.target)} has {n} different values, but the task is {task}."
        yield Finding("TASK_MISMATCH", "error", "/task", message, evidence, _use(_classes(n)))


def _holds_numbers(case: Case) -> bool:
    """Tell whether the target can be read as an amount; whole numbers that never repeat can, too."""
    smallest = case.target.stats.get("min") if case.target else None
    is_amount = case.target_kind == "identifier" and isinstance(smallest, int | float)
    return is_amount or case.target_kind in NUMBER_KINDS


def _classes(n_distinct: int) -> Task:
    return "binary" if n_distinct == 2 else "multiclass"


def _use(task: Task) -> Fix:
    return replace_fix(f"Make it {task}", task=task)


RULES = (
    Rule(
        "TARGET_MISSING_COLUMN",
        target_missing_column,
        "The target is not a column of the table, for instance after the file was replaced.",
        "Choose a column of the table; the fix offers a similar name.",
    ),
    Rule(
        "TARGET_ONE_VALUE",
        target_one_value,
        "Every row has the same target, or none has one.",
        "Choose another target, or upload rows in which it varies.",
    ),
    Rule(
        "TASK_MISMATCH",
        task_mismatch,
        "The task needs another kind of target: two classes, several classes, or numbers.",
        "Take the task that the fix offers, or change the kind of the target column.",
    ),
)
