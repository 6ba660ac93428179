"""Which columns of a table a selector finds."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..profile import ColumnProfile, Profile
from .document import KindCondition, NumberCondition, Selector

Measure = Callable[[ColumnProfile, Profile], float]


def _missing_share(column: ColumnProfile, profile: Profile) -> float:
    return column.n_missing / max(1, profile.n_rows)


def _distinct_share(column: ColumnProfile, profile: Profile) -> float:
    return column.n_distinct / max(1, profile.n_rows)


def _n_distinct(column: ColumnProfile, profile: Profile) -> float:
    return column.n_distinct


def _skew(column: ColumnProfile, profile: Profile) -> float:
    return float(column.stats.get("skew") or 0.0)


def _leak_score(column: ColumnProfile, profile: Profile) -> float:
    """Return the score with which the column alone gives the target away; 0 unless that was found."""
    found = (one for one in profile.findings if one.code == "DATA_LEAK" and one.field == column.name)
    return max((float(one.evidence.get("score", 1.0)) for one in found), default=0.0)


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "missing_share": _missing_share,
        "distinct_share": _distinct_share,
        "n_distinct": _n_distinct,
        "skew": _skew,
        "leak_score": _leak_score,
    }
)
"""What a condition on a number looks at, by its key in a selector."""


def is_selected(selector: Selector, column: ColumnProfile, profile: Profile) -> bool:
    """Tell whether a column meets every condition of a selector; without conditions all do."""
    if selector.kind is not None and not _is_of_kind(selector.kind, column):
        return False
    conditions = ((measure, getattr(selector, key)) for key, measure in MEASURES.items())
    return all(
        condition is None or _holds(condition, measure(column, profile)) for measure, condition in conditions
    )


def _is_of_kind(condition: KindCondition, column: ColumnProfile) -> bool:
    is_wanted = condition.one_of is None or column.kind in condition.one_of
    return is_wanted and column.kind not in condition.not_in


def _holds(condition: NumberCondition, value: float) -> bool:
    return (
        (condition.gt is None or value > condition.gt)
        and (condition.ge is None or value >= condition.ge)
        and (condition.lt is None or value < condition.lt)
        and (condition.le is None or value <= condition.le)
    )
