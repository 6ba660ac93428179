"""The gallery of templates, a template's page, its use and its exchange as YAML."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, no_update
from dash.development.base_component import Component

from ..components import ids as page_ids
from ..components.gallery import ALL, detail_page, fit_view, gallery_page, ids, misfit_view, template_list
from ..components.uploaded import text_of
from ..components.widgets import notice
from ..services.access import User
from ..services.errors import HydroMLError
from ..services.paging import Query
from ..services.registry import Services

Href = Callable[[str], str]

PER_PAGE = 12
MAX_SHOWN = 200


def page(services: Services, user: User, params: Mapping[str, str], href: Href) -> Component:
    """Return the gallery; ``q`` and ``category`` of the address are the first search."""
    q, category = params.get("q", ""), params.get("category", "")
    everything = services.templates.list(user, Query(limit=MAX_SHOWN)).items
    categories = sorted({one.category for one in everything if one.category})
    listed = _listed(services, user, href, (q, category), PER_PAGE)
    return gallery_page(listed, categories, q=q, category=category if category in categories else "")


def detail(services: Services, user: User, params: Mapping[str, str], href: Href) -> Component:
    """Return the page of the template ``id``."""
    template = services.templates.get(user, params["id"])
    datasets = services.datasets.list(user, Query(limit=MAX_SHOWN)).items
    return detail_page(template, [one for one in datasets if one.status == "ready"], href)


def show_templates(
    services: Services, href: Href, q: str | None, category: str | None, more: int | None
) -> Component:
    """Return the cards that fit the search; `more` counts the presses of *Show more*."""
    limit = MAX_SHOWN if more else PER_PAGE
    return _listed(
        services, services.identify(), href, (q or "", "" if category in (None, ALL) else category), limit
    )


def show_fit(services: Services, dataset_id: str | None, template_id: str | None) -> Any:
    """Return what the template would do with the chosen dataset, or why it does not fit."""
    if not dataset_id or not template_id:
        return no_update
    try:
        return fit_view(services.templates.application(services.identify(), template_id, dataset_id))
    except HydroMLError as error:
        return misfit_view(error)


def use_template(
    services: Services, href: Href, clicks: int | None, dataset_id: str | None, template_id: str | None
) -> tuple[Any, Any]:
    """Open a draft with the template applied to a dataset.

    Returns
    -------
    the address of the draft, and what to say when the template does not fit
    """
    if not clicks or not dataset_id or not template_id:
        return no_update, no_update
    try:
        draft = services.drafts.create(services.identify(), dataset_id=dataset_id, template_id=template_id)
    except HydroMLError as error:
        return no_update, notice("error", error.message, error.hint, code=error.code)
    return f"{href('/experiments/new')}?draft={draft.id}&step=data", None


def import_template(services: Services, href: Href, contents: str | None) -> Any:
    """Store an exported template as one's own and open its page."""
    if not contents:
        return no_update
    template = services.templates.import_yaml(services.identify(), text_of(contents))
    return href(f"/templates/{template.id}")


def _listed(services: Services, user: User, href: Href, search: tuple[str, str], limit: int) -> Component:
    q, category = search
    found = services.templates.list(user, Query(q=q, limit=limit), category=category or None)
    return template_list(found.items, found.total, href, is_filtered=bool(q or category))


def register(app: Dash, services: Services) -> None:
    """Connect the gallery to one app."""
    app.callback(
        Output(ids.LIST, "children"),
        Input(ids.SEARCH, "value"),
        Input(ids.CATEGORY, "value"),
        Input(ids.MORE, "n_clicks"),
        prevent_initial_call=True,
    )(partial(show_templates, services, app.get_relative_path))
    app.callback(Output(ids.FIT, "children"), Input(ids.DATASET, "value"), Input(ids.TEMPLATE, "data"))(
        partial(show_fit, services)
    )
    app.callback(
        Output(page_ids.GO, "data", allow_duplicate=True),
        Output(ids.REFUSAL, "children"),
        Input(ids.USE, "n_clicks"),
        State(ids.DATASET, "value"),
        State(ids.TEMPLATE, "data"),
        running=[(Output(ids.USE, "disabled"), True, False)],
        prevent_initial_call=True,
    )(partial(use_template, services, app.get_relative_path))
    app.callback(
        Output(page_ids.GO, "data", allow_duplicate=True),
        Input(ids.IMPORT, "contents"),
        prevent_initial_call=True,
    )(partial(import_template, services, app.get_relative_path))
