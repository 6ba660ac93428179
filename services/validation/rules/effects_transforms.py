"""Transformations, or settings of them, that will have no effect."""

from collections.abc import Iterator, Mapping

from ...experiments import pointer
from ...experiments.config import Transform
from ...findings import Finding, Fix
from ..case import Case, shown
from .idle import NO_EFFECT, gone, idle

TAKES_APART = ("date_parts", "text")


def on_transforms(case: Case) -> Iterator[Finding]:
    """Tell which transformations do nothing, wholly or for some columns."""
    selected = frozenset(case.config.features.include)
    for place, one in enumerate(case.config.features.transforms):
        at = pointer(("features", "transforms", place))
        if not selected.intersection(one.columns):
            yield gone(at, f"The transformation '{one.step}' is for columns that are not selected.")
            continue
        reasons = {name: why for name in one.columns if (why := _why_idle(case, place, one, name))}
        if reasons:
            yield _without(at, one, reasons)
        if one.max_levels is not None and (one.step, one.method or "one_hot") != ("encode", "one_hot"):
            yield idle(f"{at}/max_levels", "A number of levels belongs to one-hot encoding.", None)
        if one.parts and one.step != "date_parts":
            yield idle(f"{at}/parts", "Parts belong to dates.", ())


def columns_fix(at: str, one: Transform, names: Mapping[str, str]) -> Fix:
    """Return the fix that takes columns out of a transformation, or all of it when none is left."""
    kept = [name for name in one.columns if name not in names]
    if not kept:
        return Fix("Remove it", ({"op": "remove", "path": at},))
    return Fix("Take them out", ({"op": "replace", "path": f"{at}/columns", "value": kept},))


def _why_idle(case: Case, place: int, one: Transform, name: str) -> str:
    """Return why a transformation does nothing for a column, or nothing."""
    if name not in case.columns:
        return "is no column of the table"
    if name not in case.config.features.include:
        return ""
    transforms = case.config.features.transforms
    steps = {other.step for other in transforms if name in other.columns}
    if any(other.step == one.step and name in other.columns for other in transforms[place + 1 :]):
        return "is named again by a later one of the same step"
    if one.step != "drop" and ("drop" in steps or case.kind(name) == "constant"):
        return "is not passed on"
    if one.step in TAKES_APART and "encode" in steps:
        return "is encoded as a whole"
    if one.step == "impute" and case.kind(name) == "text" and "encode" not in steps:
        return "is text, which is never missing once its words are counted"
    return ""


def _without(at: str, one: Transform, reasons: Mapping[str, str]) -> Finding:
    name, why = next(iter(reasons.items()))
    more = f" and {len(reasons) - 1} more" if len(reasons) > 1 else ""
    message = f"The transformation '{one.step}' has no effect on {shown(name)}{more}: it {why}."
    return Finding(NO_EFFECT, "warning", at, message, {"n": len(reasons)}, columns_fix(at, one, reasons))
