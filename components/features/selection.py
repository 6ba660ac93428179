"""Changes of the selection of features: values in, values out."""

from collections.abc import Collection, Mapping
from typing import Any

BY_HAND = "by hand"


def include(features: Mapping[str, Any], names: Collection[str], order: Collection[str]) -> dict[str, Any]:
    """Return the features with `names` included; `order` is that of the table."""
    chosen = set(features.get("include") or ()) | set(names)
    exclude = {name: why for name, why in (features.get("exclude") or {}).items() if name not in set(names)}
    return {**features, "include": [name for name in order if name in chosen], "exclude": exclude}


def leave_out(features: Mapping[str, Any], reasons: Mapping[str, str]) -> dict[str, Any]:
    """Return the features without those in `reasons`, which says why of each."""
    kept = [name for name in features.get("include") or () if name not in reasons]
    return {**features, "include": kept, "exclude": {**(features.get("exclude") or {}), **reasons}}


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """Return how many features are in one selection only."""
    return len(set(before.get("include") or ()) ^ set(after.get("include") or ()))


def summary(n_in: int, n_candidates: int) -> str:
    """Return the sentence under the heading of step 2."""
    if n_candidates == 0:
        return "The table has no column besides the target."
    n_out = n_candidates - n_in
    noun = "column" if n_candidates == 1 else "columns"
    told = f"{n_in:,} of {n_candidates:,} {noun} will be learned from."
    if n_in == 0:
        return f"{told} Include at least one: a model needs something to learn from."
    if n_out == 0:
        return told
    who = "One is out; it says why" if n_out == 1 else f"{n_out:,} are out; each says why"
    return f"{told} {who} and can come back with one click."


def change_words(n: int, *, included: bool) -> str:
    """Return what was done: "13 features left out"."""
    return f"{n:,} {'feature' if n == 1 else 'features'} {'included' if included else 'left out'}"
