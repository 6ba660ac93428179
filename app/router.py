"""Which address shows which page."""

import logging
import re
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import parse_qsl

from dash import Dash, Input, Output, dcc
from dash.development.base_component import Component
from flask import request

from ..callbacks import (
    compare,
    data,
    datasets,
    features,
    gallery,
    home,
    insights,
    model,
    review,
    run,
    style,
    training,
    wizard,
)
from ..components import ids
from ..components.shell import error_page, not_found_page
from ..services.access import User
from ..services.errors import HydroMLError, NotFoundError
from ..services.experiments import Draft
from ..services.registry import Services
from ..services.vocabulary import StepName

logger = logging.getLogger("hydroml.pages")

Href = Callable[[str], str]
Params = Mapping[str, str]
Page = Callable[[Services, User, Params, Href], Component]

PAGES: tuple[tuple[str, Page], ...] = (
    (r"/", home.page),
    (r"/experiments/(?P<id>\w+)", run.page),
    (r"/compare", compare.page),
    (r"/templates", gallery.page),
    (r"/templates/(?P<id>\w+)", gallery.detail),
    (r"/datasets", datasets.page),
    (r"/insights", insights.page),
    (r"/style", style.page),
)
NEW = "/experiments/new"
STEPS: Mapping[StepName, Callable[[Services, User, Draft, Href, str], Component]] = {
    "data": data.content,
    "features": features.content,
    "model": model.content,
    "training": training.content,
    "review": review.content,
}
THEMES = ("light", "dark")


def register_router(app: Dash, services: Services) -> None:
    """Show the page of the address; a changed theme draws its figures anew."""
    app.callback(
        Output(ids.PAGE, "children"),
        Input(ids.URL, "pathname"),
        Input(ids.URL, "search"),
        Input(ids.THEME, "data"),
    )(partial(_show, services, app))


def _show(
    services: Services, app: Dash, pathname: str | None, search: str | None, theme: str | None
) -> list[Component]:
    """Return the page of an address, and the two stores by which its buttons lead on and tell.

    Dash calls a callback when its buttons arrive, unless what it writes arrives with them: buttons that wrote
    the address itself would each ask the server once with every page.
    """
    page = show_page(services, app, pathname, search, theme)
    return [page, dcc.Store(id=ids.GO), dcc.Store(id=ids.TOLD)]


def show_page(
    services: Services, app: Dash, pathname: str | None, search: str | None, theme: str | None
) -> Component:
    """Return the page of an address; refusals become a page of their own, never a blank one."""
    path = app.strip_relative_path(pathname or "/") or ""
    params = dict(parse_qsl((search or "").lstrip("?"), keep_blank_values=True))
    params["theme"] = theme if theme in THEMES else request.cookies.get("hydroml_theme", "light")
    try:
        return _page(services, f"/{path}", params, app.get_relative_path)
    except NotFoundError as error:
        return not_found_page(error, app.get_relative_path)
    except HydroMLError as error:
        return error_page(error, app.get_relative_path)


def _page(services: Services, path: str, params: dict[str, str], href: Href) -> Component:
    user = services.identify()
    if path == NEW:
        return _wizard(services, user, params, href)
    for pattern, page in PAGES:
        match = re.fullmatch(pattern, path)
        if match:
            return page(services, user, {**params, **match.groupdict()}, href)
    raise NotFoundError(f"There is no page at '{path}'.", hint="The menu above leads to all pages.")


def _wizard(services: Services, user: User, params: Params, href: Href) -> Component:
    theme = params["theme"]
    if "draft" not in params:
        return wizard.frame(services, user, None, "data", data.start(services, user, params, href), href)
    draft = services.drafts.get(user, params["draft"])
    step: StepName = next((name for name in STEPS if name == params.get("step")), "data")
    content = STEPS[step](services, user, draft, href, theme)
    return wizard.frame(services, user, draft, step, content, href)
