"""The page of datasets: search, order, pages, detail, use in a new experiment, deletion after a question."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

from dash import Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from ..components import ids as page_ids
from ..components.datasets import (
    PER_PAGE,
    dataset_detail,
    datasets_list,
    datasets_page,
    ids,
    kept_words,
    part_words,
    question,
)
from ..components.widgets import notice
from ..services.access import User
from ..services.datasets import EXAMPLES, Dataset
from ..services.errors import ConflictError, HydroMLError, NotFoundError
from ..services.paging import MAX_LIMIT, Query
from ..services.registry import Services

Href = Callable[[str], str]


def page(services: Services, user: User, params: Mapping[str, str], href: Href) -> Component:
    """Return the page; ``q`` of the address is the first search."""
    q = params.get("q", "")
    total = services.datasets.list(user, Query(limit=1)).total
    listed = show_part(services, href, Query(q=q, limit=PER_PAGE))[0]
    return datasets_page(listed, total, href, q=q, examples=EXAMPLES)


def show_part(services: Services, href: Href, query: Query) -> tuple[Any, ...]:
    """Return a part of the list.

    Returns
    -------
    the table, which part it is, whether there is none before and none after, and its offset
    """
    found = services.datasets.list(services.identify(), query)
    uses = {one.id: services.experiments.count_using(one.id) for one in found.items}
    last = query.offset + len(found.items)
    return (
        datasets_list(found.items, uses, href, q=query.q),
        part_words(query.offset, len(found.items), found.total),
        query.offset == 0,
        last >= found.total,
        query.offset,
    )


def show_datasets(
    services: Services, href: Href, asked: Mapping[str, Any], offset: int | None, pressed: Any
) -> tuple[Any, ...]:
    """Return the part of the list that is asked for; another search or order begins at its top.

    Parameters
    ----------
    asked : ``search`` and ``sort`` as the page has them
    offset : of the part that is shown
    pressed : id of what asks
    """
    turn = {ids.PREVIOUS: -PER_PAGE, ids.NEXT: PER_PAGE}.get(pressed)
    start = 0 if turn is None else max(0, (offset or 0) + turn)
    query = Query(q=asked.get("search") or "", sort=asked.get("sort") or "", limit=PER_PAGE, offset=start)
    return show_part(services, href, query)


def on_show_datasets(
    services: Services, href: Href, asked: Mapping[str, Any], turns: Sequence[Any], offset: int | None
) -> tuple[Any, ...]:
    """Hand what asks to `show_datasets`."""
    return show_datasets(services, href, asked, offset, ctx.triggered_id)


def show_detail(
    services: Services, clicks: int | None, toggle: Mapping[str, str], expanded: str
) -> tuple[Any, ...]:
    """Open or close the fold of a dataset.

    Returns
    -------
    its content, whether it is hidden, and the state of its button
    """
    if not clicks:
        return no_update, no_update, no_update
    if expanded == "true":
        return no_update, True, "false"
    user = services.identify()
    try:
        dataset = services.datasets.get(user, toggle["index"])
        content = dataset_detail(dataset, services.profiles.get(user, dataset.id))
    except HydroMLError as error:
        content = _told(error)
    return content, False, "true"


def use_dataset(
    services: Services, href: Href, clicks: Sequence[int | None], pressed: Any
) -> tuple[Any, ...]:
    """Open a draft with a dataset; `pressed` is the id of the button."""
    if not any(clicks) or not isinstance(pressed, Mapping):
        return no_update, no_update
    try:
        draft = services.drafts.create(services.identify(), dataset_id=pressed["index"])
    except HydroMLError as error:
        return no_update, _told(error)
    return f"{href('/experiments/new')}?draft={draft.id}&step=data", None


def on_use_dataset(services: Services, href: Href, clicks: Sequence[int | None]) -> tuple[Any, ...]:
    """Hand the pressed button to `use_dataset`."""
    return use_dataset(services, href, clicks, ctx.triggered_id)


def ask(services: Services, clicks: Sequence[int | None], pressed: Any) -> tuple[Any, ...]:
    """Ask before a dataset is deleted; one that experiments read is refused at once.

    Returns
    -------
    whether the question is open, its text, the dataset's id, and the refusal
    """
    if not any(clicks) or not isinstance(pressed, Mapping):
        return no_update, no_update, no_update, no_update
    user = services.identify()
    try:
        dataset = services.datasets.get(user, pressed["index"])
        _require_unused(services, dataset)
    except HydroMLError as error:
        return False, None, None, _told(error)
    return True, question(dataset, count_drafts(services, user, dataset.id)), dataset.id, None


def count_drafts(services: Services, user: User, dataset_id: str) -> int:
    """Return how many of the user's newest drafts begin with a dataset."""
    drafts = services.drafts.list(user, Query(limit=MAX_LIMIT)).items
    return sum((one.config.get("dataset") or {}).get("id") == dataset_id for one in drafts)


