"""What Optuna's own plots of a search show, as numbers: computed in the job, drawn by the page."""

import warnings
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import optuna
from optuna import visualization
from optuna.trial import FrozenTrial, TrialState

from .carrying import DEFAULT
from .plot_records import Contour, Line, Scale, SearchPlots, Slice

MAX_TRIALS = 100
"""Trials that are plotted at most, the best ones; their numbers in the plots have three digits."""

MAX_CONTOUR = 3
"""Settings whose pairs are plotted, the most important ones."""

NUMBER = "number of the trial"

FEWEST_TRIALS = 4
"""Complete trials below which there is nothing to see."""


def search_plots(trials: Sequence[FrozenTrial], direction: str, seed: int) -> SearchPlots | None:
    """Return the numbers of Optuna's plots of a search; None where too few trials are complete.

    Importance is fANOVA (Hutter, Hoos & Leyton-Brown 2014, ICML) over the settings that every trial has.

    Parameters
    ----------
    trials : finished, in order
    direction : "minimize" or "maximize"
    seed : of the trees of fANOVA
    """
    sign = 1 if direction == "minimize" else -1
    complete = [
        (number, one) for number, one in enumerate(trials) if one.state == TrialState.COMPLETE and one.params
    ]
    best = sorted(complete, key=lambda one: (sign * float(one[1].value or 0.0), one[0]))[:MAX_TRIALS]
    shown = sorted(best, key=lambda one: one[0])
    if len(shown) < FEWEST_TRIALS:
        return None
    study = optuna.create_study(direction=direction)
    study.add_trials([one for _, one in shown])
    numbers = [number for number, _ in shown]
    names = _names([one for _, one in shown])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        importance = _importance(study, seed)
        ranked = sorted(names, key=lambda name: -importance.get(name, 0.0))
        return SearchPlots(
            importance=importance,
            slices=_slices(study, ranked, numbers),
            axes=tuple(ranked),
            lines=_lines(study, ranked, numbers),
            contours=_contours(study, _numbers_first(study, ranked)[:MAX_CONTOUR]),
            n_complete=len(complete),
        )


def _names(trials: Sequence[FrozenTrial]) -> list[str]:
    """Return the settings that vary among the trials."""
    names = dict.fromkeys(name for one in trials for name in one.params)
    return [name for name in names if len({one.params[name] for one in trials if name in one.params}) > 1]


def _numbers_first(study: optuna.Study, names: Sequence[str]) -> list[str]:
    """Return the settings that are numbers, where there are two: lines of equal score lie between numbers."""
    found = [name for name in names if _scale(study, name) != "category"]
    return found if len(found) > 1 else list(names)


def _importance(study: optuna.Study, seed: int) -> Mapping[str, float]:
    """Return the importance of the settings that every drawn trial has; the default may lack some."""
    trials = study.get_trials(deepcopy=False)
    drawn = [set(one.params) for one in trials if DEFAULT not in one.user_attrs]
    common = set.intersection(*drawn) if drawn else set()
    usable = optuna.create_study(direction=study.direction)
    usable.add_trials([one for one in trials if common <= one.params.keys()])
    scores = {one.value for one in usable.get_trials(deepcopy=False)}
    if not common or len(scores) < 2:
        return {}
    evaluator = optuna.importance.FanovaImportanceEvaluator(seed=seed)
    try:
        found = optuna.importance.get_param_importances(usable, evaluator=evaluator, params=sorted(common))
    except RuntimeError:  # no tree could split: the scores do not depend on the settings
        return {}
    return {name: float(share) for name, share in found.items()}


def _slices(study: optuna.Study, names: Sequence[str], numbers: Sequence[int]) -> tuple[Slice, ...]:
    found, trials = [], study.get_trials(deepcopy=False)
    for name in names:
        figure = visualization.plot_slice(study, params=[name])
        trace, scale = figure.data[0], _scale(study, name)
        found.append(
            Slice(
                name,
                scale,
                # Optuna writes categories as code; the trial has them as they are.
                tuple(_plain(trials[int(one)].params[name], scale) for one in trace.marker.color),
                tuple(float(one) for one in trace.y),
                tuple(numbers[int(one)] for one in trace.marker.color),
            )
        )
    return tuple(found)


def _lines(study: optuna.Study, names: Sequence[str], numbers: Sequence[int]) -> tuple[Line, ...]:
    """Return the trials that have every setting; a line needs a place on each axis."""
    if len(names) < 2:
        return ()
    whole = [one for one in study.get_trials(deepcopy=False) if set(names) <= one.params.keys()]
    if set(_names(whole)) < set(names):
        return ()
    # Optuna orders the lines anew and confuses their scores where trials lack a setting: it is given
    # only whole trials, and their places in this list in place of their scores.
    full = optuna.create_study(direction=study.direction)
    full.add_trials(whole)
    figure = visualization.plot_parallel_coordinate(
        full, params=list(names), target=lambda one: float(one.number), target_name=NUMBER
    )
    found = []
    for trace in figure.data[: len(whole)]:
        places = dict(zip((str(name) for name, _ in trace.customdata), trace.y, strict=True))
        trial = whole[round(float(dict(trace.customdata)[NUMBER]))]  # a text of three digits: see MAX_TRIALS
        axes = tuple(round(float(places[name]), 4) for name in names)
        found.append(Line(numbers[trial.number], float(trial.value or 0.0), axes))
    return tuple(sorted(found, key=lambda one: one.trial))


def _contours(study: optuna.Study, names: Sequence[str]) -> tuple[Contour, ...]:
    found = []
    for first, second in combinations(names, 2):
        both = [one for one in study.get_trials(deepcopy=False) if {first, second} <= one.params.keys()]
        if set(_names(both)) < {first, second}:
            continue
        figure = visualization.plot_contour(study, params=[first, second])
        trace = figure.data[0]
        across = str(figure.layout.xaxis.title.text)
        down = second if across == first else first
        scales = _scale(study, across), _scale(study, down)
        field = np.asarray(trace.z, dtype=float)
        points = tuple(
            (_plain(trace.x[column], scales[0]), _plain(trace.y[row], scales[1]), float(field[row, column]))
            for row, column in np.argwhere(~np.isnan(field))
        )
        found.append(Contour(across, down, *scales, points))
    return tuple(found)


def _scale(study: optuna.Study, name: str) -> Scale:
    distribution: Any = next(
        one.distributions[name] for one in study.get_trials(deepcopy=False) if name in one.distributions
    )
    if isinstance(distribution, optuna.distributions.CategoricalDistribution):
        return "category"
    return "log" if distribution.log else "linear"


def _plain(value: Any, scale: Scale) -> str | float:
    return str(value) if scale == "category" else float(value)
