"""The work of a configuration: how many fits of which size, and what they cost before calibration."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import InvalidInputError
from ..experiments.config import ExperimentConfig, ModelChoice, Validation
from ..features import Encoding, plan
from ..models import BASELINE, CATALOGUE, fit_bytes, fit_seconds
from ..profile.records import Profile

START_S = 4.0
"""Seconds to start the process of a job, import the learners and read the table."""

FINISH_S = 1.0
"""Seconds to judge the final test, store the results and report them."""

BASE_BYTES = 400 * 2**20
"""Memory of the process of a job with its libraries, before any data."""

THREAD_GAIN = 0.7
"""Fits with k threads are taken to be k**THREAD_GAIN times as fast."""


@dataclass(frozen=True, slots=True)
class Folds:
    """`count` fits, each on `share` of the rows that are not the final test."""

    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Workload:
    """Seconds and bytes of a run according to the cost model."""

    seconds: float
    memory_bytes: int


def workload(config: ExperimentConfig, profile: Profile) -> Workload:
    """Return what a run of `config` costs according to the catalogue, before calibration.

    Models the catalogue does not have count nothing: they are refused before launch.
    """
    n_rows = _rows(config, profile) * (1 - config.validation.test_size)
    judged = folds(config.validation, profile)
    choices = [choice for choice in config.models if choice.key in CATALOGUE]
    encodings = {CATALOGUE[choice.key].encoding for choice in choices}
    widths = {encoding: _columns(encoding, config, profile) for encoding in encodings}
    sizes = {choice.key: widths[CATALOGUE[choice.key].encoding] for choice in choices}
    per_fit = [_fit(choice, config, profile, n_rows * judged.share, sizes[choice.key]) for choice in choices]
    last = [_fit(choice, config, profile, n_rows, sizes[choice.key]) for choice in choices]
    # An average is fitted by fitting all of its members once more.
    is_averaged = any(CATALOGUE[choice.key].combines for choice in choices)
    final = sum(last) if is_averaged else max(last, default=0.0)
    fits = judged.count * sum(per_fit) + final
    speed = config.resources.n_threads**THREAD_GAIN
    memory = [
        fit_bytes(CATALOGUE[choice.key], round(n_rows), sizes[choice.key], choice.hyperparameters)
        for choice in choices
    ]
    table = 8.0 * profile.n_rows * profile.n_columns * 3
    seconds = START_S + FINISH_S + (fits + _search(config, judged, per_fit)) / speed
    return Workload(seconds, round(BASE_BYTES + table + max(memory, default=0.0)))


def folds(validation: Validation, profile: Profile) -> Folds:
    """Return how many fits a way of judging takes, and on which share of the rows each."""
    k = validation.n_splits
    strategy = validation.strategy
    if strategy == "holdout":
        return Folds(1, 1 - 1 / k)
    if strategy == "time_expanding":
        return Folds(k, 0.5)
    if strategy == "time_sliding":
        return Folds(k, 1 / (k + 1))
    if strategy == "predefined":
        column = profile.column(validation.column) if validation.column else None
        return Folds(max(1, min(100, column.n_distinct if column else k)), 0.8)
    return Folds(k * (validation.repeats if strategy.startswith("repeated") else 1), 1 - 1 / k)


def _fit(
    choice: ModelChoice, config: ExperimentConfig, profile: Profile, n_rows: float, n_columns: int
) -> float:
    values: Mapping[str, Any] = choice.hyperparameters
    spec = CATALOGUE[choice.key]
    classes = _classes(config, profile)
    return fit_seconds(spec, round(n_rows), n_columns, n_classes=classes, values=values)


def _search(config: ExperimentConfig, judged: Folds, per_fit: list[float]) -> float:
    """Return the seconds of the search: the trials share the models, at most until its time limit."""
    if not config.search.enabled or not per_fit:
        return 0.0
    searched = [
        seconds
        for choice, seconds in zip(
            (one for one in config.models if one.key in CATALOGUE), per_fit, strict=True
        )
        if choice.key != BASELINE
    ]
    mean = sum(searched) / max(1, len(searched))
    seconds = config.search.n_trials * judged.count * mean
    return min(seconds, config.search.timeout_s) if config.search.timeout_s else seconds


def _columns(encoding: Encoding, config: ExperimentConfig, profile: Profile) -> int:
    names = {column.name for column in profile.columns}
    known = [name for name in config.features.include if name in names]
    transforms = config.features.transforms
    try:
        planned = plan(
            known,
            profile,
            encoding=encoding,
            kinds=config.kinds,
            transforms=transforms,
            missing=config.missing_values,
        )
    except InvalidInputError:
        return max(1, len(known))
    return max(1, planned.n_output)


def _rows(config: ExperimentConfig, profile: Profile) -> int:
    target = profile.column(config.target)
    return max(1, profile.n_rows - (target.n_missing if target else 0))


def _classes(config: ExperimentConfig, profile: Profile) -> int | None:
    target = profile.column(config.target)
    return target.n_distinct if target and config.task == "multiclass" else None
