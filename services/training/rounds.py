"""One stage of a search under way: trials drawn, judged, answered from what is known, and told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import optuna
from optuna.trial import FrozenTrial, TrialState

from ..experiments.config import ExperimentConfig
from ..models import METRICS
from ..vocabulary import ModelKey
from .carrying import DEFAULT, SCORES, Past, Stage, carried, steps
from .course import Course
from .data import TrainingData
from .evaluation import Candidate, Performance, judge_fold
from .records import Trial
from .seeds import derive_seed
from .space import PointSampler, default_point, draw, grid_points, pruner, sampler, sequence_point

REPEATED = "repeated"
FAILED = "failed"
STATES = {TrialState.COMPLETE: "complete", TrialState.PRUNED: "pruned", TrialState.FAIL: FAILED}


@dataclass(frozen=True, eq=False)
class Search:
    """One search: a model with its starting values, the stages of the search, and the limit in seconds.

    All stages but the last are searches of the past, whose trials count in the last one.
    """

    key: ModelKey
    base: Mapping[str, Any]
    stages: tuple[Stage, ...]
    limit_s: float | None
    config: ExperimentConfig
    data: TrainingData
    course: Course
    on_trial: Callable[[Sequence[Trial]], None]

    def candidate(self, values: Mapping[str, Any]) -> Candidate:
        """Return the model with values of the space in place of its own."""
        return Candidate(self.key, {**self.base, **values}, label=f"{self.key} (tuned)")


@dataclass(eq=False)
class Round:
    """A stage with its study, which is in memory and knows the default and what was carried over.

    `n_start` is the number of trials before the first of its own, `n_left_out` that of the earlier
    ones outside the space; `kept` is the performance of the best trial, if it was judged here.
    """

    search: Search
    stage: Stage
    default: Performance
    study: optuna.Study
    n_start: int = 0
    n_left_out: int = 0
    kept: dict[int, Performance] = field(default_factory=dict)

    @classmethod
    def begin(cls, search: Search, stage: Stage, default: Performance, past: Iterable[Past]) -> "Round":
        """Return a round in which nothing new was drawn yet."""
        # Pruners look at the name of a study: it is that of the model wherever the search runs.
        direction = METRICS[search.config.metric].direction
        study = optuna.create_study(study_name=search.key, direction=direction)
        found = cls(search, stage, default, study)
        if default.error is None:
            study.add_trial(_default_trial(search, stage, default))
        for one in past:
            trial = carried(one, search.key, search.base, stage)
            if trial is None:
                found.n_left_out += 1
            else:
                study.add_trial(trial)
        found.n_start = len(found.settled)
        return found

    @property
    def settled(self) -> list[FrozenTrial]:
        """The trials that ran to an end, in order; one that a stop broke off is not among them."""
        return [
            trial
            for trial in self.study.get_trials(deepcopy=False)
            if trial.state in (TrialState.COMPLETE, TrialState.PRUNED) or FAILED in trial.user_attrs
        ]

    @property
    def own(self) -> list[FrozenTrial]:
        """The trials that were drawn in this stage."""
        return self.settled[self.n_start :]

    @property
    def n_carried(self) -> int:
        """How many trials were taken over; the default, which is always judged, is not counted."""
        return self.n_start - (self.default.error is None)

    def trials(self) -> tuple[Trial, ...]:
        """Return the settled trials as records, numbered from 0."""
        first = self.n_start - self.n_carried
        return tuple(
            Trial(
                number,
                self.search.key,
                trial.value if trial.state == TrialState.COMPLETE else None,
                REPEATED if REPEATED in trial.user_attrs else STATES[trial.state],
                dict(trial.params),
                taken_over=first <= number < self.n_start,
            )
            for number, trial in enumerate(self.settled)
        )

    def next(self) -> FrozenTrial | None:
        """Draw, judge and return one trial; None when the grid has no point left."""
        drawn = self._sampler(len(self.settled))
        if drawn is None:
            self.search.course.log(f"Every point of the grid of {self.search.key} has been tried.")
            return None
        # Pruners remember: each trial has one of its own, or a resumed search would differ.
        self.study.sampler, self.study.pruner = drawn, pruner(self.stage.pruner)
        trial = self.study.ask()
        draw(trial, self.search.key, self.search.base, self.stage.space)
        twin = next((one for one in self.settled if one.params == trial.params), None)
        if twin is not None:
            self._answer(trial, twin)
        else:
            self._judge(trial)
        return self.settled[-1]

    def _judge(self, trial: optuna.Trial) -> None:
        search, folds = self.search, len(self.search.data.splits.folds)
        performance = Performance(search.candidate(trial.params))
        for number in range(folds):
            search.course.check()
            judge_fold(performance, number, search.config, search.data, search.course)
            trial.set_user_attr(SCORES, list(performance.scores))
            if performance.error is not None:
                trial.set_user_attr(FAILED, performance.error)
                self.study.tell(trial, state=TrialState.FAIL)
                return
            trial.report(steps(self.stage.pruner, performance.scores)[-1], number)
            if trial.should_prune() and number + 1 < folds:
                self.study.tell(trial, state=TrialState.PRUNED)
                return
        self.study.tell(trial, performance.mean)
        self.kept[trial.number] = performance
        for other in [one for one in self.kept if one != self.study.best_trial.number]:
            del self.kept[other]

    def _answer(self, trial: optuna.Trial, twin: FrozenTrial) -> None:
        """End a trial as its twin ended, which has the very same values."""
        trial.set_user_attr(REPEATED, twin.number)
        if FAILED in twin.user_attrs:
            trial.set_user_attr(FAILED, twin.user_attrs[FAILED])
        self.study.tell(trial, twin.value if twin.state == TrialState.COMPLETE else None, twin.state)

    def _sampler(self, number: int) -> optuna.samplers.BaseSampler | None:
        """Return what draws trial `number`; None when the grid has no point left."""
        stage, seed = self.stage, derive_seed(self.search.config.seed, "search", self.search.key)
        if stage.sampler == "qmc":
            return PointSampler(sequence_point(stage.space, number, seed))
        if stage.sampler != "grid":
            return sampler(stage.sampler, seed, number)
        points = grid_points(stage.space, stage.n_trials, seed, stepped=stage.stepped)
        tried = number - self.n_start
        return PointSampler(points[tried]) if tried < len(points) else None


def _default_trial(search: Search, stage: Stage, default: Performance) -> FrozenTrial:
    point = default_point(search.key, search.base, stage.space)
    return optuna.trial.create_trial(
        value=default.mean,
        params=point,
        distributions={name: stage.space[name] for name in point},
        intermediate_values=dict(enumerate(steps(stage.pruner, default.scores))),
        user_attrs={DEFAULT: True, SCORES: list(default.scores)},
    )
