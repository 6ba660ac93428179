"""Rules about the search space."""

from collections.abc import Iterator

from ...experiments import pointer
from ...experiments.config import Choices, Range
from ...findings import Finding, Fix
from ...models import CATALOGUE, bound_fault, default_space
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
                fix = _proposed(case, key, name, field)
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
    fault = bound_fault(key, name, bounds.model_dump(), task=case.config.task)
    return None if fault is None else fault.message


def _proposed(case: Case, key: ModelKey, name: str, field: str) -> Fix:
    usual = default_space(key, tier="expert", task=case.config.task).get(name)
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
