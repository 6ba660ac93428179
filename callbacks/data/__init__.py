"""Step 1: from a file to a dataset, from a dataset to a target."""

from dash import Dash

from ...services.registry import Services
from . import columns, lines, reading, rereading, target
from .page import content, start

__all__ = ["content", "register", "start"]


def register(app: Dash, services: Services) -> None:
    """Connect step 1 to one app."""
    reading.register(app, services)
    rereading.register(app, services)
    lines.register(app, services)
    target.register(app, services)
    columns.register(app, services)
