"""Findings about the values of one column: one rule, one function."""

import math
from collections.abc import Collection, Mapping
from typing import Any

from ...findings import Finding
from ...vocabulary import ColumnKind, Severity
from ...wording import counted
from ..records import ColumnProfile
from .findings_fixes import leave_out, listed, quoted, set_kind, treat_as_missing

MUCH_MISSING, MOST_MISSING = 0.2, 0.5
MANY_LEVELS = 50
OUTLIER_SHARE = 0.001
FAR_OUT = 6.0
_IQR_OF_NORMAL = 1.349
SKEWED = 2.0
MIN_SKEW_LEVELS = 20
MOSTLY = 0.5
NUMBERS = ("numeric", "integer")
STRINGS = ("categorical", "text", "identifier")


def missing(column: ColumnProfile, n_rows: int) -> Finding | None:
    """Point out missing values; they are filled inside each training split."""
    if column.n_missing == 0 or column.kind == "constant":
        return None
    share = column.n_missing / n_rows
    message = f"{quoted(column.name)} is missing in {counted(column.n_missing, 'row')} ({share:.1%})."
    evidence = {"n_missing": column.n_missing, "share": share}
    fix = leave_out(column.name, f"missing in {share:.0%} of the rows") if share > MOST_MISSING else None
    severity: Severity = "warning" if share > MUCH_MISSING else "info"
    return Finding("DATA_MISSING", severity, column.name, message, evidence, fix)


def disguised(column: ColumnProfile, n_rows: int) -> Finding | None:
    """Point out values that stand for "missing" but are taken as they are.

    Among numbers they pull means and lines towards themselves, which is worth a warning; among labels
    they are a level like any other.
    """
    n = sum(column.disguised.values())
    if n == 0:
        return None
    are_numbers = column.kind in NUMBERS
    taken = "numbers" if are_numbers else "labels"
    message = (
        f"{quoted(column.name)} seems to say 'missing' in {counted(n, 'row')} by {listed(column.disguised)}. "
        f"These are taken as {taken}; if nothing was measured there, treat them as missing."
    )
    evidence = {"spellings": dict(column.disguised), "n": n, "share": n / max(1, n_rows)}
    severity: Severity = "warning" if are_numbers else "info"
    fix = treat_as_missing(column.name, column.disguised)
    return Finding("DATA_DISGUISED_MISSING", severity, column.name, message, evidence, fix)


def outliers(column: ColumnProfile, n_rows: int) -> Finding | None:
    """Point out numbers far from the rest: more than a normal column has by chance, or very far ones."""
    if column.n_outliers == 0 or (column.n_outliers <= by_chance(n_rows) and not _reaches_far(column.stats)):
        return None
    evidence: dict[str, Any] = {key: column.stats.get(key) for key in ("min", "median", "max")}
    if column.outlier_rows:
        evidence["rows"] = list(column.outlier_rows)
    return _far_values(column.name, column.n_outliers, n_rows, evidence)


def outliers_but(column: ColumnProfile, n_rows: int, declared: Collection[str]) -> Finding | None:
    """Point out far numbers as `outliers` does, without values that are declared to stand for "missing".

    The row numbers of the profile may be those of the declared values, so none are told. None if no more
    far values are left than a normal column has by chance.
    """
    found = outliers(column, n_rows)
    n_left = column.n_outliers - sum(
        n for spelling, n in column.disguised.items() if spelling in declared and _is_far(column, spelling)
    )
    if found is None or n_left == column.n_outliers:
        return found
    return None if n_left <= by_chance(n_rows) else _far_values(column.name, n_left, n_rows, {})


def _is_far(column: ColumnProfile, spelling: str) -> bool:
    low, high = column.stats.get("fence_low"), column.stats.get("fence_high")
    try:
        value = float(spelling)
    except ValueError:
        return False
    return low is not None and high is not None and not low <= value <= high


