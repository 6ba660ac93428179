"""The four slices of a draft: which step of the wizard writes which settings."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ..errors import FieldError, InvalidInputError
from ..vocabulary import SliceName

SLICES: Mapping[SliceName, tuple[str, ...]] = MappingProxyType(
    {
        "data": ("dataset", "target", "task", "roles", "kinds", "missing_values", "dismissed"),
        "features": ("features",),
        "model": ("models", "search"),
        "training": (
            "name",
            "description",
            "tags",
            "project",
            "validation",
            "metric",
            "imbalance",
            "seed",
            "resources",
        ),
    }
)
MAX_CHARACTERS = 4_000_000
"""A draft of 5,000 columns with long names and reasons stays below."""


def slice_of(config: Mapping[str, Any], name: SliceName) -> dict[str, Any]:
    """Return the settings of one slice, as far as they are known."""
    return {key: config[key] for key in SLICES[name] if key in config}


def merge_slices(config: Mapping[str, Any], slices: Mapping[SliceName, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a configuration with slices written over it; each may write only its own settings.

    Raises
    ------
    InvalidInputError
        ``SLICE_INVALID`` for an unknown slice, a setting of another slice, or values that are not JSON.
    """
    errors = [FieldError(f"/{name}", "is not a slice") for name in slices if name not in SLICES]
    errors += [
        FieldError(f"/{name}/{key}", "does not belong to this slice")
        for name, values in slices.items()
        for key in values
        if name in SLICES and key not in SLICES[name]
    ]
    if errors:
        raise InvalidInputError(
            f"The draft cannot be saved: {errors[0].field} {errors[0].message}.",
            hint="Reload the page.",
            code="SLICE_INVALID",
            errors=errors,
        )
    merged = dict(config)
    for values in slices.values():
        merged.update(_plain(values))
    return merged


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy that is certainly JSON and of bounded size."""
    try:
        text = json.dumps(dict(values), allow_nan=False, ensure_ascii=False)
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidInputError("The draft holds a value that is not JSON.", code="SLICE_INVALID") from error
    if len(text) > MAX_CHARACTERS:
        raise InvalidInputError(
            f"A slice of a draft has at most {MAX_CHARACTERS:,} characters.", code="SLICE_INVALID"
        )
    plain: dict[str, Any] = json.loads(text)
    return plain
