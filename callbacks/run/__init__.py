"""The page of a run: shown, followed, cancelled, repeated, copied and downloaded."""

from .page import page
from .wiring import register

__all__ = ["page", "register"]
