"""Step 2: which columns are learned from, and the evidence for that choice."""

from dash import Dash

from ...services.registry import Services
from . import evidence, importance, pairs, selection, sets, strategies, transformations
from .content import content

__all__ = ["content", "register"]


def register(app: Dash, services: Services) -> None:
    """Connect step 2 to one app."""
    selection.register(app, services)
    strategies.register(app, services)
    sets.register(app, services)
    evidence.register(app, services)
    importance.register(app, services)
    transformations.register(app, services)
    pairs.register(app, services)
