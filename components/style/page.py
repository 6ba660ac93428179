"""The page /style: tokens, components in every state, and the frame of the wizard."""

from collections.abc import Callable, Mapping

from dash import html

from ..shell import page
from .colours import colours_cards, type_card
from .specimens import contents, controls, states
from .wizard import wizard_specimens

Href = Callable[[str], str]


def style_page(colours: Mapping[str, Mapping[str, str]], href: Href, *, theme: str) -> html.Main:
    """Return the page.

    Parameters
    ----------
    colours : tokens by theme, see `tokens`
    theme : of the figures
    """
    return page(
        "Style",
        "Every token and every component, in each of its states. Pages are made of nothing else.",
        colours_cards(colours),
        type_card(),
        *_group("States", states()),
        *_group("Controls", controls()),
        *_group("Content", contents(theme)),
        html.H2("Wizard"),
        *wizard_specimens(href),
    )


def _group(title: str, specimens: list[html.Section]) -> tuple[html.H2, html.Div]:
    return html.H2(title), html.Div(specimens, className="hm-specimens")
