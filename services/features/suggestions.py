"""What the profile suggests for the features of a draft, each a change that is done with one click."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..profile.records import Profile
from .planning import METHODS
from .records import Removal
from .strategies import drop_unusable, missing_filter, variance_filter

LEAK, REPEATED, SKEW = "DATA_LEAK", "DATA_DUPLICATE_COLUMN", "DATA_SKEW"
COUNTED = ("numeric", "integer")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change of the features slice and why.

    `columns` are the features it is about. `exclude` leaves them out, with the reason of each;
    `transform` (JSON, as the configuration declares it) changes how they are passed on.
    """

    key: str
    columns: tuple[str, ...]
    exclude: Mapping[str, str] = field(default_factory=dict)
    transform: Mapping[str, Any] | None = None


def suggestions(
    profile: Profile,
    features: Mapping[str, Any],
    *,
    kinds: Mapping[str, str] | None = None,
    target: str | None = None,
    has_linear: bool = False,
) -> tuple[Suggestion, ...]:
    """Return what could be done with the included features; a feature is named by the first that fits.

    Parameters
    ----------
    features : slice of a draft (JSON)
    kinds : kinds the user set, by column
    target : never touched
    has_linear : whether a model is compared that gains from symmetric numbers
    """
    left = set(features.get("include") or ())
    unusable = drop_unusable(profile, target=target)
    groups = (
        ("leaks", [one for one in unusable.items if one.evidence.get("code") == LEAK]),
        ("repeats", [one for one in unusable.items if one.evidence.get("code") == REPEATED]),
        ("unusable", unusable.items),
        ("missing", missing_filter(profile, target=target).items),
        ("near_constant", variance_filter(profile, target=target).items),
    )
    found = []
    for key, items in groups:
        exclude = Removal(tuple(one for one in items if one.name in left)).exclude
        left -= exclude.keys()
        found.append(Suggestion(key, tuple(exclude), exclude))
    skewed = _skewed(profile, kinds or {}, left - _powered(features.get("transforms") or ()))
    if has_linear and METHODS.get("power"):
        transform = {"columns": list(skewed), "step": "power", "method": METHODS["power"][0]}
        found.append(Suggestion("skewed", skewed, transform=transform))
    return tuple(one for one in found if one.columns)


def _skewed(profile: Profile, kinds: Mapping[str, str], names: Collection[str]) -> tuple[str, ...]:
    fields = {one.field for one in profile.findings if one.code == SKEW} & set(names)
    columns = (one for one in profile.columns if one.name in fields)
    return tuple(one.name for one in columns if kinds.get(one.name, one.kind) in COUNTED)


def _powered(transforms: Sequence[Mapping[str, Any]]) -> set[str]:
    return {name for one in transforms if one.get("step") == "power" for name in one.get("columns") or ()}
