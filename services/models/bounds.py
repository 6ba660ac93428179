"""What is wrong with the bounds or alternatives of a searched setting: one answer for all who ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..vocabulary import Task
from .catalogue import spec
from .hyperparameters import validate_hyperparameters
from .records import Parameter

Part = Literal["", "low", "high", "order", "step", "choices"]


@dataclass(frozen=True, slots=True)
class BoundFault:
    """What is wrong, in plain words, and with which part of the bounds.

    The part "order" is both bounds, "" the setting itself.
    """

    part: Part
    message: str


def bound_fault(
    key: str, name: str, bounds: Mapping[str, Any], *, task: Task | None = None
) -> BoundFault | None:
    """Return the first thing that is wrong with what is searched of a setting, or None.

    Parameters
    ----------
    key : of the catalogue
    name : of the setting
    bounds : ``{"low", "high", "log", "step"}`` or ``{"choices"}``; ``log`` and ``step`` may be missing
    task : when given, settings without an effect in it are refused too
    """
    model = spec(key)
    parameter = model.parameter(name)
    if parameter is None:
        return BoundFault("", f"{model.label} has no setting '{name[:80]}'.")
    if "choices" in bounds:
        found = _of_choices(key, parameter, bounds["choices"], task)
    else:
        found = _of_range(key, parameter, bounds, task)
    return next(found, None)


def _of_choices(
    key: str, parameter: Parameter, choices: Sequence[Any], task: Task | None
) -> Iterator[BoundFault]:
    if not choices:
        yield BoundFault("choices", f"{parameter.label}: at least one alternative is needed.")
    for place, value in enumerate(choices):
        yield from _forbidden(key, parameter, "choices", value, task)
        if any(value == one and type(value) is type(one) for one in choices[:place]):
            yield BoundFault("choices", f"{parameter.label}: '{value}' is named twice.")


def _of_range(
    key: str, parameter: Parameter, bounds: Mapping[str, Any], task: Task | None
) -> Iterator[BoundFault]:
    low, high, label = bounds["low"], bounds["high"], parameter.label
    if parameter.type not in ("integer", "number"):
        yield BoundFault("", f"{label} is searched by choices, not by bounds.")
    yield from _forbidden(key, parameter, "low", low, task)
    yield from _forbidden(key, parameter, "high", high, task)
    if low >= high:
        yield BoundFault("order", f"{label}: the lower bound {low:g} must be below the upper {high:g}.")
    if bounds.get("log") and low <= 0:
        yield BoundFault("low", f"{label}: a logarithmic search needs bounds above 0, not {low:g}.")
    step = bounds.get("step")
    if step is None:
        return
    if bounds.get("log"):
        yield BoundFault("step", f"{label}: a logarithmic search has no step.")
    if not 0 < step <= high - low:
        yield BoundFault(
            "step", f"{label}: the step must be above 0 and at most {high - low:g}, not {step:g}."
        )
    if parameter.type == "integer" and step != int(step):
        yield BoundFault("step", f"{label}: the step of a whole number is one, not {step:g}.")


def _forbidden(
    key: str, parameter: Parameter, part: Part, value: Any, task: Task | None
) -> Iterator[BoundFault]:
    for fault in validate_hyperparameters(key, {parameter.name: value}, task=task):
        yield BoundFault(part, fault.message)
