"""The plan of preprocessing: what each selected column goes through before a model sees it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

from ..errors import FieldError, InvalidInputError
from ..profile.records import ColumnProfile, Profile
from ..vocabulary import ColumnKind, TransformStep
from .records import Encoding, FeaturePlan, PlannedColumn, PlannedStep

MAX_ONE_HOT = 20
"""Levels up to which categories get a column each (defaults.md, rule R12)."""

N_HASHED = 64
"""Columns into which the words of a text are hashed."""

N_HASHED_LEVELS = 16
"""Columns into which the levels of a category are hashed."""

N_TOPICS = 32
"""Directions that are kept of the weighted words of a text."""

DATE_PARTS = ("year", "month", "day", "weekday", "hour")
EVERY_DATE_PART = ("year", "quarter", "month", "day", "weekday", "dayofyear", "hour", "minute")

METHODS: Mapping[TransformStep, tuple[str, ...]] = MappingProxyType(
    {
        "impute": ("median", "mean", "most_frequent", "constant"),
        "power": ("yeo_johnson", "log1p", "quantile"),
        "scale": ("robust_clip", "standard", "min_max"),
        "encode": ("one_hot", "ordinal", "binary", "target", "hashing"),
        "date_parts": ("parts",),
        "text": ("hashing", "tfidf_svd"),
        "drop": ("drop",),
    }
)
"""What can be planned now, the default of each step first; lags follow."""

N_SHAPES = 4096
_MOST_COUNTED = 1002
"""No limit of levels is higher than 1,000, so that more distinct values make no difference."""

ORDER: tuple[TransformStep, ...] = ("drop", "date_parts", "text", "encode", "power", "impute", "scale")
FILLED_FIRST: tuple[TransformStep, ...] = ("drop", "date_parts", "text", "impute", "encode", "scale")
"""One-hot encoding makes a column of what is missing: what is to be filled is filled before."""


class DeclaredTransform(Protocol):
    """What this room reads of a transformation in the configuration."""

    @property
    def columns(self) -> Sequence[str]:
        """Which columns."""

    @property
    def step(self) -> TransformStep:
        """Which step."""

    @property
    def method(self) -> str | None:
        """How; None for the default of the step."""

    @property
    def max_levels(self) -> int | None:
        """For one-hot encoding."""

    @property
    def parts(self) -> Sequence[str]:
        """For dates."""


@dataclass(frozen=True, slots=True)
class _Subject:
    column: ColumnProfile
    kind: ColumnKind
    encoding: Encoding
    n_rows: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """All that decides the steps of a column; a table of 2,000 columns has a few dozen of these."""

    kind: ColumnKind
    n_distinct: int
    has_missing: bool
    has_hours: bool
    encoding: Encoding
    declared: tuple[tuple[TransformStep, PlannedStep], ...]


def plan(
    include: Sequence[str],
    profile: Profile,
    *,
    encoding: Encoding,
    kinds: Mapping[str, ColumnKind] | None = None,
    transforms: Sequence[DeclaredTransform] = (),
    missing: Mapping[str, Sequence[str]] | None = None,
) -> FeaturePlan:
    """Return what each selected column goes through; declared transformations override the defaults.

    Parameters
    ----------
    include : names of the selected columns, each in `profile`
    profile : of the table
    encoding : "ordinal" for trees (missing kept), "one_hot" for linear models (imputed, scaled)
    kinds : kinds the user set, by column
    transforms : declared in the configuration; a later one wins over an earlier one of the same step
    missing : values that stand for "missing", by column

    Raises
    ------
    InvalidInputError
        If a column is not in the table or a transformation cannot be planned in this version.
    """
    by_name = {column.name: column for column in profile.columns}
    _check_columns(include, by_name)
    _check_transforms(transforms)
    overrides, stand_ins = kinds or {}, missing or {}
    declared = _declared(transforms)

    def subject(name: str) -> _Subject:
        kind = overrides.get(name, by_name[name].kind)
        return _Subject(by_name[name], kind, encoding, profile.n_rows, tuple(stand_ins.get(name, ())))

    return FeaturePlan(encoding, tuple(_planned(subject(name), declared.get(name, {})) for name in include))


def default_steps(kind: ColumnKind, n_distinct: int, encoding: Encoding) -> tuple[PlannedStep, ...]:
    """Return the steps a column of this kind goes through when nothing else is declared.

    Source: defaults.md, rules R12 (categories), R13 (missing) and R15 (scaling).
    """
    linear = encoding == "one_hot"
    filled = (PlannedStep("impute", "median"), PlannedStep("scale", "robust_clip")) if linear else ()
    if kind in ("numeric", "integer"):
        return filled
    if kind == "boolean":
        common = (PlannedStep("impute", "most_frequent"),) if linear else ()
        return (PlannedStep("encode", "binary"), *common)
    if kind == "datetime":
        return (PlannedStep("date_parts", "parts", parts=DATE_PARTS), *filled)
    if kind == "text":
        return (PlannedStep("text", "hashing"),)
    if kind == "constant":
        return (PlannedStep("drop", "drop"),)
    if linear or n_distinct <= MAX_ONE_HOT:
        return (PlannedStep("encode", "one_hot", max_levels=MAX_ONE_HOT),)
    return (PlannedStep("encode", "ordinal"),)


def _planned(subject: _Subject, declared: Mapping[TransformStep, PlannedStep]) -> PlannedColumn:
    column = subject.column
    shape = _Shape(
        subject.kind,
        min(column.n_distinct, _MOST_COUNTED),
        column.n_missing > 0 or bool(subject.missing),
        subject.kind == "datetime" and _has_hours(column),
        subject.encoding,
        tuple(declared.items()),
    )
    steps, n_output = _steps(shape)
    return PlannedColumn(
        column.name, subject.kind, steps, n_output, _note(subject, declared), subject.missing
    )


@lru_cache(maxsize=N_SHAPES)
def _steps(shape: _Shape) -> tuple[tuple[PlannedStep, ...], int]:
    """Return what columns of one shape go through, and how many columns come out of each."""
    declared = dict(shape.declared)
    usual = default_steps(shape.kind, shape.n_distinct, shape.encoding)
    chosen = {step.step: step for step in usual} | declared
    if shape.encoding == "one_hot" and "encode" in chosen and chosen["encode"].method != "one_hot":
        # Codes keep what is missing, which linear models do not take.
        chosen.setdefault("impute", PlannedStep("impute", "most_frequent"))
    if "drop" in chosen:
        chosen = {"drop": chosen["drop"]}
    steps = tuple(
        chosen[step] if step in declared and chosen[step].parts else _completed(chosen[step], shape)
        for step in _order(chosen, declared)
        if step in chosen
    )
    return steps, _n_output(steps, shape)


def _order(
    chosen: Mapping[TransformStep, PlannedStep], declared: Mapping[TransformStep, PlannedStep]
) -> tuple[TransformStep, ...]:
    is_one_hot = "encode" in chosen and chosen["encode"].method == "one_hot"
    return FILLED_FIRST if is_one_hot and "impute" in declared else ORDER


def _completed(step: PlannedStep, shape: _Shape) -> PlannedStep:
    if step.step == "encode" and step.method == "one_hot" and step.max_levels is None:
        return PlannedStep("encode", "one_hot", max_levels=MAX_ONE_HOT)
    if step.step == "date_parts":
        return PlannedStep("date_parts", "parts", parts=_parts(has_hours=shape.has_hours))
    return step


def _parts(*, has_hours: bool) -> tuple[str, ...]:
    """Return the usual parts; a date without a time of day has no hour."""
    return DATE_PARTS if has_hours else tuple(part for part in DATE_PARTS if part != "hour")


def _has_hours(column: ColumnProfile) -> bool:
    ends = [str(column.stats.get(end) or "") for end in ("min", "max")]
    return any("T" in end and not end.split("T")[1].startswith("00:00:00") for end in ends)


def _n_output(steps: Sequence[PlannedStep], shape: _Shape) -> int:
    counts = {step.step: step for step in steps}
    if "drop" in counts:
        return 0
    if "text" in counts:
        return N_TOPICS if counts["text"].method == "tfidf_svd" else N_HASHED
    encode = counts.get("encode")
    if encode is None:
        # A filled number comes with a second column that tells whether it was missing.
        indicators = 2 if "impute" in counts and shape.has_missing else 1
        return indicators * (len(counts["date_parts"].parts) if "date_parts" in counts else 1)
    if encode.method != "one_hot":
        # Of more than two classes, the mean of each is a column; that is known only when it is fitted.
        return N_HASHED_LEVELS if encode.method == "hashing" else 1
    levels = max(1, shape.n_distinct) + (shape.has_missing and "impute" not in counts)
    limit = encode.max_levels or MAX_ONE_HOT
    return 1 if levels <= 2 else min(levels, limit + 1)


def _note(subject: _Subject, declared: Mapping[TransformStep, PlannedStep]) -> str:
    share = subject.column.n_missing / max(1, subject.n_rows)
    if "drop" in declared:
        return "Set aside by a transformation."
    if subject.kind == "constant":
        return "Has a single value and is not passed on."
    if subject.kind == "identifier":
        return "Looks like an identifier: models learn rows by heart from it."
    if subject.kind == "text" and "encode" not in declared:
        text = declared.get("text")
        if text is not None and text.method == "tfidf_svd":
            return f"Words are weighed and turned into {N_TOPICS} columns."
        return f"Words are hashed into {N_HASHED} columns."
    return f"{share:.0%} of the values are missing." if share > 0.5 else ""


def _declared(transforms: Sequence[DeclaredTransform]) -> dict[str, dict[TransformStep, PlannedStep]]:
    declared: dict[str, dict[TransformStep, PlannedStep]] = {}
    for one in transforms:
        step = PlannedStep(one.step, one.method or METHODS[one.step][0], one.max_levels, tuple(one.parts))
        for name in one.columns:
            declared.setdefault(name, {})[one.step] = step
    return declared


def _check_columns(include: Sequence[str], known: Collection[str]) -> None:
    missing = [(place, name) for place, name in enumerate(include) if name not in known]
    if missing:
        raise InvalidInputError(
            f"The table has no column '{missing[0][1]}'.",
            code="FEATURES_UNKNOWN",
            hint="Take it out of the selected features.",
            errors=[
                FieldError(f"/features/include/{place}", f"no column '{name}'") for place, name in missing
            ],
        )


def _check_transforms(transforms: Sequence[DeclaredTransform]) -> None:
    for place, one in enumerate(transforms):
        methods = METHODS.get(one.step, ())
        if not methods or (one.method is not None and one.method not in methods):
            how = f"'{one.step}' by '{one.method}'" if one.method else f"'{one.step}'"
            raise _unsupported(place, f"The transformation {how}", methods or tuple(METHODS))
        unknown = [part for part in one.parts if part not in EVERY_DATE_PART]
        if unknown and one.step == "date_parts":
            raise _unsupported(place, f"The date part '{unknown[0]}'", EVERY_DATE_PART)


def _unsupported(place: int, what: str, instead: Sequence[str]) -> InvalidInputError:
    message = f"{what} cannot be run in this version."
    return InvalidInputError(
        message,
        code="NOT_YET_SUPPORTED",
        hint=f"Use one of {', '.join(instead)}.",
        errors=[FieldError(f"/features/transforms/{place}", message)],
    )
