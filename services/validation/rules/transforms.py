"""Rules about transformations and the kinds of the columns they are for."""

from collections.abc import Iterator

from ...experiments import pointer
from ...experiments.config import Transform
from ...findings import Finding
from ...vocabulary import ColumnKind, TransformStep
from ..case import Case, Rule, shown
from .effects_transforms import columns_fix

TAKES: dict[TransformStep, ColumnKind] = {"date_parts": "datetime", "text": "text"}
NUMBERS = ("numeric", "integer")
WORDS = ("categorical", "identifier")


def transform_kind(case: Case) -> Iterator[Finding]:
    """Refuse transformations that the kind of a column does not allow."""
    for place, one in enumerate(case.config.features.transforms):
        selected = [name for name in one.columns if name in case.config.features.include]
        faults = {name: fault for name in selected if (fault := _fault(case, one, name))}
        if not faults:
            continue
        at = pointer(("features", "transforms", place))
        name, fault = next(iter(faults.items()))
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        message = f"The transformation '{one.step}' does not suit {shown(name)}{more}: {fault}."
        yield Finding(
            "TRANSFORM_KIND", "error", at, message, {"n": len(faults)}, columns_fix(at, one, faults)
        )


def _fault(case: Case, one: Transform, name: str) -> str:
    """Return why a column cannot go through a transformation, or nothing."""
    kind, column = case.kind(name), case.column(name)
    if column is None or kind is None or kind == "constant":
        return ""
    needed = TAKES.get(one.step)
    if needed is not None and kind != needed:
        return f"its kind is {kind}, not {needed}"
    if one.step == "encode" and one.method == "binary" and column.n_distinct > 2:
        return f"it has {column.n_distinct:,} values, and binary encoding is for two"
    if one.step == "power" and (kind not in NUMBERS or _is_encoded(case, name)):
        return "only numbers can be bent"
    if one.step == "impute" and (one.method or "median") != "most_frequent" and _is_words(case, name, kind):
        return f"words have no {one.method or 'median'}; fill them with the most frequent one"
    return ""


def _is_words(case: Case, name: str, kind: ColumnKind) -> bool:
    return kind in WORDS or (kind != "boolean" and _is_encoded(case, name))


def _is_encoded(case: Case, name: str) -> bool:
    transforms = case.config.features.transforms
    return any(other.step == "encode" and name in other.columns for other in transforms)


RULES = (
    Rule(
        "TRANSFORM_KIND",
        transform_kind,
        "A transformation is for columns of another kind, such as the parts of a date or the mean of words.",
        "Take the column out of the transformation, or correct the kind of the column.",
    ),
)
