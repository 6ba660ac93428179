"""The page of insights: how the app itself is used."""

from collections.abc import Callable, Mapping

from dash import Dash
from dash.development.base_component import Component

from ..components.insights import insights_page
from ..services.access import User
from ..services.errors import NotFoundError
from ..services.registry import Services

Href = Callable[[str], str]


def page(services: Services, user: User, params: Mapping[str, str], href: Href) -> Component:
    """Return the page with the measures that the user may see."""
    measures = services.insights.summary(user)
    names: dict[str, str] = {}
    for used in measures.template_use:
        try:
            names[used.template_id] = services.templates.get(user, used.template_id).name
        except NotFoundError:
            continue
    return insights_page(measures, names, href, theme=params.get("theme", "light"))


def register(app: Dash, services: Services) -> None:
    """Connect the page to one app; it only shows."""
