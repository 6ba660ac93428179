"""From plain values to an `ExperimentConfig`, with each fault named by field and in plain words."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from ..errors import FieldError, InvalidInputError
from .config import SCHEMA_VERSION, ExperimentConfig

_MESSAGES = {
    "missing": "is missing",
    "extra_forbidden": "is not a known setting",
    "literal_error": "must be {expected}",
    "greater_than_equal": "must be at least {ge}",
    "greater_than": "must be above {gt}",
    "less_than_equal": "must be at most {le}",
    "less_than": "must be below {lt}",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "needs at least {min_length} of them",
    "too_long": "may have at most {max_length} of them",
    "string_type": "must be text; put it in quotes",
    "string_unicode": "must be text without broken characters",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "finite_number": "must be a finite number",
    "dict_type": "must be a mapping of names to values",
    "model_type": "must be a mapping of names to values",
    "model_attributes_type": "must be a mapping of names to values",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
}


def parse_config(data: Any) -> ExperimentConfig:
    """Return the configuration that `data` (plain values, as JSON or YAML give them) describes.

    Raises
    ------
    InvalidInputError
        ``CONFIG_NEWER`` when it comes from a newer hydroml, else ``CONFIG_MALFORMED`` with each
        field at fault.
    """
    if not isinstance(data, Mapping):
        raise InvalidInputError(
            "A configuration is a mapping of settings, such as 'target: churn'.",
            hint="Export an experiment to see how one looks.",
            code="CONFIG_MALFORMED",
        )
    refuse_newer(data, "configuration")
    try:
        return ExperimentConfig.model_validate(dict(data))
    except ValidationError as error:
        errors = field_errors(error, data, ExperimentConfig)
        raise malformed("configuration", "CONFIG_MALFORMED", errors) from error


def refuse_newer(data: Mapping[str, Any], what: str) -> None:
    """Refuse, in plain words, what a newer version of hydroml wrote."""
    version = data.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise InvalidInputError(
            f"This {what} has schema version {version}; this hydroml reads up to {SCHEMA_VERSION}.",
            hint="Update hydroml, or export it again from this version.",
            code="CONFIG_NEWER",
            errors=[FieldError("/schema_version", f"must be at most {SCHEMA_VERSION}")],
        )


def malformed(what: str, code: str, errors: Sequence[FieldError]) -> InvalidInputError:
    """Return the refusal that names the fields at fault."""
    first = errors[0]
    more = f" ({len(errors) - 1} more)" if len(errors) > 1 else ""
    return InvalidInputError(
        f"The {what} cannot be used: {first.field} {first.message}{more}.",
        hint="Correct the fields that are named.",
        code=code,
        errors=errors,
    )


def field_errors(error: ValidationError, data: Any, model: type[BaseModel]) -> tuple[FieldError, ...]:
    """Return pydantic's complaints as JSON pointers into `data` and plain sentences, one per field."""
    found: dict[tuple[str | int, ...], list[Any]] = {}
    for one in error.errors(include_url=False):
        place = _place(one["loc"], data, is_missing=one["type"] == "missing")
        found.setdefault(place, []).append(one)
    return tuple(FieldError(pointer(place), _joint(ones, place, model)) for place, ones in found.items())


def pointer(place: Sequence[str | int]) -> str:
    """Return a JSON pointer (RFC 6901), such as ``/validation/n_splits``."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)


def _place(loc: Sequence[str | int], data: Any, *, is_missing: bool) -> tuple[str | int, ...]:
    """Leave out what pydantic adds to a location: names of alternatives, markers of keys."""
    place: list[str | int] = []
    value = data
    for position, part in enumerate(loc):
        if is_missing and position == len(loc) - 1:
            place.append(part)
        elif _has(value, part):
            place.append(part)
            value = value[part]
    return tuple(place)


def _has(value: Any, part: str | int) -> bool:
    if isinstance(value, Mapping):
        return part in value
    return isinstance(value, list | tuple) and isinstance(part, int) and part < len(value)


def _joint(ones: Sequence[Any], place: Sequence[str | int], model: type[BaseModel]) -> str:
    """Return what is wrong with one value; several complaints are those of its alternatives."""
    told = next((one for one in ones if one["type"] in ("finite_number", "string_too_long")), None)
    if told is None and len(ones) > 1:
        return "must be text, a number, true, false or null"
    return _message(told or ones[0], place, model)


def _message(one: Any, place: Sequence[str | int], model: type[BaseModel]) -> str:
    kind = one["type"]
    template = _MESSAGES.get(kind, str(one["msg"]).removeprefix("Value error, ")[:200])
    text = template.format(**one.get("ctx", {})) if kind in _MESSAGES else template
    if kind == "extra_forbidden" and len(place) == 1:
        close = get_close_matches(str(place[0]), model.model_fields, n=1)
        return f"{text}; did you mean '{close[0]}'?" if close else text
    if kind == "literal_error":
        return f"{text}, not {_shown(one['input'])}"
    return text


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
