"""The rules, one function each, by topic; their order is the order in which findings are told."""

from collections.abc import Mapping
from types import MappingProxyType

from ..case import Rule
from . import effects, features, limits, metrics, models, rows, search, splits, support, target, transforms

ALL = (
    *target.RULES,
    *features.RULES,
    *transforms.RULES,
    *rows.RULES,
    *splits.RULES,
    *models.RULES,
    *limits.RULES,
    *metrics.RULES,
    *search.RULES,
    *support.RULES,
    *effects.RULES,
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in ALL})
"""Every rule by its code."""
