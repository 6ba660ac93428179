"""Rules about the way of judging: can the rows be divided like that, and is it honest?"""

from collections.abc import Iterator
from math import floor

from ...experiments import replace_fix
from ...findings import Finding, Fix
from ...vocabulary import ValidationStrategy
from ..case import NUMBER_KINDS, Case, Rule, shown

STRATIFIED = ("stratified_kfold", "repeated_stratified_kfold")
GROUPED = ("group_kfold", "stratified_group_kfold")
TIMED = ("time_expanding", "time_sliding")
NEAREST = 1e-9
"""Keeps 0.8 * 5 from being 3.9999."""


def split_too_many_folds(case: Case) -> Iterator[Finding]:
    """Refuse more folds than there are rows, rows of a class, groups or moments for."""
    n, strategy = case.config.validation.n_splits, case.config.validation.strategy
    if strategy in STRATIFIED and case.class_counts:
        yield from _too_many_for_classes(case, n)
    elif strategy in GROUPED and (group := case.column(case.config.roles.group)) is not None:
        groups = _kept(case, group.n_distinct)
        if groups < n:
            yield _too_many(f"{n} folds need at least {n} groups; {groups} train.", groups, groups=groups)
    elif strategy in TIMED and (time := case.column(case.config.roles.time)) is not None:
        yield from _too_many_for_time(case, n, _kept(case, time.n_distinct))
    elif "kfold" in strategy and _kept(case, case.n_usable) < n:
        rows = _kept(case, case.n_usable)
        yield _too_many(f"{n} folds need at least {n} rows; {rows} train.", rows, rows=rows)


def split_needs_time(case: Case) -> Iterator[Finding]:
    """Refuse a split by time without a time column; warn of random folds over rows in time."""
    time, strategy = case.config.roles.time, case.config.validation.strategy
    if strategy in TIMED and time not in case.columns:
        message = f"'{strategy}' needs a column that says when each row was."
        yield Finding("SPLIT_NEEDS_TIME", "error", "/roles/time", message, {}, _time_fix(case))
    elif time is not None and time in case.columns and strategy not in (*TIMED, "predefined"):
        message = f"Rows have a time ({shown(time)}); random folds would learn from the future."
        fix = replace_fix("Judge on later rows", validation__strategy="time_expanding")
        yield Finding("SPLIT_NEEDS_TIME", "warning", "/validation/strategy", message, {"column": time}, fix)


def split_needs_group(case: Case) -> Iterator[Finding]:
    """Refuse a split by group without a group column; warn when folds would share groups."""
    group, strategy = case.config.roles.group, case.config.validation.strategy
    if strategy in GROUPED and group not in case.columns:
        message = f"'{strategy}' needs a column that names the group of each row."
        fix = replace_fix("Use plain folds", validation__strategy=_plain(case))
        yield Finding("SPLIT_NEEDS_GROUP", "error", "/roles/group", message, {}, fix)
    elif group is not None and group in case.columns and strategy not in (*GROUPED, *TIMED, "predefined"):
        message = f"Rows of one {shown(group)} would be on both sides of a fold; scores would look too good."
        grouped = "stratified_group_kfold" if case.is_classification else "group_kfold"
        fix = replace_fix("Keep groups together", validation__strategy=grouped)
        yield Finding("SPLIT_NEEDS_GROUP", "warning", "/validation/strategy", message, {"column": group}, fix)


def split_needs_column(case: Case) -> Iterator[Finding]:
    """Refuse a predefined split without the column that defines it."""
    column = case.config.validation.column
    if case.config.validation.strategy == "predefined" and column not in case.columns:
        message = "A predefined split needs the column that names train, test or the folds."
        fix = replace_fix("Use plain folds", validation__strategy=_plain(case), validation__column=None)
        yield Finding("SPLIT_NEEDS_COLUMN", "error", "/validation/column", message, {"column": column}, fix)


def split_task(case: Case) -> Iterator[Finding]:
    """Refuse stratified folds for a target without classes."""
    if case.config.validation.strategy in STRATIFIED and not case.is_classification:
        message = f"Stratified folds need classes, but the task is {case.config.task}."
        strategy = case.config.validation.strategy.replace("stratified_", "")
        fix = replace_fix("Use plain folds", validation__strategy=strategy)
        yield Finding("SPLIT_TASK", "error", "/validation/strategy", message, {}, fix)


