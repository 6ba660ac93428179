"""The page of experiments and drafts: search, states, selection, import and examples."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from ..components import ids as page_ids
from ..components.home import (
    CHIPS,
    Line,
    Names,
    bulk_bar,
    chips,
    draft_line,
    empty_page,
    experiment_line,
    home_page,
    ids,
    lead,
    listing,
)
from ..components.uploaded import text_of
from ..components.widgets import notice
from ..services.access import User
from ..services.datasets import EXAMPLES
from ..services.errors import HydroMLError, NotFoundError
from ..services.experiments import Draft, Experiment
from ..services.paging import Query
from ..services.registry import Services

Href = Callable[[str], str]

PER_PAGE = 50
MAX_SHOWN = 200
STATES: Mapping[str, tuple[str, ...]] = {
    "running": ("running", "queued"),
    "failed": ("failed",),
    "draft": ("draft",),
}
"""Which states of experiments a chip stands for; "all" stands for every one."""


def page(services: Services, user: User, params: Mapping[str, str], href: Href) -> Component:
    """Return the page; ``q`` and ``status`` of the address are the first search and chip."""
    q = params.get("q", "")
    status = params.get("status", "all") if params.get("status") in dict(CHIPS) else "all"
    counts = count(services, user, q)
    if not q and counts["all"] == 0:
        return empty_page(EXAMPLES, href)
    lines, total = collect(services, user, (q, status), PER_PAGE)
    return home_page(listing(lines, total, href, ()), counts, href, q=q, status=status)


def count(services: Services, user: User, q: str) -> dict[str, int]:
    """Return how many experiments and drafts each chip stands for."""
    one = Query(q=q, limit=1)
    drafts = services.drafts.list(user, one).total
    found = {
        chip: sum(services.experiments.list(user, one, status=state).total for state in states)
        for chip, states in STATES.items()
    }
    found["draft"] += drafts
    return {"all": services.experiments.list(user, one).total + drafts, **found}


def collect(services: Services, user: User, search: tuple[str, str], limit: int) -> tuple[list[Line], int]:
    """Return the newest lines that fit a text and a chip, and how many fit in all."""
    q, status = search
    query = Query(q=q, limit=limit)
    states: Sequence[str | None] = STATES.get(status, (None,))
    pages = [services.experiments.list(user, query, status=state) for state in states]
    experiments = [one for found in pages for one in found.items]
    total = sum(found.total for found in pages)
    drafts: tuple[Draft, ...] = ()
    if status in ("all", "draft"):
        opened = services.drafts.list(user, query)
        drafts, total = opened.items, total + opened.total
    names = names_of(services, user, experiments, drafts)
    lines = [
        *(experiment_line(one, names) for one in experiments),
        *(draft_line(one, names) for one in drafts),
    ]
    lines.sort(key=lambda line: line.at, reverse=True)
    return lines[:limit], total


def names_of(
    services: Services, user: User, experiments: Sequence[Experiment], drafts: Sequence[Draft]
) -> Names:
    """Return the names of the datasets and templates that the lines refer to."""
    datasets = {one.config.dataset.id for one in experiments}
    datasets |= {str((one.config.get("dataset") or {}).get("id") or "") for one in drafts}
    templates = {one.template_id or "" for one in experiments}
    templates |= {str((one.config.get("template") or {}).get("id") or "") for one in drafts}
    return Names(
        _named(datasets, lambda key: services.datasets.get(user, key).name),
        _named(templates, lambda key: services.templates.get(user, key).name),
        {user.id: user.name},
    )


def _named(keys: Iterable[str], name: Callable[[str], str]) -> dict[str, str]:
    names = {}
    for key in keys:
        try:
            names[key] = name(key) if key else ""
        except NotFoundError:
            continue
    return names


def show_list(
    services: Services, href: Href, asked: Mapping[str, Any], chosen: Sequence[str] | None, ticks: int | None
) -> tuple[Any, ...]:
    """Return list, chips, sentence and whether refreshing may stop, for the present search.

    Parameters
    ----------
    asked : ``q``, ``status`` and ``more`` (presses of *Show more*)
    chosen : ids of the selected experiments
    ticks : of the clock that refreshes while something runs
    """
    user = services.identify()
    text, chip = asked["q"] or "", asked["status"] or "all"
    counts = count(services, user, text)
    lines, total = collect(services, user, (text, chip), MAX_SHOWN if asked["more"] else PER_PAGE)
    listed = listing(lines, total, href, chosen or ())
    return listed, chips(counts, chip), lead(counts), counts["running"] == 0


def choose_status(clicks: Sequence[int | None], pressed: Any) -> Any:
    """Return the chip that was pressed; `pressed` is its id."""
    return pressed["index"] if any(clicks) and isinstance(pressed, Mapping) else no_update


def on_choose_status(clicks: Sequence[int | None]) -> Any:
    """Hand the pressed chip to `choose_status`."""
    return choose_status(clicks, ctx.triggered_id)


def select(
    services: Services, href: Href, values: Sequence[bool | None], keys: Sequence[Mapping[str, str]]
) -> tuple[list[str], Any]:
    """Return the ids of the selected experiments and the bar that compares them."""
    chosen = [key["index"] for key, value in zip(keys, values, strict=True) if value]
    return chosen, bulk_bar(chosen, href, words=_comparable(services, chosen))


def _comparable(services: Services, chosen: Sequence[str]) -> str:
    if len(chosen) < 2:
        return ""
    user = services.identify()
    configs = [services.experiments.get(user, key).config for key in chosen]
    subjects = {(config.dataset.fingerprint, config.target, config.metric) for config in configs}
    if len(subjects) == 1:
        return "same dataset, target and metric: scores can be compared"
    return "different dataset, target or metric: scores say little about each other"


def go_on(services: Services, href: Href, clicks: Sequence[int | None], pressed: Any) -> Any:
    """Open the wizard with an experiment that was imported and not launched yet."""
    if not any(clicks) or not isinstance(pressed, Mapping):
        return no_update
    return _wizard(href, services.experiments.clone(services.identify(), pressed["index"]))


def on_go_on(services: Services, href: Href, clicks: Sequence[int | None]) -> Any:
    """Hand the pressed line to `go_on`."""
    return go_on(services, href, clicks, ctx.triggered_id)


def import_config(services: Services, href: Href, contents: str | None) -> tuple[Any, ...]:
    """Store an exported configuration as an experiment that is not launched yet, and open it."""
    if not contents:
        return no_update, no_update
    try:
        experiment = services.experiments.import_config(services.identify(), text_of(contents))
    except HydroMLError as error:
        fields = "; ".join(f"{one.field}: {one.message}" for one in error.errors)
        words = " ".join(part for part in (f"{fields}." if fields else "", error.hint) if part)
        return no_update, notice("error", error.message, words, code=error.code)
    return href(f"/experiments/{experiment.id}"), None


def _wizard(href: Href, draft: Draft) -> str:
    return f"{href('/experiments/new')}?draft={draft.id}&step=data"


def register(app: Dash, services: Services) -> None:
    """Connect the page to one app."""
    href = app.get_relative_path
    app.callback(
        output=(
            Output(ids.LIST, "children"),
            Output(ids.CHIPS, "children"),
            Output(ids.LEAD, "children"),
            Output(ids.TICK, "disabled"),
        ),
        inputs={
            "asked": {
                "q": Input(ids.SEARCH, "value"),
                "status": Input(ids.STATUS, "data"),
                "more": Input(ids.MORE, "n_clicks"),
            },
            "chosen": State(ids.CHOSEN, "data"),
            "ticks": Input(ids.TICK, "n_intervals"),
        },
        prevent_initial_call=True,
    )(partial(show_list, services, href))
    app.callback(
        Output(ids.STATUS, "data"),
        Input(ids.CHIP.every, "n_clicks"),
        prevent_initial_call=True,
    )(on_choose_status)
    app.callback(
        Output(ids.CHOSEN, "data"),
        Output(ids.BULK, "children"),
        Input(ids.SELECT.every, "value"),
        State(ids.SELECT.every, "id"),
        prevent_initial_call=True,
    )(partial(select, services, href))
    _register_openers(app, services, href)


def _register_openers(app: Dash, services: Services, href: Href) -> None:
    address = Output(page_ids.GO, "data", allow_duplicate=True)
    app.callback(address, Input(ids.GO_ON.every, "n_clicks"), prevent_initial_call=True)(
        partial(on_go_on, services, href)
    )
    app.callback(
        address,
        Output(ids.REFUSAL, "children", allow_duplicate=True),
        Input(ids.IMPORT, "contents"),
        prevent_initial_call=True,
    )(partial(import_config, services, href))