def _far_values(name: str, n: int, n_rows: int, evidence: Mapping[str, Any]) -> Finding:
    share = n / n_rows
    message = f"{quoted(name)} has {counted(n, 'value')} ({share:.1%}) far from the rest."
    return Finding("DATA_OUTLIERS", "info", name, message, {"n_outliers": n, "share": share, **evidence})


def by_chance(n_rows: int) -> float:
    """Return how many outliers a normal column of so many rows has at most, but for one case in hundreds.

    A modified z-score above 3.5 is met by 0.05 % of normal values; twice that, with three standard
    deviations of a Poisson count and one more, covers the error of the median deviation in small tables.
    """
    usual = OUTLIER_SHARE * n_rows
    return 1 + usual + 3 * math.sqrt(usual)


def _reaches_far(stats: Mapping[str, Any]) -> bool:
    """Tell whether an extreme lies six standard deviations out, measured by the quartiles of a normal."""
    low, q25, middle, q75, high = (stats.get(key) for key in ("min", "q25", "median", "q75", "max"))
    if low is None or q25 is None or middle is None or q75 is None or high is None:
        return False
    return bool(max(high - middle, middle - low) > FAR_OUT * (q75 - q25) / _IQR_OF_NORMAL > 0)


def skew(column: ColumnProfile) -> Finding | None:
    """Point out amounts with one long tail; of few values it is their counts that are uneven, not a tail.

    Trees do not mind, and linear models clip the tail; a power transform cannot be trained yet, so there
    is no fix.
    """
    value = column.stats.get("skew")
    if column.kind not in NUMBERS or value is None or column.n_distinct <= MIN_SKEW_LEVELS:
        return None
    if abs(value) <= SKEWED:
        return None
    tail = "high" if value > 0 else "low"
    message = f"{quoted(column.name)} has a long tail of {tail} values (skew {value:.1f})."
    evidence = {"skew": value} | {key: column.stats.get(key) for key in ("min", "median", "max")}
    return Finding("DATA_SKEW", "info", column.name, message, evidence)


def mixed_types(column: ColumnProfile, n_rows: int) -> Finding | None:
    """Warn of a column that is text only because some cells spell no number (or date) as most do."""
    if column.kind not in STRINGS:
        return None
    shares = {"number": column.stats.get("number_share"), "date": column.stats.get("date_share")}
    what, share = max(((name, share or 0.0) for name, share in shares.items()), key=lambda pair: pair[1])
    if not MOSTLY <= share < 1:
        return None
    n = max(1, round((1 - share) * (n_rows - column.n_missing)))
    message = (
        f"{quoted(column.name)} is taken as text because {counted(n, 'cell')} of it "
        f"{'spells' if n == 1 else 'spell'} no {what}, as {share:.1%} do."
    )
    kind: ColumnKind = "numeric" if what == "number" else "datetime"
    evidence = {f"{what}_share": share, "n_other": n}
    fix = set_kind(column.name, kind, f"Take it as {what}s")
    return Finding("DATA_MIXED_TYPES", "warning", column.name, message, evidence, fix)


def high_cardinality(column: ColumnProfile) -> Finding | None:
    """Point out labels of which there are too many for one column each."""
    if column.kind != "categorical" or column.n_distinct <= MANY_LEVELS:
        return None
    message = f"{quoted(column.name)} has {column.n_distinct:,} different labels; rare ones are grouped."
    return Finding("DATA_HIGH_CARDINALITY", "info", column.name, message, {"n_distinct": column.n_distinct})


def text(column: ColumnProfile) -> Finding | None:
    """Point out sentences: models see which words they hold, not what they say."""
    if column.kind != "text":
        return None
    n_words = column.stats.get("mean_words")
    length = f" of {n_words:.0f} words on average" if n_words is not None else ""
    message = f"{quoted(column.name)} holds free text{length}; models see which words are in it, no more."
    evidence = {"n_distinct": column.n_distinct}
    evidence |= {key: column.stats[key] for key in ("mean_words", "mean_length") if key in column.stats}
    return Finding("DATA_TEXT", "info", column.name, message, evidence, leave_out(column.name, "free text"))
