"""Findings that depend on the chosen target: one rule, one function."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...findings import Finding, Fix
from ...vocabulary import Severity
from ...wording import counted
from ..records import TargetProfile
from .findings_fixes import leave_out, listed, quoted

if TYPE_CHECKING:  # the web process measures no leaks and need not load Polars
    from .leak import Leak

RARE, UNEVEN = 0.1, 0.2
MIN_ROWS_PER_CLASS = 10
_EXCEPT_TARGET = frozenset(
    (
        "DATA_MISSING",
        "DATA_CONSTANT",
        "DATA_NEAR_CONSTANT",
        "DATA_IDENTIFIER",
        "DATA_DUPLICATE_COLUMN",
        "DATA_HIGH_CARDINALITY",
        "DATA_TEXT",
        "DATA_GROUPS",
    )
)


def of_target(target: TargetProfile, n_distinct: int, leaks: "Mapping[str, Leak]") -> tuple[Finding, ...]:
    """Return all findings of this module.

    Parameters
    ----------
    target : the target and its balance
    n_distinct : number of its different values
    leaks : by column, how it alone gives the target away
    """
    found = [
        one_value(target, n_distinct),
        target_missing(target),
        imbalance(target),
        few_per_class(target),
        *(leak(target, name, how) for name, how in leaks.items()),
    ]
    return tuple(finding for finding in found if finding is not None)


def concerns(finding: Finding, target: str) -> bool:
    """Tell whether a finding about columns still makes sense when `target` is to be predicted."""
    if finding.code not in _EXCEPT_TARGET:
        return True
    return finding.field != target and finding.evidence.get("column") != target


def one_value(target: TargetProfile, n_distinct: int) -> Finding | None:
    """Refuse a target in which nothing varies."""
    if n_distinct > 1:
        return None
    what = "has only one value" if n_distinct else "is empty"
    message = f"{quoted(target.name)} {what}; there is nothing to predict."
    return Finding("DATA_TARGET_ONE_VALUE", "error", target.name, message, {"n_distinct": n_distinct})


def target_missing(target: TargetProfile) -> Finding | None:
    """Tell how many rows cannot be used."""
    if target.n_missing == 0:
        return None
    rows = counted(target.n_missing, "row has", "rows have")
    message = f"{rows} no {quoted(target.name)} and will be left out of training."
    return Finding("DATA_TARGET_MISSING", "info", target.name, message, {"n_missing": target.n_missing})


def imbalance(target: TargetProfile) -> Finding | None:
    """Warn of a rare class, and offer to decide by its share."""
    n = sum(target.balance.values())
    if len(target.balance) < 2 or n == 0:
        return None
    rarest = min(target.balance, key=lambda label: target.balance[label])
    share = target.balance[rarest] / n
    even = 2 / len(target.balance)  # with more classes each may be smaller
    if share >= UNEVEN * even:
        return None
    message = f"Only {share:.1%} of the rows are {quoted(rarest)}; accuracy would hide how well it is found."
    patch = {"op": "replace", "path": "/imbalance/threshold/method", "value": "prior"}
    fix = Fix("Decide by the share of the class", (patch,)) if target.task == "binary" else None
    severity: Severity = "warning" if share < RARE * even else "info"
    evidence = {"label": rarest, "n": target.balance[rarest], "share": share}
    return Finding("DATA_IMBALANCE", severity, target.name, message, evidence, fix)


def few_per_class(target: TargetProfile) -> Finding | None:
    """Warn of classes with too few rows to learn and to judge."""
    rare = {label: n for label, n in target.balance.items() if n < MIN_ROWS_PER_CLASS}
    if not rare:
        return None
    classes = counted(len(rare), "class of", "classes of")
    verb = "has" if len(rare) == 1 else "have"
    message = f"{classes} {quoted(target.name)} {verb} fewer than {MIN_ROWS_PER_CLASS} rows: {listed(rare)}."
    return Finding("DATA_FEW_ROWS", "warning", target.name, message, {"classes": rare})


def leak(target: TargetProfile, name: str, found: "Leak") -> Finding:
    """Warn of a column that alone gives the target away, by its values or by where it is missing."""
    how = f"score {found.score:.3f} of 1 on held-out rows"
    if found.label is None:
        what = f"{quoted(name)} alone gives {quoted(target.name)} away ({how})"
    else:
        state = "missing" if found.if_missing else "known"
        what = f"{quoted(name)} is {state} just where {quoted(target.name)} is {quoted(found.label)} ({how})"
    evidence = {"column": target.name, "score": found.score}
    if found.label is not None:
        evidence |= {"label": found.label, "if_missing": found.if_missing}
    fix = leave_out(name, f"gives the target away (score {found.score:.3f})")
    message = f"{what}. Is it known before the target is?"
    return Finding("DATA_LEAK", "warning", name, message, evidence, fix)
