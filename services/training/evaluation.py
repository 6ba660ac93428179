"""Fitting one model on the folds of a run and keeping what it predicted."""

import sys
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from imblearn.over_sampling import RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from numpy.typing import NDArray
from sklearn.ensemble import VotingClassifier, VotingRegressor
from sklearn.pipeline import Pipeline

from ..errors import HydroMLError, TrainingError
from ..experiments.config import ExperimentConfig
from ..models import spec
from ..vocabulary import ModelKey
from .course import Course
from .data import TrainingData
from .decision import decide, deciding
from .metrics import Judged, other_scores, score
from .pipeline import build_pipeline
from .seeds import derive_seed
from .targets import CLASS_TASKS, class_codes


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model with settings; `label` names it among the others, `note` says where it comes from.

    An average of other models has `members`.
    """

    key: ModelKey
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)
    label: str = ""
    note: str = ""
    members: tuple["Member", ...] = ()

    @property
    def name(self) -> str:
        """What messages, logs and predictions call it."""
        return self.label or self.key


@dataclass(frozen=True, slots=True)
class Member:
    """A model within an average; the shares of all members sum to 1."""

    candidate: Candidate
    share: float


@dataclass(eq=False)
class Performance:
    """What a candidate achieved so far: lists have one entry per finished fold, in order."""

    candidate: Candidate
    scores: list[float] = field(default_factory=list)
    others: list[dict[str, float]] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    fit_seconds: list[float] = field(default_factory=list)
    error: str | None = None

    @property
    def mean(self) -> float:
        """Mean of the metric over the finished folds."""
        return float(np.mean(self.scores))


def judge_fold(
    performance: Performance, number: int, config: ExperimentConfig, data: TrainingData, course: Course
) -> None:
    """Fit the candidate on one fold and add its score, or say why it failed.

    Parameters
    ----------
    performance : of the candidate; gains an entry or an error that names model and fold
    number : of the fold, from 0
    """
    train, judge = data.splits.folds[number]
    where = f"{performance.candidate.name}, fold {number + 1} of {len(data.splits.folds)}"
    try:
        pipeline, seconds = fit(performance.candidate, config, data, train, course)
        judged = judge_rows(pipeline, config, data, judge)
        value = score(config.metric, judged)
    except fit_errors() as error:
        performance.error = f"{where}: {_sentence(error)}"
        course.log(f"Failed: {performance.error}")
        return
    performance.scores.append(value)
    performance.others.append(other_scores(config.task, config.metric, judged))
    performance.judged.append(judged)
    performance.fit_seconds.append(seconds)


def fit(
    candidate: Candidate,
    config: ExperimentConfig,
    data: TrainingData,
    rows: NDArray[np.intp],
    course: Course,
) -> tuple[Any, float]:
    """Return the pipeline fitted on some rows, and the seconds it took; warnings go to the log."""
    pipeline = assemble(candidate, config, data)
    labels = data.target.labels[rows]
    if data.target.classes and len(np.unique(data.target.values[rows])) < 2:
        raise TrainingError("the rows that train hold a single class", code="TARGET_ONE_VALUE")
    # Warnings of the learners are for the person who reads the log; a job runs in its own process.
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        began = time.perf_counter()
        pipeline.fit(data.frame.iloc[rows], labels)
        seconds = time.perf_counter() - began
    for one in caught:
        course.log_once(f"{candidate.name} warns: {_without_figures(_first_line(str(one.message)))}")
    return pipeline, seconds


def assemble(candidate: Candidate, config: ExperimentConfig, data: TrainingData) -> Any:
    """Return the unfitted pipeline of a candidate: planned preprocessing and model, or their average."""
    if not candidate.members:
        return _pipeline(candidate, config, data, decides=True)
    pipelines = [
        (f"member{number}", _pipeline(one.candidate, config, data, decides=False))
        for number, one in enumerate(candidate.members)
    ]
    shares = [one.share for one in candidate.members]
    if not data.target.classes:
        return VotingRegressor(pipelines, weights=shares)
    average = VotingClassifier(pipelines, voting="soft", weights=shares)
    return deciding(average, config.imbalance.threshold, data)


def _pipeline(
    candidate: Candidate, config: ExperimentConfig, data: TrainingData, *, decides: bool
) -> Pipeline:
    model = spec(candidate.key)
    estimator = model.build(
        config.task,
        settings(candidate, config),
        derive_seed(config.seed, "model", candidate.key),
        config.resources.n_threads,
    )
    if decides:
        estimator = deciding(estimator, config.imbalance.threshold, data)
    return build_pipeline(data.plans[model.encoding], estimator, _sampler(candidate, config))


def _sampler(candidate: Candidate, config: ExperimentConfig) -> Any:
    """Return what draws the rows of each class that train, or None."""
    if config.imbalance.resampling == "none" or config.task not in CLASS_TASKS:
        return None
    seed = derive_seed(config.seed, "resample", candidate.key)
    if config.imbalance.resampling == "over":
        return RandomOverSampler(random_state=seed)
    return RandomUnderSampler(random_state=seed)


def settings(candidate: Candidate, config: ExperimentConfig) -> dict[str, Any]:
    """Return the hyperparameters of a candidate, with the class weights asked for elsewhere."""
    values = dict(candidate.hyperparameters)
    weight = config.imbalance.class_weight
    if weight != "none" and spec(candidate.key).parameter("class_weight") is not None:
        values.setdefault("class_weight", weight)
    return values


def judge_rows(pipeline: Any, config: ExperimentConfig, data: TrainingData, rows: NDArray[np.intp]) -> Judged:
    """Return what a fitted pipeline predicts for some rows, beside what is true.

    Raises
    ------
    TrainingError
        If a prediction is not a finite number.
    """
    actual, frame = data.target.values[rows], data.frame.iloc[rows]
    if not data.target.classes:
        return Judged(actual, _finite(np.asarray(pipeline.predict(frame), dtype=float).ravel()))
    # A class that did not occur in training has no column of its own: its probability is 0.
    places = class_codes(pipeline.classes_, data.target.classes)
    probabilities = np.zeros((len(rows), len(data.target.classes)))
    probabilities[:, places] = _finite(np.asarray(pipeline.predict_proba(frame), dtype=float))
    return Judged(actual, decide(probabilities, config.imbalance.threshold, data), probabilities)


def _finite(predicted: NDArray[np.float64]) -> NDArray[np.float64]:
    n_lost = int((~np.isfinite(predicted)).reshape(len(predicted), -1).any(axis=1).sum())
    if n_lost:
        raise TrainingError(f"the predictions of {n_lost:,} of {len(predicted):,} rows are no finite numbers")
    return predicted


def fit_errors() -> tuple[type[Exception], ...]:
    """Return what is raised when data or settings do not suit a learner."""
    usual: tuple[type[Exception], ...] = (
        HydroMLError,
        ValueError,
        TypeError,
        ArithmeticError,
        LookupError,
        RuntimeError,
        MemoryError,
    )
    boosting, catboost = sys.modules.get("lightgbm"), sys.modules.get("catboost")
    if boosting is not None:
        usual = (*usual, boosting.basic.LightGBMError)
    return usual if catboost is None else (*usual, catboost.CatBoostError)


def _sentence(error: Exception) -> str:
    return _first_line(str(error)) or type(error).__name__


def _without_figures(text: str) -> str:
    """Return a warning without the sentence of its figures, which differ in every fold."""
    return text.split(" Duality gap:")[0]


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return lines[0][:300] if lines else ""
