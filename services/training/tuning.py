"""Tuning within a run: which models are searched, with which share of the budget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..experiments.config import EarlierSearch, ExperimentConfig, Range
from ..experiments.config import Search as ConfiguredSearch
from ..experiments.searching import trials_of_each
from ..models import Edge, edges, fit_seconds, spec
from ..vocabulary import ModelKey
from .carrying import Stage
from .course import Course
from .data import TrainingData
from .evaluation import Performance
from .journal import Journal
from .records import SearchResult, Trial
from .rounds import Search
from .search import Tuned, tune
from .space import Space, distributions, space_of

SHOWN_TRIALS = 200
"""Trials that progress reports carry at most, the newest."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """All trials, how the search of each model ended, and best values on an edge of the space."""

    trials: tuple[Trial, ...] = ()
    searches: tuple[SearchResult, ...] = ()
    edges: tuple[Edge, ...] = ()


def tune_models(
    config: ExperimentConfig,
    data: TrainingData,
    course: Course,
    performances: list[Performance],
    journal: Journal,
) -> Tuning:
    """Search the configured models one after the other; those that gained join `performances`.

    The budget is shared out evenly: trials, of which the first models take the remainder, and seconds.

    Parameters
    ----------
    performances : of the untuned models; is appended to, and notes are set where nothing was gained
    journal : keeps the trials
    """
    defaults = {one.candidate.key: one for one in reversed(performances)}
    budget = _budget(config, course, defaults)
    trials: list[Trial] = []
    ended: list[SearchResult] = []
    for key, n_trials in budget.items():
        default = defaults[key]
        search = Search(
            key=key,
            base=dict(default.candidate.hyperparameters),
            stages=_stages(config, key, n_trials),
            limit_s=_share_s(config, len(budget)),
            config=config,
            data=data,
            course=course,
            on_trial=_Reporter(course, data, default, tuple(trials), config),
        )
        found = tune(search, default, journal)
        first = len(trials)
        trials.extend(replace(trial, number=first + trial.number) for trial in found.trials)
        ended.append(found.ended)
        _keep(found, default, performances)
        course.log(f"{key}: {found.note or _told(found.best)}.")
    return Tuning(tuple(trials), tuple(ended), tuple(edge for one in ended for edge in _edges(config, one)))


def _edges(config: ExperimentConfig, ended: SearchResult) -> tuple[Edge, ...]:
    space = {name: one.model_dump() for name, one in space_of(config, ended.model).items()}
    return edges(ended.model, ended.values, space)


def _stages(config: ExperimentConfig, key: ModelKey, n_trials: int) -> tuple[Stage, ...]:
    """Return the searches of the past that count, and the present one."""
    search = config.search
    past = [_stage(key, one.space, one.n_trials, one) for one in search.earlier.get(key, ())]
    return (*past, _stage(key, space_of(config, key), n_trials, search))


def _stage(key: ModelKey, space: Space, n_trials: int, how: EarlierSearch | ConfiguredSearch) -> Stage:
    ranges = ((name, bounds) for name, bounds in space.items() if isinstance(bounds, Range))
    stepped = frozenset(name for name, bounds in ranges if bounds.step is not None)
    return Stage(distributions(key, space), stepped, n_trials, how.sampler, how.pruner)


def _budget(
    config: ExperimentConfig, course: Course, defaults: Mapping[ModelKey, Performance]
) -> dict[ModelKey, int]:
    budget = {key: n for key, n in trials_of_each(config).items() if key in defaults}
    if not budget:
        course.log("None of the models has settings to search.")
    return budget


def _share_s(config: ExperimentConfig, n_models: int) -> float | None:
    limit_s = config.search.timeout_s
    return None if limit_s is None else limit_s / n_models


def _keep(found: Tuned, default: Performance, performances: list[Performance]) -> None:
    if found.best is None:
        default.candidate = replace(default.candidate, note=found.note)
    else:
        performances.append(found.best)


def _told(best: Performance | None) -> str:
    return "" if best is None else f"{best.mean:.4g}, {best.candidate.note}"


class _Reporter:
    """Reports each finished trial of one search."""

    def __init__(
        self,
        course: Course,
        data: TrainingData,
        default: Performance,
        earlier: tuple[Trial, ...],
        config: ExperimentConfig,
    ) -> None:
        self._course = course
        self._earlier = earlier
        self._default = default
        self._n_trials = config.search.n_trials
        self._seen = 1
        model = spec(default.candidate.key)
        self._work = len(data.splits.folds) * fit_seconds(
            model,
            len(data.splits.folds[0][0]),
            data.plans[model.encoding].n_output,
            n_classes=len(data.target.classes) or None,
        )

    def __call__(self, trials: Sequence[Trial]) -> None:
        """Report the trials of this search after the newest one."""
        every = (*self._earlier, *trials)
        shown: list[dict[str, Any]] = [
            {"number": number, "model": one.model, "value": one.value, "state": one.state}
            for number, one in enumerate(every)
        ]
        default = None if self._default.error is not None else self._default.mean
        message = f"Trial {len(every)} of {self._n_trials}: {every[-1].state}"
        new, self._seen = max(0, len(trials) - self._seen), len(trials)
        self._course.advance(
            new * self._work, "tune", message, {"trials": shown[-SHOWN_TRIALS:], "default": default}
        )
