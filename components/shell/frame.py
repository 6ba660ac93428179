"""What surrounds every page: address, stores, header, alerts, toast, live region."""

from collections.abc import Callable

from dash import dcc, html

from .. import ids
from ..widgets import icon, skeleton
from .help import help_card
from .ids import DATASETS, EXPERIMENTS, INSIGHTS, TEMPLATES
from .page import CONTENT

Href = Callable[[str], str]

LINKS: tuple[tuple[str, str, str], ...] = (
    (EXPERIMENTS, "Experiments", "/"),
    (TEMPLATES, "Templates", "/templates"),
    (DATASETS, "Datasets", "/datasets"),
    (INSIGHTS, "Insights", "/insights"),
)


def frame(href: Href) -> html.Div:
    """Return the layout of the app; the router fills the page.

    Parameters
    ----------
    href : from a path of ours to an address under the prefix
    """
    return html.Div(
        [
            html.A("Skip to the content", href=f"#{CONTENT}", className="hm-skip visually-hidden-focusable"),
            dcc.Location(id=ids.URL, refresh="callback-nav"),
            dcc.Store(id=ids.THEME),
            dcc.Store(id=ids.TOAST_DATA),
            dcc.Store(id=ids.TOAST_UNDONE),
            _header(href),
            html.Div(id=ids.ALERT, className="hm-wrap hm-alerts hm-stay"),
            html.Div(_loading(), id=ids.PAGE),
            html.Div(id=ids.TOAST, className="hm-toast-place", role="status", **{"aria-live": "polite"}),
            html.Div(id=ids.LIVE, className="visually-hidden", role="status", **{"aria-live": "polite"}),
        ],
        className="hm-app",
    )


def _header(href: Href) -> html.Header:
    brand = html.A(
        [html.Span(className="hm-logo", **{"aria-hidden": "true"}), "hydroml"],
        href=href("/"),
        className="hm-brand",
    )
    links = [html.A(text, id=link_id, href=href(path)) for link_id, text, path in LINKS]
    navigation = html.Nav(links, id=ids.NAVIGATION, className="hm-nav", **{"aria-label": "Main"})
    tools = html.Div([_theme_button(), _help(href)], className="hm-push hm-row-x")
    return html.Header(
        html.Div([brand, navigation, tools], className="hm-wrap"), id=ids.HEADER, className="hm-header"
    )


def _theme_button() -> html.Button:
    return html.Button(
        icon("circle-half"),
        id=ids.THEME_TOGGLE,
        type="button",
        className="btn btn-ghost btn-sm btn-icon",
        title="Light or dark",
        **{"aria-label": "Switch between light and dark"},
    )


def _help(href: Href) -> html.Details:
    sign = html.Summary(
        icon("question-circle"),
        className="btn btn-ghost btn-sm btn-icon",
        title="Help",
        **{"aria-label": "Help"},
    )
    return html.Details([sign, help_card(href)], id=ids.HELP, className="hm-why-box end")


def _loading() -> html.Main:
    body = [skeleton(lines=2), html.Div(skeleton("card", lines=6), className="card hm-late")]
    return html.Main(body, className="hm-wrap hm-main hm-stack", **{"aria-busy": "true"})
