"""The frame of the wizard at work: its page, the one save, fixes, conflicts, and the quick launch."""

from dash import Dash

from ...services.registry import Services
from . import changing, launching, saving
from .page import frame


def register(app: Dash, services: Services) -> None:
    """Connect the frame to one app."""
    saving.register(app, services)
    changing.register(app, services)
    launching.register(app, services)


__all__ = ["frame", "register"]
