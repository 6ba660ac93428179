"""The search space of a model as Optuna reads it, and how points of it are drawn."""

import math
import random
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import optuna
from scipy.stats import qmc

from ..errors import TrainingError
from ..experiments.config import Choices, ExperimentConfig, Range
from ..experiments.searching import missing_package
from ..models import default_space, has_effect, in_order, resolve_hyperparameters, spec
from ..vocabulary import ModelKey, Pruner, Sampler

Space = Mapping[str, Range | Choices]
Distributions = dict[str, Any]

GRID_POINTS = 5
"""Values of a range without a step in a grid, ends included."""

MEDIAN_PERCENTILE = 25.0


def space_of(config: ExperimentConfig, key: ModelKey) -> Space:
    """Return the space of one model: the configuration's, else the proposed one."""
    given = config.search.space.get(key)
    if given:
        return given
    return {
        name: Choices(**bounds) if "choices" in bounds else Range(**bounds)
        for name, bounds in default_space(key).items()
    }


def distributions(key: ModelKey, space: Space) -> Distributions:
    """Return the space as Optuna's distributions; whole-number settings stay whole.

    Raises
    ------
    TrainingError
        If the model has no such setting.
    """
    return {name: _distribution(key, name, bounds) for name, bounds in space.items()}


def default_point(key: ModelKey, values: Mapping[str, Any], drawn: Distributions) -> dict[str, Any]:
    """Return the tuned default as far as it lies in the space; "auto" and outliers are left out."""
    full = resolve_hyperparameters(key, values)
    return {
        name: full[name]
        for name, bounds in drawn.items()
        if contains(bounds, full[name]) and has_effect(key, name, full)
    }


def contains(bounds: Any, value: Any) -> bool:
    """Tell whether a distribution can draw a value; a step is no obstacle."""
    if isinstance(bounds, optuna.distributions.CategoricalDistribution):
        return value in bounds.choices
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and bool(bounds.low <= value <= bounds.high)


def draw(trial: optuna.Trial, key: ModelKey, base: Mapping[str, Any], space: Distributions) -> None:
    """Draw the settings of a trial; one that has no effect beside the others is not drawn.

    Parameters
    ----------
    base : what the untuned model sets
    """
    for name in in_order(key, space):
        if has_effect(key, name, resolve_hyperparameters(key, {**base, **trial.params})):
            _suggest(trial, name, space[name])


def _suggest(trial: optuna.Trial, name: str, bounds: Any) -> None:
    if isinstance(bounds, optuna.distributions.CategoricalDistribution):
        trial.suggest_categorical(name, bounds.choices)
    elif isinstance(bounds, optuna.distributions.IntDistribution):
        trial.suggest_int(name, bounds.low, bounds.high, step=bounds.step, log=bounds.log)
    else:
        trial.suggest_float(name, bounds.low, bounds.high, step=bounds.step, log=bounds.log)


def sampler(kind: Sampler, seed: int, number: int) -> optuna.samplers.BaseSampler:
    """Return the sampler that draws trial `number`; grids and sequences are walked by points instead.

    Each trial has a sampler of its own, seeded by its number, so that a search that was killed and
    resumed draws what it would have drawn without the break.

    Raises
    ------
    TrainingError
        If a package that the sampler needs is not installed.
    """
    package = missing_package(kind)
    if package is not None:
        raise TrainingError(
            f"The sampler '{kind}' needs the package '{package}', which is not installed.",
            code="SAMPLER_UNAVAILABLE",
            hint="Choose the sampler 'tpe'.",
        )
    each = (seed + number) % 2**31
    if kind == "random":
        return optuna.samplers.RandomSampler(seed=each)
    if kind == "gp":
        with _experimental():
            return optuna.samplers.GPSampler(seed=each)
    if kind == "cmaes":
        return optuna.samplers.CmaEsSampler(seed=each, warn_independent_sampling=False)
    with _experimental():  # the group: settings that depend on others are drawn jointly where they occur
        return optuna.samplers.TPESampler(seed=each, group=True)


class PointSampler(optuna.samplers.BaseSampler):
    """Draws one given point."""

    def __init__(self, point: Mapping[str, Any]) -> None:
        self._point = point

    def infer_relative_search_space(self, study: Any, trial: Any) -> Distributions:
        """Return an empty space: every setting is drawn on its own."""
        return {}

    def sample_relative(self, study: Any, trial: Any, search_space: Any) -> dict[str, Any]:
        """Return nothing."""
        return {}

    def sample_independent(self, study: Any, trial: Any, param_name: str, param_distribution: Any) -> Any:
        """Return the point's value of one setting."""
        return self._point[param_name]


