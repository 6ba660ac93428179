"""Changes of the declared transformations: values in, values out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ...services.features import METHODS, FeaturePlan, PlannedStep
from ...services.vocabulary import ColumnKind, TransformStep

STEPS: Mapping[ColumnKind, tuple[TransformStep, ...]] = MappingProxyType(
    {
        "numeric": ("power", "impute", "scale"),
        "integer": ("power", "impute", "scale"),
        "boolean": ("impute",),
        "categorical": ("impute", "encode"),
        "identifier": ("impute", "encode"),
        "datetime": ("date_parts", "impute", "scale"),
        "text": ("text",),
        "constant": (),
    }
)
"""What can be declared for a column of a kind, in the order of the form."""

ONLY: Mapping[tuple[ColumnKind, TransformStep], tuple[str, ...]] = MappingProxyType(
    {
        ("categorical", "impute"): ("most_frequent",),
        ("identifier", "impute"): ("most_frequent",),
        ("boolean", "impute"): ("most_frequent", "median", "mean"),
        ("categorical", "encode"): ("one_hot", "ordinal", "target", "hashing"),
        ("identifier", "encode"): ("one_hot", "ordinal", "target", "hashing"),
    }
)
"""Methods of a step that suit a kind, where not all do."""

PROPOSED = "proposed"
"""The choice of a step that declares nothing."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "median": "median",
        "mean": "mean",
        "most_frequent": "most frequent value",
        "constant": "0 for every missing value",
        "yeo_johnson": "Yeo-Johnson",
        "log1p": "signed logarithm",
        "quantile": "normal ranks",
        "robust_clip": "quartiles, far values bent",
        "standard": "mean and standard deviation",
        "min_max": "from 0 to 1",
        "one_hot": "a column per level",
        "ordinal": "codes",
        "binary": "0 and 1",
        "target": "target mean, from other folds",
        "hashing": "hashed",
        "tfidf_svd": "TF-IDF, strongest directions",
        "parts": "parts",
        "drop": "set aside",
    }
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is declared of a step; `method` is empty for what is proposed."""

    method: str = ""
    parts: tuple[str, ...] = ()


def methods_of(kind: ColumnKind, step: TransformStep) -> tuple[str, ...]:
    """Return the methods of a step that suit a kind."""
    return ONLY.get((kind, step), METHODS[step])


def declared_of(features: Mapping[str, Any], column: str) -> dict[TransformStep, Choice]:
    """Return what is declared for a column; a later declaration wins."""
    return {
        one["step"]: Choice(str(one.get("method") or METHODS[one["step"]][0]), tuple(one.get("parts") or ()))
        for one in features.get("transforms") or ()
        if column in one["columns"] and one["step"] in METHODS
    }


def with_steps(
    features: Mapping[str, Any], columns: Sequence[str], choices: Mapping[TransformStep, Choice]
) -> dict[str, Any]:
    """Return the features with these steps of these columns declared so, and all others as they were."""
    gone = set(columns)
    kept = []
    for one in features.get("transforms") or ():
        left = (
            [name for name in one["columns"] if name not in gone]
            if one["step"] in choices
            else one["columns"]
        )
        if left:
            kept.append({**one, "columns": list(left)})
    added = [
        {"columns": list(columns), "step": step, "method": choice.method, "parts": list(choice.parts)}
        for step, choice in choices.items()
        if choice.method
    ]
    return {**features, "transforms": [*kept, *added]}


def steps_in_words(steps: Collection[PlannedStep]) -> str:
    """Return steps in words: "median, then from 0 to 1"."""
    told = [
        WORDS.get(step.method, step.method) + (f" ({', '.join(step.parts)})" if step.parts else "")
        for step in steps
    ]
    return ", then ".join(told) or "as it is"


def plan_in_words(plan: FeaturePlan) -> str:
    """Return how many columns go which way: "34 a column per level, 2 codes, 30 as they are"."""
    counts = {"a column per level": 0, "encoded": 0, "filled or scaled": 0, "dates in parts": 0, "texts": 0}
    n_plain = 0
    for column in plan.columns:
        steps = {step.step: step.method for step in column.steps}
        if "drop" in steps:
            continue
        if "encode" in steps:
            counts["a column per level" if steps["encode"] == "one_hot" else "encoded"] += 1
        elif "date_parts" in steps:
            counts["dates in parts"] += 1
        elif "text" in steps:
            counts["texts"] += 1
        elif steps:
            counts["filled or scaled"] += 1
        else:
            n_plain += 1
    told = [f"{n:,} {what}" for what, n in counts.items() if n]
    return ", ".join([*told, *([f"{n_plain:,} as they are"] if n_plain else [])])
