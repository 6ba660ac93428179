"""Step 5: everything on one page, the configuration as a file or a template, and the launch."""

from .page import content
from .wiring import register

__all__ = ["content", "register"]
