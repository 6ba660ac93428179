"""Completing the values of a model from its preset and its tuned defaults."""

from collections.abc import Mapping
from typing import Any

from .records import ModelSpec


def fill(model: ModelSpec, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return every value of `model`: what is set, else the preset's, else the tuned default."""
    defaults = model.defaults()
    preset = model.presets.get(values.get("preset", defaults.get("preset")), {})
    return {**defaults, **preset, **values}
