"""Layout of the insights."""

from . import ids
from .page import insights_page

__all__ = ["ids", "insights_page"]
