"""Rules about the search space."""

from collections.abc import Iterator
from typing import Any

from ...experiments import pointer
from ...experiments.config import Choices, Range
from ...findings import Finding, Fix
from ...models import CATALOGUE, Parameter, default_space, validate_hyperparameters
from ...vocabulary import ModelKey
from ..case import Case, Rule


def search_space(case: Case) -> Iterator[Finding]:
    """Refuse what cannot be searched: unknown settings, empty or forbidden bounds, no space at all."""
    if not case.config.search.enabled:
        return
    listed = [one.key for one in case.config.models]
    for key, settings in case.config.search.space.items():
        if key not in CATALOGUE or key not in listed:
            continue
        for name, bounds in settings.items():
            problem = _problem(case, key, name, bounds)
            if problem:
                field = pointer(("search", "space", key, name))
                fix = _proposed(key, name, field)
                yield Finding("SEARCH_SPACE", "error", field, problem, {"model": key}, fix)
    yield from _earlier(case, [key for key in listed if key in CATALOGUE])
    searchable = [key for key in listed if key in CATALOGUE and default_space(key)]
    if not searchable:
        message = "None of the models has hyperparameters to search."
        fix = Fix("Run without a search", ({"op": "add", "path": "/search/enabled", "value": False},))
        yield Finding("SEARCH_SPACE", "error", "/search/enabled", message, {}, fix)


def _earlier(case: Case, keys: list[ModelKey]) -> Iterator[Finding]:
    """Refuse searches of the past that cannot have been."""
    for key in keys:
        problems = [
            problem
            for one in case.config.search.earlier.get(key, ())
            for name, bounds in one.space.items()
            for problem in [_problem(case, key, name, bounds)]
            if problem
        ]
        if problems:
            field = pointer(("search", "earlier", key))
            fix = Fix("Search without the earlier trials", ({"op": "remove", "path": field},))
            message = f"An earlier search: {problems[0]}"
            yield Finding("SEARCH_SPACE", "error", field, message, {"model": key}, fix)


def _problem(case: Case, key: ModelKey, name: str, bounds: Range | Choices) -> str | None:
    spec = CATALOGUE[key]
    parameter = spec.parameter(name)
    if parameter is None:
        return f"{spec.label} has no setting '{name[:80]}'."
    if isinstance(bounds, Range):
        return _range_problem(parameter, bounds) or _forbidden(case, key, name, (bounds.low, bounds.high))
    return _forbidden(case, key, name, bounds.choices)


def _range_problem(parameter: Parameter, bounds: Range) -> str | None:
    if parameter.type not in ("integer", "number"):
        return f"{parameter.label} is searched by choices, not by bounds."
    if bounds.low >= bounds.high:
        return f"{parameter.label}: the lower bound {bounds.low:g} must be below the upper {bounds.high:g}."
    if bounds.log and bounds.low <= 0:
        return f"{parameter.label}: a logarithmic search needs bounds above 0, not {bounds.low:g}."
    if bounds.log and bounds.step is not None:
        return f"{parameter.label}: a logarithmic search has no step."
    if bounds.step is not None and not 0 < bounds.step <= bounds.high - bounds.low:
        return f"{parameter.label}: the step {bounds.step:g} does not fit between the bounds."
    if bounds.step is not None and parameter.type == "integer" and bounds.step != int(bounds.step):
        return f"{parameter.label}: the step of a whole number is one, not {bounds.step:g}."
    return None


def _forbidden(case: Case, key: ModelKey, name: str, values: tuple[Any, ...]) -> str | None:
    for value in values:
        faults = validate_hyperparameters(key, {name: value}, task=case.config.task)
        if faults:
            return faults[0].message
    return None


def _proposed(key: ModelKey, name: str, field: str) -> Fix:
    usual = default_space(key, tier="expert").get(name)
    if usual is None:
        return Fix("Do not search it", ({"op": "remove", "path": field},))
    return Fix("Use the proposed bounds", ({"op": "replace", "path": field, "value": usual},))


RULES = (
    Rule(
        "SEARCH_SPACE",
        search_space,
        "A searched setting is unknown, its bounds are empty or not allowed, or no model can be searched.",
        "Use the proposed bounds, take the setting out, or run without a search.",
    ),
)
