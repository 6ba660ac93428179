"""Rules about the chosen models and their hyperparameters."""

from collections.abc import Iterator

from ...experiments import ModelChoice, pointer, replace_fix
from ...findings import Finding, Fix
from ...models import BASELINE, CATALOGUE, models_for, validate_hyperparameters
from ...vocabulary import ModelKey
from ..case import Case, Rule


def model_task(case: Case) -> Iterator[Finding]:
    """Refuse models that cannot do the task."""
    models, task = case.config.models, case.config.task
    fitting = [one for one in models if one.key not in CATALOGUE or task in CATALOGUE[one.key].tasks]
    for place, one in enumerate(models):
        if one in fitting:
            continue
        fix = without_model(place, one) if fitting else other_model(case)
        message = f"{CATALOGUE[one.key].label} cannot do {task}."
        yield Finding("MODEL_TASK", "error", f"/models/{place}/key", message, {"model": one.key}, fix)


def model_duplicate(case: Case) -> Iterator[Finding]:
    """Refuse the same model twice: results are told by model."""
    keys = [one.key for one in case.config.models]
    again = [place for place, key in enumerate(keys) if key in keys[:place]]
    if not again:
        return
    key = keys[again[0]]
    message = f"{_label(key)} is listed twice; results are told by model."
    patch = [{"op": "remove", "path": pointer(("models", place))} for place in reversed(again)]
    fix = Fix("Keep each model once", tuple(patch))
    yield Finding("MODEL_DUPLICATE", "error", f"/models/{again[0]}/key", message, {"model": key}, fix)


def blend_alone(case: Case) -> Iterator[Finding]:
    """Refuse an average of fewer than two other models."""
    models = case.config.models
    others = [one for one in models if one.key != BASELINE and not _combines(one.key)]
    if len(others) >= 2:
        return
    for place, one in enumerate(models):
        if _combines(one.key):
            message = f"{_label(one.key)} averages the other models and needs two; there is {_count(others)}."
            fix = without_model(place, one) if others else other_model(case)
            yield Finding("BLEND_ALONE", "error", f"/models/{place}/key", message, {"model": one.key}, fix)


def hyperparameter_range(case: Case) -> Iterator[Finding]:
    """Refuse hyperparameters that a model does not have or that are out of their range."""
    for place, one in enumerate(case.config.models):
        if one.key not in CATALOGUE or case.config.task not in CATALOGUE[one.key].tasks:
            continue
        for fault in validate_hyperparameters(one.key, one.hyperparameters, task=case.config.task):
            field = f"/models/{place}/hyperparameters{fault.field}"
            fix = Fix("Use the tuned default", ({"op": "remove", "path": field},))
            yield Finding("HYPERPARAMETER_RANGE", "error", field, fault.message, {"model": one.key}, fix)


def without_model(place: int, one: ModelChoice) -> Fix:
    """Return the fix that takes a model off the list."""
    at = pointer(("models", place))
    patch = ({"op": "test", "path": f"{at}/key", "value": one.key}, {"op": "remove", "path": at})
    return Fix(f"Go without {_label(one.key)}", patch)


def _combines(key: ModelKey) -> bool:
    return key in CATALOGUE and CATALOGUE[key].combines


def _count(others: list[ModelChoice]) -> str:
    return f"only {_label(others[0].key)}" if others else "none"


def _label(key: ModelKey) -> str:
    return CATALOGUE[key].label if key in CATALOGUE else key


def other_model(case: Case) -> Fix:
    """Return the fix that takes the first model of the catalogue that can do the task."""
    first = next(one for one in models_for(case.config.task) if one.key != BASELINE and not one.combines)
    return replace_fix(f"Use {first.label}", models=[{"key": first.key, "hyperparameters": {}}])


RULES = (
    Rule(
        "MODEL_TASK",
        model_task,
        "A model on the list cannot do the task, such as a regression for classes.",
        "Take it off the list, or replace it by one that can.",
    ),
    Rule(
        "MODEL_DUPLICATE",
        model_duplicate,
        "The same model is on the list twice.",
        "Keep one; use the search to compare its settings.",
    ),
    Rule(
        "BLEND_ALONE",
        blend_alone,
        "The weighted short list is asked for, but there are not two other models that it could average.",
        "Add models, or take it off the list.",
    ),
    Rule(
        "HYPERPARAMETER_RANGE",
        hyperparameter_range,
        "A hyperparameter is unknown, out of range, of another type, or has no effect in this task.",
        "Correct it, or go back to the tuned default.",
    ),
)
