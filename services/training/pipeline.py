"""From the feature plan to a scikit-learn Pipeline that is fitted inside each split."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from imblearn.pipeline import Pipeline as SamplingPipeline
from sklearn.base import is_regressor
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    MinMaxScaler,
    PowerTransformer,
    StandardScaler,
)

from ..errors import TrainingError
from ..features import FeaturePlan, PlannedColumn, PlannedStep
from ..vocabulary import ColumnKind
from .columns import WORDS
from .encoders import HashedLevels, NormalRanks, Topics, signed_log, target_encoder
from .transformers import (
    CategoryCodes,
    DateParts,
    HashedWords,
    OneHotLevels,
    RobustSmoothClip,
    TypedColumns,
)


def build_pipeline(plan: FeaturePlan, estimator: Any, sampler: Any = None) -> Pipeline:
    """Return the unfitted pipeline: form of the columns, planned steps, estimator.

    Columns that go through equal steps share one block, so that a table of 2,000 numbers costs as
    much as one matrix.

    Parameters
    ----------
    plan : what each selected column goes through
    estimator : unfitted scikit-learn estimator
    sampler : of imbalanced-learn, draws the prepared rows that train the estimator; None to take all

    Raises
    ------
    TrainingError
        If the plan hands no column on.
    """
    if all(_is_dropped(column.steps) for column in plan.columns):
        raise TrainingError(
            "No feature is left: every selected column is constant or set aside.",
            code="FEATURES_NONE",
            hint="Select at least one feature that varies.",
        )
    before = preparation(plan, is_regression=is_regressor(estimator))
    if sampler is None:
        return Pipeline([*before, ("model", estimator)])
    return SamplingPipeline([*before, ("resample", sampler), ("model", estimator)])


def preparation(plan: FeaturePlan, *, is_regression: bool) -> list[tuple[str, Any]]:
    """Return what comes before the estimator, unfitted: the form of the columns and the planned steps."""
    used = [column for column in plan.columns if not _is_dropped(column.steps)]
    blocks: dict[tuple[PlannedStep, ...], list[str]] = {}
    for column in used:
        blocks.setdefault(_effective(column.steps), []).append(column.name)
    kinds = {column.name: _read_as(column) for column in used}
    prepare = ColumnTransformer(
        [
            (f"block{number}", _chain(steps, is_regression=is_regression), names)
            for number, (steps, names) in enumerate(blocks.items())
        ],
        sparse_threshold=0,
        verbose_feature_names_out=False,
    )
    missing = {column.name: column.missing for column in used if column.missing}
    return [("columns", TypedColumns(kinds, missing)), ("prepare", prepare)]


def _is_dropped(steps: Sequence[PlannedStep]) -> bool:
    return any(step.step == "drop" for step in steps)


def _effective(steps: tuple[PlannedStep, ...]) -> tuple[PlannedStep, ...]:
    """Return the steps that are run: what is encoded as a category is not taken apart as well."""
    if not _has_codes(steps):
        return steps
    return tuple(step for step in steps if step.step not in ("text", "date_parts"))


def _read_as(column: PlannedColumn) -> ColumnKind:
    is_word = column.kind in WORDS or not _has_codes(column.steps)
    return column.kind if is_word else "categorical"


def _chain(steps: Sequence[PlannedStep], *, is_regression: bool) -> Any:
    is_numeric = not _has_codes(steps)
    made = [
        _encoder(step, is_regression) if step.step == "encode" else _transformer(step, is_numeric=is_numeric)
        for step in steps
    ]
    if len(steps) > 1 and (steps[0].step, steps[1].step) == ("impute", "encode"):
        made[0].set_output(transform="pandas")
    return "passthrough" if not made else made[0] if len(made) == 1 else make_pipeline(*made)


def _has_codes(steps: Sequence[PlannedStep]) -> bool:
    return any(step.step == "encode" for step in steps)


def _encoder(step: PlannedStep, is_regression: bool) -> Any:
    if step.method == "one_hot":
        return OneHotLevels(step.max_levels or 20)
    if step.method == "target":
        return target_encoder(is_regression=is_regression)
    return HashedLevels() if step.method == "hashing" else CategoryCodes()


def _transformer(step: PlannedStep, *, is_numeric: bool) -> Any:
    if step.step == "impute":
        # Whether a number was missing can say more than the number put in its place.
        return SimpleImputer(strategy=step.method, add_indicator=is_numeric, keep_empty_features=True)
    if step.step == "date_parts":
        return DateParts(step.parts)
    if step.step == "text":
        return Topics() if step.method == "tfidf_svd" else HashedWords()
    if step.step == "power":
        return _POWERS[step.method]()
    return _SCALERS[step.method]()


_POWERS: Mapping[str, Callable[[], Any]] = {
    "yeo_johnson": PowerTransformer,
    "log1p": lambda: FunctionTransformer(signed_log),
    "quantile": NormalRanks,
}
_SCALERS: Mapping[str, Any] = {
    "robust_clip": RobustSmoothClip,
    "standard": StandardScaler,
    "min_max": MinMaxScaler,
}
