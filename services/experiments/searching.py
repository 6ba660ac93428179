"""Which models of a configuration a search tunes, and how many trials each gets."""

from collections.abc import Mapping
from importlib.util import find_spec

from ..models import CATALOGUE, default_space
from ..vocabulary import ModelKey, Sampler
from .config import ExperimentConfig

NEEDED: Mapping[Sampler, str] = {"cmaes": "cmaes", "gp": "torch"}
"""Samplers that Optuna runs only with another package."""


def searched_models(config: ExperimentConfig) -> tuple[ModelKey, ...]:
    """Return the models that are tuned: those with a space, else the first that has a usual one."""
    keys = [choice.key for choice in config.models]
    named = tuple(key for key in keys if config.search.space.get(key))
    return named or next(((key,) for key in keys if key in CATALOGUE and default_space(key)), ())


def trials_of_each(config: ExperimentConfig) -> Mapping[ModelKey, int]:
    """Return the trials by tuned model: the budget in even parts, the first models take the rest."""
    keys = searched_models(config)
    each, rest = divmod(config.search.n_trials, max(1, len(keys)))
    return {key: each + (place < rest) for place, key in enumerate(keys)}


def missing_package(sampler: Sampler) -> str | None:
    """Return the package that a sampler needs and that is not installed, or None."""
    package = NEEDED.get(sampler)
    return package if package is not None and find_spec(package) is None else None