def grid_points(
    space: Distributions, n: int, seed: int, *, stepped: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Return at most `n` points of the grid in an order drawn from the seed, without repeats.

    Parameters
    ----------
    stepped : settings with a step of their own; of the others the grid takes `GRID_POINTS` values
    """
    axes = {name: _grid_values(bounds, has_step=name in stepped) for name, bounds in space.items()}
    total = math.prod(len(values) for values in axes.values())
    return [_grid_point(axes, place) for place in random.Random(seed).sample(range(total), min(n, total))]


def sequence_point(space: Distributions, number: int, seed: int) -> dict[str, Any]:
    """Return a point of the scrambled Sobol sequence over the space (Sobol 1967; Owen 1998)."""
    sequence = qmc.Sobol(len(space), scramble=True, rng=seed)
    if number:
        sequence.fast_forward(number)
    units = sequence.random(1)[0]
    return {name: _at(bounds, float(unit)) for (name, bounds), unit in zip(space.items(), units, strict=True)}


def _at(bounds: Any, unit: float) -> Any:
    """Return the value of a setting at a place in [0, 1) of its range."""
    if isinstance(bounds, optuna.distributions.CategoricalDistribution):
        return bounds.choices[int(unit * len(bounds.choices))]
    is_whole = isinstance(bounds, optuna.distributions.IntDistribution)
    low, high = (bounds.low - 0.5, bounds.high + 0.5) if is_whole else (bounds.low, bounds.high)
    value = low * (high / low) ** unit if bounds.log else low + unit * (high - low)
    if bounds.step is not None and not bounds.log:
        value = bounds.low + round((value - bounds.low) / bounds.step) * bounds.step
    value = min(max(value, bounds.low), bounds.high)
    return round(value) if is_whole else value


def _grid_point(axes: Mapping[str, list[Any]], place: int) -> dict[str, Any]:
    point = {}
    for name, values in axes.items():
        place, index = divmod(place, len(values))
        point[name] = values[index]
    return point


@contextmanager
def _experimental() -> Iterator[None]:
    """Build a part that Optuna calls experimental: its interface may change, its results do not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        yield


def pruner(kind: Pruner) -> optuna.pruners.BasePruner:
    """Return the pruner; a step is a fold."""
    if kind == "median":
        return optuna.pruners.MedianPruner(n_startup_trials=5, n_warmup_steps=1)
    if kind == "percentile":
        return optuna.pruners.PercentilePruner(MEDIAN_PERCENTILE, n_startup_trials=5, n_warmup_steps=1)
    if kind == "hyperband":
        return optuna.pruners.HyperbandPruner()
    if kind == "successive_halving":
        return optuna.pruners.SuccessiveHalvingPruner()
    if kind == "wilcoxon":
        with _experimental():
            return optuna.pruners.WilcoxonPruner()
    return optuna.pruners.NopPruner()


def _distribution(key: ModelKey, name: str, bounds: Range | Choices) -> Any:
    parameter = spec(key).parameter(name)
    if parameter is None:
        raise TrainingError(
            f"The model '{key}' has no setting '{name}' to search.",
            code="SEARCH_SPACE",
            hint="Take it out of the search space.",
        )
    if isinstance(bounds, Choices):
        return optuna.distributions.CategoricalDistribution(bounds.choices)
    if parameter.type == "integer":
        step = 1 if bounds.step is None else int(bounds.step)
        return optuna.distributions.IntDistribution(int(bounds.low), int(bounds.high), bounds.log, step)
    return optuna.distributions.FloatDistribution(bounds.low, bounds.high, bounds.log, bounds.step)


def _grid_values(bounds: Any, *, has_step: bool) -> list[Any]:
    if isinstance(bounds, optuna.distributions.CategoricalDistribution):
        return list(bounds.choices)
    if has_step and not bounds.log:
        n_steps = int((bounds.high - bounds.low) / bounds.step + 1e-9)
        return [type(bounds.low)(bounds.low + place * bounds.step) for place in range(n_steps + 1)]
    spread = np.geomspace if bounds.log else np.linspace
    values = spread(bounds.low, bounds.high, GRID_POINTS)
    # Rounding may leave the range by the last digit.
    values = np.clip(values, bounds.low, bounds.high)
    if isinstance(bounds, optuna.distributions.IntDistribution):
        return sorted({round(value) for value in values.tolist()})
    return [float(value) for value in values]
