"""Which models of a configuration a search tunes, and how many trials each gets."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from ..findings import Fix
from ..models import CATALOGUE, default_space
from ..vocabulary import ModelKey, Sampler
from .config import MAX_TRIALS, EarlierSearch, ExperimentConfig, Search

NEEDED: Mapping[Sampler, str] = {"gp": "torch"}
"""Samplers that Optuna runs only with another package."""


def searched_models(config: ExperimentConfig) -> tuple[ModelKey, ...]:
    """Return the models that are tuned, see `tuned_among`."""
    return tuned_among([choice.key for choice in config.models], config.search.space)


def tuned_among(keys: Sequence[ModelKey], space: Mapping[ModelKey, Any]) -> tuple[ModelKey, ...]:
    """Return those with a space; if none has one, the model with most settings in its usual space.

    A model of many settings has most to gain: boosting before linear models (Probst, Boulesteix &
    Bischl 2019, JMLR 20(53), who measured how tunable models are).
    """
    named = tuple(key for key in keys if space.get(key))
    sizes = {key: len(default_space(key)) for key in keys if key in CATALOGUE}
    largest = max(sizes, key=lambda key: sizes[key], default=None)
    return named or ((largest,) if largest is not None and sizes[largest] else ())


def trials_of_each(config: ExperimentConfig) -> Mapping[ModelKey, int]:
    """Return the trials by tuned model: the budget in even parts, the first models take the rest."""
    keys = searched_models(config)
    each, rest = divmod(config.search.n_trials, max(1, len(keys)))
    return {key: each + (place < rest) for place, key in enumerate(keys)}


def usual_trials(n_settings: int) -> tuple[int, int]:
    """Return between how many trials are usual for so many searched settings.

    Ten a setting is the rule of Loeppky, Sacks & Welch (2009), Technometrics 51(4), 366-376, for the
    first look at a function of several inputs; twenty is ours: another ten to close in on what was seen.
    """
    return 10 * n_settings, 20 * n_settings


def missing_package(sampler: Sampler) -> str | None:
    """Return the package that a sampler needs and that is not installed, or None."""
    package = NEEDED.get(sampler)
    return package if package is not None and find_spec(package) is None else None


def continued(config: ExperimentConfig, space: Mapping[ModelKey, Mapping[str, Any]]) -> ExperimentConfig:
    """Return the configuration that goes on searching in another space with all trials that lie in it.

    What was searched becomes the past of the search, and as many trials as before are added.

    Parameters
    ----------
    config : whose search is over
    space : bounds and choices by tuned model, as the configuration has them; models that are missing
        keep theirs
    """
    search, now = config.search, trials_of_each(config)
    past = {key: search.earlier.get(key, ()) for key in now}
    before = sum(one[-1].n_trials for one in past.values() if one)
    spaces = {key: search.space.get(key) or default_space(key) for key in now}
    earlier = {
        key: (
            *past[key],
            EarlierSearch(sampler=search.sampler, pruner=search.pruner, n_trials=n, space=spaces[key]),
        )
        for key, n in now.items()
    }
    changed = {
        "space": {**spaces, **space},
        "earlier": earlier,
        "n_trials": min(search.n_trials + max(1, search.n_trials - before), MAX_TRIALS),
    }
    return config.model_copy(update={"search": Search.model_validate({**dict(search), **changed})})


def widening(config: ExperimentConfig, edges: Iterable[Mapping[str, Any]]) -> Fix | None:
    """Return the change that widens the space at the edges and goes on; None where there are none.

    Parameters
    ----------
    config : whose search is over
    edges : with ``model``, ``parameter``, ``side`` and ``wider``, as results have them
    """
    now = trials_of_each(config)
    space: dict[ModelKey, dict[str, Any]] = {}
    for edge in edges:
        key = next((one for one in now if one == edge["model"]), None)
        if key is None:
            continue
        bounds = space.setdefault(key, _space_in_json(config, key))
        bounds[edge["parameter"]] = {**bounds[edge["parameter"]], edge["side"]: edge["wider"]}
    if not space:
        return None
    search = continued(config, space).search.model_dump(mode="json")
    names = ("space", "earlier", "n_trials")
    patch = tuple({"op": "add", "path": f"/search/{name}", "value": search[name]} for name in names)
    return Fix("Widen and continue", patch)


def _space_in_json(config: ExperimentConfig, key: ModelKey) -> dict[str, Any]:
    given = config.search.space.get(key)
    return {name: one.model_dump(mode="json") for name, one in given.items()} if given else default_space(key)