def role_unknown(case: Case) -> Iterator[Finding]:
    """Refuse roles of columns that the table does not have, or that the target plays already."""
    roles = {"time": case.config.roles.time, "group": case.config.roles.group}
    for role, name in roles.items():
        if name is None or (name in case.columns and name != case.config.target):
            continue
        what = "is the target" if name == case.config.target else "is no column of the table"
        message = f"{shown(name)} cannot be the {role} column: it {what}."
        fix = Fix(f"Go without a {role} column", ({"op": "add", "path": f"/roles/{role}", "value": None},))
        yield Finding("ROLE_UNKNOWN", "error", f"/roles/{role}", message, {"column": name[:200]}, fix)


def _too_many_for_classes(case: Case, n: int) -> Iterator[Finding]:
    name, rows = min(case.class_counts.items(), key=lambda pair: pair[1])
    kept = _kept(case, rows)
    if kept >= n:
        return
    message = f"{n} folds need at least {n} rows of each class that train; class {shown(name)} has {kept}."
    evidence = {"class": name[:200], "rows": rows, "training_rows": kept}
    if kept >= 2:
        yield _too_many(message, kept, **evidence)
    else:
        message = f"Class {shown(name)} has {rows} rows: folds and final test will mostly miss it."
        yield Finding("SPLIT_TOO_MANY_FOLDS", "warning", "/validation/n_splits", message, evidence)


def _too_many_for_time(case: Case, n: int, moments: int) -> Iterator[Finding]:
    chosen = case.config.validation
    gap, horizon = chosen.gap or 0, chosen.horizon
    if _fits(n, moments, gap, horizon):
        return
    possible = next((one for one in range(n - 1, 1, -1) if _fits(one, moments, gap, horizon)), 0)
    evidence = {"moments": moments, "gap": chosen.gap, "horizon": horizon}
    message = f"{n} folds over time do not fit into the {moments:,} moments that train."
    yield _too_many(message, possible, **evidence)


def _fits(n_splits: int, moments: int, gap: int, horizon: int | None) -> bool:
    """Tell whether the first of these folds has a moment to train on before the gap."""
    width = horizon or moments // (n_splits + 1)
    return width >= 1 and moments - n_splits * width - gap >= 1


def _too_many(message: str, possible: int, **evidence: object) -> Finding:
    fix = replace_fix(f"Use {possible} folds", validation__n_splits=possible) if possible >= 2 else None
    return Finding("SPLIT_TOO_MANY_FOLDS", "error", "/validation/n_splits", message, evidence, fix)


def _kept(case: Case, n: int) -> int:
    return floor(n * (1 - case.test_size) + NEAREST)


def _plain(case: Case) -> ValidationStrategy:
    return "stratified_kfold" if case.is_classification else "kfold"


def _time_fix(case: Case) -> Fix:
    dates = [name for name, column in case.columns.items() if column.kind == "datetime"]
    numbers = [name for name, column in case.columns.items() if column.kind in NUMBER_KINDS]
    years = [name for name in numbers if name.lower() == "year"]
    found = next((name for name in [*dates, *years] if name != case.config.target), None)
    if found is not None:
        return replace_fix(f"Order by {shown(found)}", roles__time=found)
    return replace_fix("Use plain folds", validation__strategy=_plain(case))


RULES = (
    Rule(
        "ROLE_UNKNOWN",
        role_unknown,
        "The time or group column is not in the table, or is the target.",
        "Choose another column, or go without.",
    ),
    Rule(
        "SPLIT_TASK",
        split_task,
        "Stratified folds keep the mix of classes, and a number has no classes.",
        "Use plain folds.",
    ),
    Rule(
        "SPLIT_TOO_MANY_FOLDS",
        split_too_many_folds,
        "Beside the final test there are fewer rows, rows of a class, groups or moments than folds.",
        "Use fewer folds; the fix names the most that fit.",
    ),
    Rule(
        "SPLIT_NEEDS_TIME",
        split_needs_time,
        "A split by time has no time column (error), or rows in time are judged by random folds (warning).",
        "Name the time column, or judge on later rows.",
    ),
    Rule(
        "SPLIT_NEEDS_GROUP",
        split_needs_group,
        "A split by group has no group column (error), or rows of one group fall on both sides (warning).",
        "Name the group column, or keep groups together.",
    ),
    Rule(
        "SPLIT_NEEDS_COLUMN",
        split_needs_column,
        "A predefined split does not name the column with train, test or fold numbers.",
        "Name the column, or use plain folds.",
    ),
)
