"""Checking, completing and searching the hyperparameters of a model."""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from ..errors import FieldError
from ..vocabulary import Task
from .catalogue import spec
from .filling import fill
from .records import ModelSpec, Parameter, Tier

TIERS: tuple[Tier, ...] = ("basic", "advanced", "expert")


def resolve_hyperparameters(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return every value of a model: what is set, else the chosen preset's, else the tuned default."""
    return fill(spec(key), values)


def validate_hyperparameters(
    key: str, values: Mapping[str, Any], *, task: Task | None = None
) -> tuple[FieldError, ...]:
    """Return what is wrong with the values of a model, in plain words.

    Parameters
    ----------
    key : of the catalogue
    values : what differs from the tuned default
    task : when given, settings without an effect in this task are refused too

    Returns
    -------
    FieldErrors whose `field` is a JSON pointer relative to the hyperparameters, such as ``/C``
    """
    model = spec(key)
    return tuple(
        FieldError(f"/{_escape(name)}", message)
        for name, value in values.items()
        for message in _faults(model, name, value, task)
    )


def idle_hyperparameters(
    key: str, values: Mapping[str, Any], *, searched: Iterable[str] = ()
) -> tuple[FieldError, ...]:
    """Return which values of a model do nothing beside its others, and what they would need.

    Parameters
    ----------
    key : of the catalogue
    values : what differs from the tuned default
    searched : settings whose value a search will choose

    Returns
    -------
    FieldErrors whose `field` is a JSON pointer relative to the hyperparameters
    """
    model = spec(key)
    full, open_ = fill(model, values), frozenset(searched)
    told = [
        one
        for one in model.parameters
        if one.name in open_ or (one.name in values and values[one.name] != one.default)
    ]
    return tuple(
        FieldError(f"/{_escape(one.name)}", f"{one.label} needs {_needed(model, one.needs)}.")
        for one in told
        if one.needs is not None
        and not open_ & {one.needs[0], "preset"}
        and full[one.needs[0]] != one.needs[1]
    )


def default_space(
    key: str, *, tier: Tier = "advanced", task: Task | None = None
) -> dict[str, dict[str, Any]]:
    """Return the search space proposed for a model, up to a tier.

    Parameters
    ----------
    key : of the catalogue
    tier : the highest whose settings are searched
    task : when given, settings without an effect in it are left out

    Returns
    -------
    name -> ``{"low", "high", "log"}`` for numbers or ``{"choices"}`` for alternatives
    """
    allowed = TIERS[: TIERS.index(tier) + 1]
    return {
        one.name: _range(one)
        for one in spec(key).parameters
        if one.tier in allowed
        and (one.search_low is not None or one.searched)
        and (task is None or not one.tasks or task in one.tasks)
    }


def allowed_values(parameter: Parameter) -> str:
    """Return the allowed values of a parameter in plain words, such as "1 to 20 rows or auto"."""
    alternatives = [f"'{one}'" if isinstance(one, str) else f"{one}" for one in parameter.choices]
    if parameter.type == "boolean":
        return "true or false"
    if parameter.type == "choice":
        return _either(alternatives)
    noun = "a whole number" if parameter.type == "integer" else "a number"
    unit = f" {parameter.unit}" if parameter.unit else ""
    return _either([f"{noun} from {parameter.low:g} to {parameter.high:g}{unit}", *alternatives])


def _faults(model: ModelSpec, name: str, value: Any, task: Task | None) -> Iterable[str]:
    parameter = model.parameter(name)
    if parameter is None:
        known = ", ".join(one.name for one in model.parameters) or "none"
        yield f"{model.label} has no setting '{name}'. It has: {known}."
    elif not _is_allowed(parameter, value):
        yield f"{parameter.label} must be {allowed_values(parameter)}, not {_shown(value)}."
    elif task and parameter.tasks and task not in parameter.tasks and value != parameter.default:
        yield f"{parameter.label} has no effect in {task}; leave it at '{parameter.default}'."


def _is_allowed(parameter: Parameter, value: Any) -> bool:
    if parameter.type == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if isinstance(value, str | int | float) and value in parameter.choices:
        return True
    if parameter.type == "choice" or not isinstance(value, int | float) or not isfinite(value):
        return False
    if parameter.type == "integer" and value != int(value):
        return False
    low, high = parameter.low, parameter.high
    return (low is None or value >= low) and (high is None or value <= high)


def _needed(model: ModelSpec, needs: tuple[str, Any]) -> str:
    name, value = needs
    parameter = model.parameter(name)
    label = name if parameter is None else parameter.label
    return f"'{label}' to be {value if isinstance(value, str) else 'on' if value else 'off'}"


def _range(parameter: Parameter) -> dict[str, Any]:
    if parameter.search_low is None:
        choices = (False, True) if parameter.type == "boolean" else parameter.choices
        return {"choices": list(choices)}
    return {"low": parameter.search_low, "high": parameter.search_high, "log": parameter.log}


def _either(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"


def _shown(value: Any) -> str:
    # A whole number is shown as it was most likely typed.
    text = (
        f"{value:.0f}"
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        else repr(value)
    )
    return text if len(text) <= 40 else f"{text[:39]}…"


def _escape(name: str) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")
