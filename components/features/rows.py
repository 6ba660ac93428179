"""The rows of the feature table: one per column that could be learned from; names are data only."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from ...services.profile import ColumnProfile, Importance, ImportanceItem, Profile

MAX_BARS = 16
N_REMEMBERED = 10_000
HEIGHTS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""A bar is one sign of this, so that the shapes of 2,000 columns take 32 kB."""

ROLES = {"time": "orders the rows", "group": "groups the rows", "ignore": "set aside"}


def candidates(profile: Profile, target: str) -> tuple[ColumnProfile, ...]:
    """Return every column but the target."""
    return tuple(column for column in profile.columns if column.name != target)


def feature_rows(
    profile: Profile,
    config: Mapping[str, Any],
    importance: Importance | None = None,
) -> list[dict[str, Any]]:
    """Return the rows of the table, the most important first; what is empty is left out of them.

    Parameters
    ----------
    profile : of the dataset
    config : of the draft (JSON); `target`, `roles`, `kinds` and `features` are read
    importance : of the features for this target, if it has been computed
    """
    scores = {item.name: item for item in importance.items} if importance else {}
    selection = _selection(config)
    found = findings_by_column(profile)
    rows = [
        {
            "position": str(position),
            **_column(column, profile.n_rows, found.get(column.name)),
            **_state(column, selection),
            **_importance(scores.get(column.name)),
        }
        for position, column in enumerate(candidates(profile, str(config.get("target"))))
    ]
    if scores:
        rows.sort(key=lambda row: -row.get("score", -1.0))
    return rows


@dataclass(frozen=True, slots=True)
class _Selection:
    """What a draft says of columns, by name."""

    included: frozenset[str]
    reasons: Mapping[str, str]
    roles: Mapping[str, str]
    kinds: Mapping[str, str]


def _selection(config: Mapping[str, Any]) -> _Selection:
    features = config.get("features") or {}
    return _Selection(
        frozenset(features.get("include") or ()),
        features.get("exclude") or {},
        _roles(config.get("roles") or {}),
        config.get("kinds") or {},
    )


def _column(column: ColumnProfile, n_rows: int, found: list[str] | None) -> dict[str, Any]:
    told = {
        "suspect": _share(sum(column.disguised.values()), n_rows) if column.disguised else 0,
        "findings": found,
    }
    return {
        "name": column.name,
        "detected": column.kind,
        "missing": _share(column.n_missing, n_rows),
        "distinct": column.n_distinct,
        "shape": shape(column),
        **{key: value for key, value in told.items() if value},
    }


def _state(column: ColumnProfile, selection: _Selection) -> dict[str, Any]:
    name, role = column.name, selection.roles.get(column.name)
    state = {"kind": selection.kinds.get(name, column.kind), **({"role": role} if role else {})}
    if name in selection.included:
        return {**state, "state": "in"}
    return {**state, "state": "out", "reason": selection.reasons.get(name) or role or "left out"}


def _importance(item: ImportanceItem | None) -> dict[str, Any]:
    if item is None:
        return {}
    scored = {"score": round(item.score, 4), "floor": round(item.noise_floor, 4)}
    return scored | (
        {} if item.association is None else {"strength": item.association, "measure": item.measure}
    )


def findings_by_column(profile: Profile) -> dict[str, list[str]]:
    """Return the codes of what was found of each column, each once."""
    found: dict[str, list[str]] = {}
    for one in profile.findings:
        codes = found.setdefault(one.field, [])
        if one.code not in codes:
            codes.append(one.code)
    return found


def shape(column: ColumnProfile) -> str:
    """Return how the values are spread: at most `MAX_BARS` bars, each a sign of `HEIGHTS`."""
    if column.histogram is not None:
        return _bars(column.histogram.counts)
    return _bars(tuple(count for _, count in (column.stats.get("top") or ())[:MAX_BARS]))


def _share(n: int, n_rows: int) -> float:
    return round(n / n_rows, 5) if n_rows else 0.0


@lru_cache(maxsize=N_REMEMBERED)
def _bars(counts: tuple[float, ...]) -> str:
    width = -(-len(counts) // MAX_BARS) if counts else 1
    merged = [sum(counts[start : start + width]) for start in range(0, len(counts), width)]
    highest = max(merged, default=0)
    last = len(HEIGHTS) - 1
    # A bar that has rows stays visible, however few they are.
    return "".join(HEIGHTS[ceil(count / highest * last)] for count in merged) if highest > 0 else ""


def _roles(roles: Mapping[str, Any]) -> dict[str, str]:
    found = dict.fromkeys(roles.get("ignore") or (), ROLES["ignore"])
    for role in ("group", "time"):
        if roles.get(role):
            found[str(roles[role])] = ROLES[role]
    return found
