"""The page /style; it has nothing to wire."""

from collections.abc import Callable, Mapping
from pathlib import Path

from dash.development.base_component import Component

from ..components.style import style_page, tokens
from ..services.access import User
from ..services.registry import Services

Href = Callable[[str], str]

TOKENS = Path(__file__).resolve().parents[1] / "assets" / "css" / "tokens.css"


def page(services: Services, user: User, params: Mapping[str, str], href: Href) -> Component:
    """Return the page, with the colours as the style sheet has them now."""
    css = TOKENS.read_text(encoding="utf-8")
    colours = {theme: tokens(css, theme) for theme in ("light", "dark")}
    return style_page(colours, href, theme=params["theme"])