def on_ask(services: Services, clicks: Sequence[int | None]) -> tuple[Any, ...]:
    """Hand the pressed button to `ask`."""
    return ask(services, clicks, ctx.triggered_id)


def delete(
    services: Services, href: Href, yes: int | None, doomed: str | None, asked: Mapping[str, Any]
) -> tuple[Any, ...]:
    """Delete the dataset in question.

    Returns
    -------
    whether the question is open, what happened, and the part of the list that is left (`show_part`)
    """
    nothing = (no_update,) * 5
    if not yes or not doomed:
        return no_update, no_update, *nothing
    user = services.identify()
    try:
        dataset = services.datasets.get(user, doomed)
        _require_unused(services, dataset)
        services.datasets.delete(user, dataset.id)
    except HydroMLError as error:
        return False, _told(error), *nothing
    left = show_datasets(services, href, asked, 0, None)
    return False, notice("ok", f"'{dataset.name}' is deleted."), *left


def keep(clicks: int | None) -> Any:
    """Close the question."""
    return False if clicks else no_update


def _require_unused(services: Services, dataset: Dataset) -> None:
    n_uses = services.experiments.count_using(dataset.id)
    if n_uses:
        raise ConflictError(
            kept_words(dataset, n_uses),
            hint="Delete these experiments first; without the table they could not be repeated.",
            code="DATASET_IN_USE",
        )


def _told(error: HydroMLError) -> Component:
    """Return a refusal in words; what is gone was on the list when it was drawn."""
    if isinstance(error, NotFoundError):
        words = "It was deleted in another tab or by somebody else. Reload the page to see what is left."
        return notice("error", "This dataset is no longer there.", words, code=error.code)
    look: Literal["warning", "error"] = "warning" if isinstance(error, ConflictError) else "error"
    return notice(look, error.message, error.hint, code=error.code)


def register(app: Dash, services: Services) -> None:
    """Connect the page to one app."""
    href = app.get_relative_path
    asked = {"search": Input(ids.SEARCH, "value"), "sort": Input(ids.SORT, "value")}
    turns = [Input(ids.PREVIOUS, "n_clicks"), Input(ids.NEXT, "n_clicks")]
    app.callback(
        output=_part(),
        inputs={"asked": asked, "turns": turns, "offset": State(ids.OFFSET, "data")},
        prevent_initial_call=True,
    )(partial(on_show_datasets, services, href))
    app.callback(
        Output(ids.DETAIL.same, "children"),
        Output(ids.DETAIL_ROW.same, "hidden"),
        Output(ids.TOGGLE.same, "aria-expanded"),
        Input(ids.TOGGLE.same, "n_clicks"),
        State(ids.TOGGLE.same, "id"),
        State(ids.TOGGLE.same, "aria-expanded"),
        prevent_initial_call=True,
    )(partial(show_detail, services))
    _register_ways_on(app, services)
    _register_deletion(app, services)


def _part(*, again: bool = False) -> list[Output]:
    """Return the outputs of `show_part`; `again` where another callback writes them too."""
    places = (
        (ids.LIST, "children"),
        (ids.PART, "children"),
        (ids.PREVIOUS, "hidden"),
        (ids.NEXT, "hidden"),
        (ids.OFFSET, "data"),
    )
    return [Output(*place, allow_duplicate=again) for place in places]


def _register_ways_on(app: Dash, services: Services) -> None:
    """Connect what opens the wizard."""
    opened = (
        Output(page_ids.GO, "data", allow_duplicate=True),
        Output(ids.NOTICE, "children", allow_duplicate=True),
    )
    app.callback(*opened, Input(ids.USE.every, "n_clicks"), prevent_initial_call=True)(
        partial(on_use_dataset, services, app.get_relative_path)
    )


def _register_deletion(app: Dash, services: Services) -> None:
    """Connect the question and its two answers."""
    app.callback(
        Output(ids.CONFIRM, "is_open", allow_duplicate=True),
        Output(ids.CONFIRM_TEXT, "children"),
        Output(ids.DOOMED, "data"),
        Output(ids.NOTICE, "children", allow_duplicate=True),
        Input(ids.DELETE.every, "n_clicks"),
        prevent_initial_call=True,
    )(partial(on_ask, services))
    app.callback(
        output=[
            Output(ids.CONFIRM, "is_open", allow_duplicate=True),
            Output(ids.NOTICE, "children", allow_duplicate=True),
            *_part(again=True),
        ],
        inputs={
            "yes": Input(ids.CONFIRM_YES, "n_clicks"),
            "doomed": State(ids.DOOMED, "data"),
            "asked": {"search": State(ids.SEARCH, "value"), "sort": State(ids.SORT, "value")},
        },
        prevent_initial_call=True,
    )(partial(delete, services, app.get_relative_path))
    app.callback(
        Output(ids.CONFIRM, "is_open"), Input(ids.CONFIRM_NO, "n_clicks"), prevent_initial_call=True
    )(keep)
