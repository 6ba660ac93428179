"""Settings of models and of the search that will have no effect."""

from collections.abc import Iterator

from ...experiments import pointer, searched_models, trials_of_each
from ...experiments.config import Search
from ...findings import Finding, Fix
from ...models import BASELINE, CATALOGUE, default_space, idle_hyperparameters
from ...vocabulary import ModelKey
from ..case import Case
from .idle import NO_EFFECT, gone, idle

FOLDS_TO_PRUNE = {"wilcoxon": 5}
FEWEST_FOLDS = 3
"""A trial is first judged by the pruners after its second fold, and its last fold ends it anyway."""

START_UP = 5
"""Trials of which the median and the percentile pruner stop none."""


def on_models(case: Case) -> Iterator[Finding]:
    """Tell which hyperparameters and which settings of the search do nothing."""
    yield from _hyperparameters(case)
    yield from _space(case)
    search = case.config.search
    if search.enabled:
        yield from _searched(case)
        yield from _budget(case)
        yield from _past(case)
        yield from _pruner(case)
    else:
        yield from _switched_off(case)


def _hyperparameters(case: Case) -> Iterator[Finding]:
    for place, one in enumerate(case.config.models):
        if one.key not in CATALOGUE:
            continue
        searched = _searched_names(case, one.key)
        spaces = {pointer((name,)) for name in searched}
        for fault in idle_hyperparameters(one.key, one.hyperparameters, searched=searched):
            part = f"/search/space/{one.key}" if fault.field in spaces else f"/models/{place}/hyperparameters"
            yield gone(f"{part}{fault.field}", fault.message)


def _searched_names(case: Case, key: ModelKey) -> frozenset[str]:
    """Return the settings for which the configuration gives the search bounds."""
    search = case.config.search
    return frozenset(search.space.get(key, ())) if search.enabled else frozenset()


def _space(case: Case) -> Iterator[Finding]:
    listed = {one.key for one in case.config.models}
    for key in case.config.search.space:
        if key not in listed:
            message = f"'{key}' has a search space but is not on the list of models."
            yield gone(pointer(("search", "space", key)), message)


def _switched_off(case: Case) -> Iterator[Finding]:
    search, listed = case.config.search, {one.key for one in case.config.models}
    told_above = {key: space for key, space in search.space.items() if key not in listed}
    if search != Search(space=told_above):
        usual = Search(space=told_above).model_dump(mode="json")
        yield idle("/search", "Hyperparameters are not searched.", usual, severity="info")


def _searched(case: Case) -> Iterator[Finding]:
    """Tell which models the search passes over because the configuration names no space for any."""
    if any(case.config.search.space.get(one.key) for one in case.config.models):
        return
    searched = searched_models(case.config)
    keys = [one.key for one in case.config.models if one.key in CATALOGUE and one.key != BASELINE]
    others = [CATALOGUE[key].label for key in keys if key not in searched and default_space(key)]
    if searched and others:
        label = CATALOGUE[searched[0]].label
        message = f"Without a search space only {label} is tuned; the search has no effect on "
        yield Finding(NO_EFFECT, "info", "/search/space", f"{message}{', '.join(others)}.")


def _budget(case: Case) -> Iterator[Finding]:
    short = [key for key, n in trials_of_each(case.config).items() if n < 2 and key in CATALOGUE]
    if short:
        labels = ", ".join(CATALOGUE[key].label for key in short)
        enough = 2 * len(searched_models(case.config))
        message = f"The first trial of a model is its default: for {labels} nothing else is tried."
        fix = Fix(f"Use {enough} trials", ({"op": "add", "path": "/search/n_trials", "value": enough},))
        yield Finding(
            NO_EFFECT, "warning", "/search/n_trials", f"{message} The search has no effect.", {}, fix
        )


def _past(case: Case) -> Iterator[Finding]:
    """Tell where nothing is left to search after the trials of the past, or where there is no search."""
    now = trials_of_each(case.config)
    for key, earlier in case.config.search.earlier.items():
        path = pointer(("search", "earlier", key))
        if key not in now:
            yield gone(path, f"'{key}' is not tuned: its earlier trials have no effect.")
        elif earlier and earlier[-1].n_trials >= now[key] and key in CATALOGUE:
            enough = 2 * case.config.search.n_trials
            fix = Fix(f"Use {enough} trials", ({"op": "add", "path": "/search/n_trials", "value": enough},))
            message = f"{CATALOGUE[key].label} has {earlier[-1].n_trials} trials of an earlier search already"
            yield Finding(NO_EFFECT, "warning", path, f"{message}: the search has no effect.", {}, fix)


def _pruner(case: Case) -> Iterator[Finding]:
    chosen, validation = case.config.search, case.config.validation
    if chosen.pruner == "none" or validation.strategy == "predefined":
        return
    is_holdout = validation.strategy == "holdout"
    is_timed = validation.strategy.startswith("time_")
    folds = (1 if is_holdout else validation.n_splits) * (1 if is_timed else validation.repeats)
    needed = FOLDS_TO_PRUNE.get(chosen.pruner, FEWEST_FOLDS)
    if folds < needed:
        message = f"With fewer than {needed} folds there is nothing to stop early."
        yield idle("/search/pruner", message, "none", severity="info")
    elif chosen.pruner in ("median", "percentile") and _most_trials(case) <= START_UP:
        message = f"The first {START_UP} trials of a model are never stopped early."
        yield idle("/search/pruner", message, "none", severity="info")


def _most_trials(case: Case) -> int:
    return max(trials_of_each(case.config).values(), default=0)
