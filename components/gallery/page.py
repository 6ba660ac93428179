"""The gallery: search, categories and the cards."""

from collections.abc import Callable, Sequence

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.templates import Template
from .. import format as fmt
from ..shell import page
from ..uploaded import import_button
from ..widgets import empty_state, field
from . import ids
from .cards import template_card

Href = Callable[[str], str]

ALL = "all"


def gallery_page(listed: Component, categories: Sequence[str], *, q: str, category: str) -> html.Main:
    """Return the page.

    Parameters
    ----------
    listed : the cards, see `template_list`
    categories : of all templates the user may see
    q, category : what is searched for now, "" for all
    """
    lead = "Working recipes. A template holds roles and rules, not column names, so it fits other tables."
    upload = import_button(ids.IMPORT, "Import YAML", accept=".yaml,.yml")
    body = html.Div(
        [
            _filters(categories, q, category),
            html.Div(listed, id=ids.LIST, **{"aria-live": "polite"}),
        ],
        className="hm-gal",
    )
    return page("Templates", lead, body, actions=[upload])


def template_list(templates: Sequence[Template], total: int, href: Href, *, is_filtered: bool) -> Component:
    """Return the cards of some templates of `total`; an empty choice says what to do."""
    if not templates:
        title = "No template fits this search" if is_filtered else "No templates yet"
        return empty_state("grid", title, "Save a finished experiment as a template, or import one as YAML.")
    shown = (
        f"1 to {len(templates)} of {fmt.count(total)}"
        if total > len(templates)
        else fmt.plural(total, "template")
    )
    more = html.Div(
        html.Button(
            f"Show {fmt.count(total - len(templates))} more",
            id=ids.MORE,
            type="button",
            className="btn btn-sm btn-outline-secondary",
            hidden=total <= len(templates),
        ),
        className="text-center",
    )
    cards = html.Div([template_card(one, href) for one in templates], className="hm-g3")
    return html.Div([html.P(shown, className="hm-t1 hm-t2c"), cards, more], className="hm-stack")


def _filters(categories: Sequence[str], q: str, category: str) -> html.Aside:
    search = dbc.Input(
        id=ids.SEARCH, type="search", value=q, placeholder="Name, tag or words", debounce=0.3, maxlength=200
    )
    options = [{"label": "All categories", "value": ALL}]
    options += [{"label": one.capitalize(), "value": one} for one in categories]
    select = dbc.Select(id=ids.CATEGORY, options=options, value=category or ALL)
    return html.Aside(
        [
            field("Search", search, control_id=ids.SEARCH),
            field("Category", select, control_id=ids.CATEGORY),
        ],
        className="hm-facets hm-stack",
        **{"aria-label": "Filters"},
    )
