"""The page that shows every token and every component in each of its states; also a target of tests."""

from .contrast import contrast, tokens
from .page import style_page

__all__ = ["contrast", "style_page", "tokens"]
