"""The hyperparameter search: Optuna over the run's own folds, kept in a journal, resumed after a kill."""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import optuna
from optuna.trial import FrozenTrial, TrialState

from ..errors import TrainingError
from ..experiments.config import ExperimentConfig, Range
from ..models import METRICS
from ..vocabulary import ModelKey
from .course import Course, TimeLimitError
from .data import TrainingData
from .evaluation import Candidate, Performance, judge_fold
from .journal import Journal
from .metrics import is_better
from .records import Trial
from .seeds import derive_seed
from .space import Distributions, PointSampler, default_point, grid_points, pruner, sampler, sequence_point

REPEATED = "repeated"
FAILED = "failed"
STATES = {TrialState.COMPLETE: "complete", TrialState.PRUNED: "pruned", TrialState.FAIL: FAILED}


@dataclass(frozen=True, eq=False)
class Search:
    """One search: a model with its starting values, the space and the budget in trials and seconds."""

    key: ModelKey
    base: Mapping[str, Any]
    space: Distributions
    n_trials: int
    limit_s: float | None
    config: ExperimentConfig
    data: TrainingData
    course: Course
    on_trial: Callable[[Sequence[Trial]], None]

    def candidate(self, values: Mapping[str, Any]) -> Candidate:
        """Return the model with values of the space in place of its own."""
        return Candidate(self.key, {**self.base, **values}, label=f"{self.key} (tuned)")


@dataclass(frozen=True, eq=False)
class Tuned:
    """What a search found: its trials, and the best one if it beats the untuned model."""

    trials: tuple[Trial, ...]
    best: Performance | None
    note: str


