"""Composition root: builds the services, serves the pages and the API, runs the commands."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..services.access import User
    from .factory import create_app, mount
    from .settings import Settings

__all__ = ["Settings", "User", "create_app", "mount"]


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used, so that a worker need not load Dash."""
    if name == "Settings":
        from .settings import Settings

        return Settings
    if name == "User":
        from ..services.access import User

        return User
    if name in ("create_app", "mount"):
        from . import factory

        return getattr(factory, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
