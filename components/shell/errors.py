"""What is shown when something cannot be shown: pages, and the alert above a page that stays."""

from collections.abc import Callable
from typing import Any

from dash import html

from ...services.errors import HydroMLError
from ..widgets import icon, notice
from .ids import ALERT_CLOSE
from .page import page

Href = Callable[[str], str]


def not_found_page(error: HydroMLError, href: Href) -> html.Main:
    """Return the page for an address that leads nowhere."""
    return page("Not found", error.message, _way_out(error.hint, href))


def error_page(error: HydroMLError, href: Href) -> html.Main:
    """Return the page for a refusal: what happened, what to do, the details folded."""
    told = notice("bad", error.message, error.hint, code=error.code, details=_fields(error))
    return page("This page cannot be shown", "Nothing you entered is lost.", told, _way_out("", href))


def error_alert(error: HydroMLError) -> html.Div:
    """Return the alert for a refusal; the page below stays as it is."""
    close = html.Button(
        icon("x-lg"),
        id=ALERT_CLOSE,
        type="button",
        className="btn btn-sm btn-ghost btn-icon hm-push",
        **{"aria-label": "Close"},
    )
    told = notice("bad", error.message, error.hint, code=error.code, details=_fields(error))
    return html.Div([told, close], className="hm-alert")


def _fields(error: HydroMLError) -> Any:
    if not error.errors:
        return None
    return html.Ul([html.Li(f"{one.field} {one.message}") for one in error.errors], className="mb-0")


def _way_out(hint: str, href: Href) -> html.Div:
    parts: list[Any] = [html.P(hint)] if hint else []
    parts.append(
        html.A("Back to the experiments", href=href("/"), className="btn btn-outline-secondary mt-2")
    )
    return html.Div(parts)
