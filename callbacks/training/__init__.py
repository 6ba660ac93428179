"""Step 4: how models are judged, by which metric, how the run repeats, its name and its limits."""

from .page import content
from .wiring import register

__all__ = ["content", "register"]
