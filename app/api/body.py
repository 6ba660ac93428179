"""Reads JSON bodies of strangers: bounded depth, finite numbers, texts that can be stored."""

import json
from collections.abc import Iterator
from typing import Any

from ...services.errors import FieldError, InvalidInputError
from ...services.experiments import pointer

MAX_DEPTH = 40

Place = tuple[str | int, ...]


def read_json(content: bytes) -> Any:
    """Return the value of a JSON text.

    Raises
    ------
    InvalidInputError
        ``BODY_NOT_JSON``; ``BODY_TOO_DEEP``; ``BODY_TEXT`` with the places of texts that hold half a
        surrogate pair, which no file and no database can keep.
    """
    try:
        value = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(
            f"The body is not valid JSON: {error}", hint="Send a JSON object.", code="BODY_NOT_JSON"
        ) from error
    if _is_too_deep(value):
        raise InvalidInputError(
            f"The body is nested deeper than {MAX_DEPTH} levels.",
            hint="Send a flatter object.",
            code="BODY_TOO_DEEP",
        )
    broken = [FieldError(pointer(place), "holds half a surrogate pair") for place in _broken(value, ())]
    if broken:
        raise InvalidInputError(
            "The body holds text with broken characters.",
            hint="Send whole characters; a lone \\ud800 to \\udfff is none.",
            code="BODY_TEXT",
            errors=broken[:20],
        )
    return value


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is not a JSON number")


def _is_too_deep(value: Any) -> bool:
    level, depth = [value], 0
    while level and depth <= MAX_DEPTH:
        depth += 1
        level = [
            child
            for one in level
            if isinstance(one, (dict, list))
            for child in (one.values() if isinstance(one, dict) else one)
        ]
    return depth > MAX_DEPTH


def _broken(value: Any, place: Place) -> Iterator[Place]:
    """Yield the places of texts, keys included, that cannot be written as UTF-8; keys give their parent."""
    if isinstance(value, str) and not _is_whole(value):
        yield place
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _broken(child, (*place, index))
    elif isinstance(value, dict):
        if not all(map(_is_whole, value)):
            yield place
        for key, child in value.items():
            if _is_whole(key):
                yield from _broken(child, (*place, key))


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
