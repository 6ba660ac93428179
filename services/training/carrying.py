"""Trials of an earlier search, carried into the space of the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import optuna
from optuna.trial import FrozenTrial

from ..models import has_effect, resolve_hyperparameters
from ..vocabulary import ModelKey, Pruner, Sampler
from .space import Distributions, contains

DEFAULT = "default"
"""Attribute of the trial that is the untuned model."""

SCORES = "scores"
"""Attribute of a trial with the score of each fold it was judged on."""


@dataclass(frozen=True, eq=False)
class Stage:
    """One part of a search: its space, the settings with a step of their own, and how it goes on.

    `n_trials` counts the trials that were carried into this stage too.
    """

    space: Distributions
    stepped: frozenset[str]
    n_trials: int
    sampler: Sampler
    pruner: Pruner


@dataclass(frozen=True, eq=False)
class Past:
    """A finished trial and the stage in which it was drawn."""

    trial: FrozenTrial
    stage: Stage


def carried(past: Past, key: ModelKey, base: Mapping[str, Any], stage: Stage) -> FrozenTrial | None:
    """Return a trial as one of another stage, or None where the other could not have drawn it.

    What the trial did not search stood at the value of the untuned model, and what the new stage does
    not search stands there again: a setting may join the space or leave it.

    Parameters
    ----------
    base : what the untuned model sets
    """
    full = resolve_hyperparameters(key, {**base, **past.trial.params})
    usual = resolve_hyperparameters(key, base)
    left = [name for name in past.trial.params if name not in stage.space]
    if any(full[name] != usual[name] for name in left):
        return None
    names = [name for name in stage.space if has_effect(key, name, full)]
    if not all(contains(stage.space[name], full[name]) for name in names):
        return None
    is_same = past.stage.pruner == stage.pruner
    return optuna.trial.create_trial(
        state=past.trial.state,
        value=past.trial.value,
        params={name: full[name] for name in names},
        distributions={name: stage.space[name] for name in names},
        intermediate_values=dict(enumerate(steps(stage.pruner, past.trial.user_attrs.get(SCORES, ())))),
        user_attrs=past.trial.user_attrs,
        # What a pruner remembers of a trial means nothing to another one.
        system_attrs=past.trial.system_attrs if is_same else {},
    )


def steps(pruner: Pruner, scores: Sequence[float]) -> list[float]:
    """Return what a pruner sees: the mean so far, or for the signed-rank test each fold."""
    if pruner == "wilcoxon":
        return list(scores)
    return [sum(scores[:n]) / n for n in range(1, len(scores) + 1)]
