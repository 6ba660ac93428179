"""One-click ways of choosing features: pure functions from evidence to what would be removed and why."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..findings import Finding
from ..profile.records import ColumnProfile, Correlations, Importance, Profile
from .records import Removal, RemovedColumn

MAX_CORRELATION = 0.95
MAX_SAME_SHARE = 0.98
MAX_MISSING_SHARE = 0.5
TOP_K = 30
_NONE = np.zeros(0, dtype=np.intp)

UNUSABLE_KINDS = {
    "identifier": "different in almost every row",
    "constant": "has a single value",
}
UNUSABLE_FINDINGS = {
    "DATA_LEAK": "gives away the target",
    "DATA_IDENTIFIER": "different in almost every row",
    "DATA_CONSTANT": "has a single value",
    "DATA_DUPLICATE_COLUMN": "says the same as another column",
}


def correlation_filter(
    correlations: Correlations,
    importance: Importance | None = None,
    *,
    threshold: float = MAX_CORRELATION,
    target: str | None = None,
) -> Removal:
    """Of columns that say the same, keep the more informative one.

    Columns are taken from the most to the least informative (without importance: from the least to
    the most correlated with the rest); each is kept unless a kept one is that close to it.

    Parameters
    ----------
    correlations : in [-1, 1]
    importance : of the same columns, or None
    threshold : absolute correlation at or above which two columns say the same, in (0, 1]
    target : never removed, nor a reason to remove
    """
    removed = _redundant(correlations, _informativeness(correlations, importance), threshold, target)
    names = correlations.columns
    return Removal(
        tuple(
            RemovedColumn(
                names[place],
                f"correlated {value:.2f} with {names[other]}",
                {"kept": names[other], "correlation": value, "method": correlations.method},
            )
            for place, (other, value) in sorted(removed.items())
        )
    )


def variance_filter(
    profile: Profile, *, threshold: float = MAX_SAME_SHARE, target: str | None = None
) -> Removal:
    """Leave out columns of which at least `threshold` of the values (in (0, 1]) are the same.

    For numbers the share is a lower bound read from the quantiles.
    """
    shares = ((column, same_share(column, profile.n_rows)) for column in _others(profile, target))
    return Removal(
        tuple(
            RemovedColumn(
                column.name,
                f"{share:.1%} of its values are the same",
                {"share": share, "threshold": threshold},
            )
            for column, share in shares
            if share >= threshold
        )
    )


def missing_filter(
    profile: Profile, *, threshold: float = MAX_MISSING_SHARE, target: str | None = None
) -> Removal:
    """Leave out columns of which more than `threshold` (in [0, 1)) of the values are missing."""
    shares = ((column, column.n_missing / max(1, profile.n_rows)) for column in _others(profile, target))
    return Removal(
        tuple(
            RemovedColumn(column.name, f"{share:.0%} missing", {"share": share, "threshold": threshold})
            for column, share in shares
            if share > threshold
        )
    )


def top_k(importance: Importance, *, k: int = TOP_K) -> Removal:
    """Keep the `k` features that say most about the target."""
    return Removal(
        tuple(
            RemovedColumn(
                item.name,
                f"rank {rank} of {len(importance.items)} by information about {importance.target}",
                {"rank": rank, "score": item.score, "k": k},
            )
            for rank, item in enumerate(importance.items, start=1)
            if rank > k
        )
    )


def above_noise_floor(importance: Importance) -> Removal:
    """Keep the features that say more about the target than shuffled data would."""
    return Removal(
        tuple(
            RemovedColumn(
                item.name,
                f"says no more about {importance.target} than chance",
                {"score": item.score, "noise_floor": item.noise_floor},
            )
            for item in importance.items
            if item.score <= item.noise_floor
        )
    )


def drop_unusable(profile: Profile, *, target: str | None = None) -> Removal:
    """Leave out identifiers, constants, columns that give the target away and repeated columns."""
    findings = {one.field: one for one in reversed(profile.findings) if one.code in UNUSABLE_FINDINGS}
    items = []
    for column in _others(profile, target):
        finding = findings.get(column.name)
        if finding is not None:
            items.append(
                RemovedColumn(
                    column.name, _finding_reason(finding), {"code": finding.code, **finding.evidence}
                )
            )
        elif column.kind in UNUSABLE_KINDS:
            evidence = {"n_distinct": column.n_distinct, "n_rows": profile.n_rows}
            items.append(RemovedColumn(column.name, UNUSABLE_KINDS[column.kind], evidence))
    return Removal(tuple(items))


def same_share(column: ColumnProfile, n_rows: int) -> float:
    """Return the share of present values that are the same one; a lower bound for numbers."""
    if column.kind == "constant" or column.n_distinct <= 1:
        return 1.0
    top = column.stats.get("top")
    present = n_rows - column.n_missing
    if top and present > 0:
        return min(1.0, float(top[0][1]) / present)
    return _equal_quantiles(column.stats)


QUANTILES = (
    ("min", 0.0),
    ("q01", 0.01),
    ("q25", 0.25),
    ("median", 0.5),
    ("q75", 0.75),
    ("q99", 0.99),
    ("max", 1.0),
)


def _equal_quantiles(stats: Mapping[str, object]) -> float:
    """Return the largest distance between quantiles, which rise, that are the same number."""
    widest, start, before = 0.0, 0.0, None
    for name, level in QUANTILES:
        value = stats.get(name)
        if value is None:
            continue
        if value == before:
            widest = max(widest, level - start)
        else:
            start, before = level, value
    return widest


def _finding_reason(finding: Finding) -> str:
    other = finding.evidence.get("column")
    if finding.code == "DATA_DUPLICATE_COLUMN" and other:
        return f"says the same as {other}"
    return UNUSABLE_FINDINGS[finding.code]


def _others(profile: Profile, target: str | None) -> Iterable[ColumnProfile]:
    unwanted = {target, profile.target.name if profile.target else None}
    return (column for column in profile.columns if column.name not in unwanted)


def _redundant(
    correlations: Correlations, scores: Sequence[float], threshold: float, target: str | None
) -> dict[int, tuple[int, float]]:
    """Return the places of columns that a kept one stands for, with that one and their correlation."""
    values = np.asarray(correlations.values)  # a memory map looks itself up at every index
    strong: NDArray[np.bool_] = np.asarray(values >= threshold)  # what is unknown is not
    strong |= values <= -threshold
    np.fill_diagonal(strong, False)
    has_close = np.atleast_1d(strong.any(axis=1))
    is_kept = np.zeros(len(values), dtype=bool)
    removed: dict[int, tuple[int, float]] = {}
    for place in sorted(range(len(values)), key=lambda one: (-scores[one], one)):
        if correlations.columns[place] == target:
            continue
        close = np.flatnonzero(strong[place] & is_kept) if has_close[place] else _NONE
        if len(close):
            closest = int(close[np.abs(values[place, close]).argmax()])
            removed[place] = (closest, round(float(values[place, closest]), 6))
        else:
            is_kept[place] = True
    return removed


def _informativeness(correlations: Correlations, importance: Importance | None) -> list[float]:
    if importance is not None:
        scores = {item.name: item.score for item in importance.items}
        return [scores.get(name, 0.0) for name in correlations.columns]
    return [float(-total) for total in np.nansum(np.abs(correlations.values), axis=1)]