def tune(search: Search, default: Performance, path: Path | None) -> Tuned:
    """Search until the budget is spent and compare the best trial with the untuned model.

    Trial 0 is the tuned default as already judged. Equal configurations are answered from the
    study. A kept journal is continued: its trials count, one that a kill broke off is drawn again.

    Parameters
    ----------
    search : model, space and budget
    default : the untuned model over the same folds
    path : file of the journal, or None to keep nothing
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    name, journal = _name(search), Journal(path)
    study = _study(search, default)
    study.add_trials(journal.trials(name))
    kept: dict[int, Performance] = {}
    began = time.monotonic()
    try:
        while (number := len(settled(study))) < search.n_trials and not _is_over(search, began):
            drawn = _sampler(study, search, number)
            if drawn is None:
                search.course.log(f"Every point of the grid of {search.key} has been tried.")
                break
            # Pruners remember: each trial has one of its own, or a resumed search would differ.
            study.sampler, study.pruner = drawn, pruner(search.config.search.pruner)
            _run_trial(study, search, kept)
            journal.add(name, settled(study)[-1])
            search.on_trial(trials_of(study, search.key))
    except TimeLimitError:
        search.course.log("The time limit ended the search; finished trials are kept.")
    return _compare(study, search, default, kept)


def settled(study: optuna.Study) -> list[FrozenTrial]:
    """Return the trials that ran to an end, in order; one that a stop broke off is not among them."""
    return [
        trial
        for trial in study.get_trials(deepcopy=False)
        if trial.state in (TrialState.COMPLETE, TrialState.PRUNED) or FAILED in trial.user_attrs
    ]


def trials_of(study: optuna.Study, key: ModelKey) -> tuple[Trial, ...]:
    """Return the settled trials as records, numbered from 0."""
    return tuple(
        Trial(
            number,
            key,
            trial.value if trial.state == TrialState.COMPLETE else None,
            REPEATED if REPEATED in trial.user_attrs else STATES[trial.state],
            dict(trial.params),
        )
        for number, trial in enumerate(settled(study))
    )


def _study(search: Search, default: Performance) -> optuna.Study:
    """Return a study in memory that knows the default; its name, which pruners look at, tells no place."""
    study = optuna.create_study(study_name=search.key, direction=METRICS[search.config.metric].direction)
    if default.error is None:
        point = default_point(search.key, search.base, search.space)
        study.add_trial(
            optuna.trial.create_trial(
                value=default.mean,
                params=point,
                distributions={name: search.space[name] for name in point},
                intermediate_values=dict(enumerate(_steps(search, default.scores))),
                user_attrs={"default": True},
            )
        )
    return study


def _name(search: Search) -> str:
    """Return a name that is equal only for searches that may share trials."""
    config = search.config
    parts = config.model_dump(
        mode="json",
        include={
            "target",
            "task",
            "roles",
            "kinds",
            "missing_values",
            "features",
            "validation",
            "metric",
            "imbalance",
        },
    )
    settings = (
        config.dataset.fingerprint,
        config.seed,
        config.search.sampler,
        config.search.pruner,
        dict(search.base),
        search.space,
    )
    digest = hashlib.sha256(repr((parts, settings)).encode()).hexdigest()
    return f"{search.key}-{digest[:16]}"


def _seed(search: Search) -> int:
    return derive_seed(search.config.seed, "search", search.key)


def _run_trial(study: optuna.Study, search: Search, kept: dict[int, Performance]) -> None:
    trial = study.ask(search.space)
    twin = _twin(study, trial)
    if twin is not None:
        _answer(study, trial, twin)
        return
    performance = Performance(search.candidate(trial.params))
    for number in range(len(search.data.splits.folds)):
        search.course.check()
        judge_fold(performance, number, search.config, search.data, search.course)
        if performance.error is not None:
            trial.set_user_attr(FAILED, performance.error)
            study.tell(trial, state=TrialState.FAIL)
            return
        trial.report(_steps(search, performance.scores)[-1], number)
        if trial.should_prune() and number + 1 < len(search.data.splits.folds):
            study.tell(trial, state=TrialState.PRUNED)
            return
    study.tell(trial, performance.mean)
    kept[trial.number] = performance
    for other in [one for one in kept if one != study.best_trial.number]:
        del kept[other]


def _twin(study: optuna.Study, trial: optuna.Trial) -> FrozenTrial | None:
    """Return an earlier trial with the very same values, if there is one."""
    return next((one for one in settled(study) if one.params == trial.params), None)


def _answer(study: optuna.Study, trial: optuna.Trial, twin: FrozenTrial) -> None:
    """End a trial as its twin ended."""
    trial.set_user_attr(REPEATED, twin.number)
    if FAILED in twin.user_attrs:
        trial.set_user_attr(FAILED, twin.user_attrs[FAILED])
    study.tell(trial, twin.value if twin.state == TrialState.COMPLETE else None, twin.state)


def _steps(search: Search, scores: Sequence[float]) -> list[float]:
    """Return what the pruner sees: the mean so far, or for the signed-rank test each fold."""
    if search.config.search.pruner == "wilcoxon":
        return list(scores)
    return [sum(scores[:n]) / n for n in range(1, len(scores) + 1)]


def _is_over(search: Search, began: float) -> bool:
    limit = search.limit_s
    over = limit is not None and time.monotonic() - began >= limit
    if over:
        search.course.log(f"The search stopped after its {limit:g} s.")
    return over


def _sampler(study: optuna.Study, search: Search, number: int) -> optuna.samplers.BaseSampler | None:
    """Return what draws trial `number`; None when the grid has no point left."""
    kind = search.config.search.sampler
    if kind == "qmc":
        return PointSampler(sequence_point(search.space, number, _seed(search)))
    if kind != "grid":
        return sampler(kind, _seed(search), number)
    given = search.config.search.space.get(search.key, {}).items()
    stepped = [name for name, one in given if isinstance(one, Range) and one.step is not None]
    points = grid_points(search.space, search.n_trials, _seed(search), stepped=stepped)
    tried = number - sum("default" in trial.user_attrs for trial in settled(study))
    return PointSampler(points[tried]) if tried < len(points) else None


def _compare(
    study: optuna.Study, search: Search, default: Performance, kept: Mapping[int, Performance]
) -> Tuned:
    trials = trials_of(study, search.key)
    complete = [trial for trial in settled(study) if trial.state == TrialState.COMPLETE]
    gained = complete and (
        default.error is not None or is_better(search.config.metric, study.best_trial.value, default.mean)
    )
    if not gained:
        return Tuned(trials, None, f"{len(trials)} trials: no gain over the default")
    number, values = study.best_trial.number, study.best_trial.params
    best = kept.get(number) or _judged_again(search, values)
    place = settled(study).index(next(one for one in complete if one.number == number))
    note = f"tuned on the same folds: trial {place} of {len(trials)}"
    best.candidate = replace(best.candidate, note=note)
    return Tuned(trials, best, "")


def _judged_again(search: Search, values: Mapping[str, Any]) -> Performance:
    """Return the performance of a trial that an earlier attempt judged; only its score was kept."""
    performance = Performance(search.candidate(values))
    for number in range(len(search.data.splits.folds)):
        judge_fold(performance, number, search.config, search.data, search.course)
    if performance.error is not None:
        raise TrainingError(f"The best trial could not be repeated: {performance.error}")
    return performance
