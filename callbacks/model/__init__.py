"""Step 3: which models are compared, with which hyperparameters, and whether they are tuned."""

from .page import content
from .wiring import register

__all__ = ["content", "register"]
