"""The validation room: coded rules over a configuration and the profile of its table."""

from .case import Case, Rule
from .engine import check
from .rules import RULES

__all__ = ["RULES", "Case", "Rule", "check"]
