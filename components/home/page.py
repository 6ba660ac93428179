"""The page of experiments: with its list, and when there is nothing yet."""

from collections.abc import Callable, Collection, Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from ...services.datasets import Example
from .. import format as fmt
from ..data import drop_zone, reading_box
from ..data import ids as data_ids
from ..examples import open_button, opening, size_words
from ..shell import page
from ..uploaded import import_button
from ..widgets import chips as state_chips
from ..widgets import empty_state, icon, link, list_foot, search_box
from . import ids
from .rows import Line
from .table import experiments_table

Href = Callable[[str], str]

CHIPS = (("all", "All"), ("running", "Running"), ("failed", "Failed"), ("draft", "Drafts"))
REFRESH_MS = 3000
TASKS: Mapping[str, str] = {
    "binary": "Binary classification",
    "multiclass": "Multiclass classification",
    "regression": "Regression",
    "forecasting": "Forecasting",
}

STEPS = (
    ("Dataset & target", "See what was read and what is wrong with it; confirm what to predict."),
    ("Features", "See which columns say something about the target, and leave out what misleads."),
    ("Model", "Three proposals with reasons; every setting is one click away."),
    ("Training", "How it is judged: drawn on your own rows."),
    ("Review & launch", "Everything on one page, with the time it will take."),
)


def home_page(listed: Component, counts: Mapping[str, int], href: Href, *, q: str, status: str) -> html.Main:
    """Return the page with its list.

    Parameters
    ----------
    listed : see `listing`
    counts : how many there are by chip
    q, status : the first search and the pressed chip
    """
    pressed = html.Div(chips(counts, status), id=ids.CHIPS, className="hm-row-x hm-flow")
    search = search_box(ids.SEARCH, q, label="Search experiments", placeholder="Search name, tag")
    head = html.Div([search, pressed], className="hm-card-head")
    card = html.Section(
        [head, html.Div(id=ids.BULK), html.Div(listed, id=ids.LIST)],
        className="card",
        **{"aria-label": "Experiments"},
    )
    is_moving = counts.get("running", 0) > 0
    return page(
        "Experiments",
        lead(counts),
        html.Div(id=ids.REFUSAL),
        card,
        dcc.Store(id=ids.STATUS, data=status),
        dcc.Store(id=ids.CHOSEN, data=[]),
        dcc.Interval(id=ids.TICK, interval=REFRESH_MS, disabled=not is_moving),
        actions=_actions(href),
        lead_id=ids.LEAD,
    )


def lead(counts: Mapping[str, int]) -> str:
    """Return the state of things in one sentence or two."""
    drafts, running = counts.get("draft", 0), counts.get("running", 0)
    parts = [fmt.plural(counts.get("all", 0) - drafts, "experiment")]
    if drafts:
        parts.append(fmt.plural(drafts, "draft"))
    moving = {0: "", 1: " One is in progress."}.get(running, f" {running} are in progress.")
    return f"{' and '.join(parts)}.{moving}"


def chips(counts: Mapping[str, int], status: str) -> list[html.Button]:
    """Return the chips of the states, one pressed."""
    options = [(key, name, fmt.count(counts.get(key, 0))) for key, name in CHIPS]
    return state_chips(ids.CHIP, options, status)


def listing(lines: Sequence[Line], total: int, href: Href, chosen: Collection[str]) -> Component:
    """Return the table with its foot; an empty choice says so."""
    if not lines:
        return empty_state("search", "Nothing fits", "No experiment or draft fits this search and state.")
    more = html.Button(
        f"Show {fmt.count(total - len(lines))} more",
        id=ids.MORE,
        type="button",
        className="btn btn-sm btn-ghost",
        hidden=total <= len(lines),
    )
    return html.Div([experiments_table(lines, href, chosen), list_foot(1, len(lines), total, more)])


def empty_page(examples: Sequence[Example], href: Href) -> html.Main:
    """Return the page of somebody who has nothing yet."""
    words = "None yet. The first takes under a minute: drop a table, confirm the target, launch."
    cards = html.Div([_example(one) for one in examples], className="hm-g3")
    return page(
        "Experiments",
        words,
        html.Div(id=ids.REFUSAL),
        *_start(href),
        html.Div([html.H2("Or try an example", className="mb-2"), cards]),
        opening(),
        _what_follows(),
        actions=_actions(href),
    )


def _start(href: Href) -> list[Component]:
    """Return the drop zone of step 1 with what its callbacks need: a file dropped here opens the wizard."""
    return [
        drop_zone(href),
        html.Div(id=data_ids.REFUSAL),
        reading_box(),
        *(dcc.Store(id=key) for key in (data_ids.UPLOAD, data_ids.OPENED)),
        dcc.Store(id=data_ids.STARTS, data={}),
    ]


def _what_follows() -> html.Section:
    """Return what somebody who sees this for the first time will go through."""
    steps = [
        html.Li([html.Span(str(number), className="hm-rank"), html.Div([html.B(name), html.P(told)])])
        for number, (name, told) in enumerate(STEPS, start=1)
    ]
    return html.Section(
        [html.H2("What follows", className="mb-2"), html.Ol(steps, className="hm-follows")],
        **{"aria-label": "What follows"},
    )


def _example(example: Example) -> html.Article:
    words = html.Div(
        [
            html.H2(example.title),
            html.P(example.question, className="hm-t1 hm-t2c"),
            html.P([size_words(example), html.Br(), TASKS[example.task]], className="hm-t1 hm-t3c mt-2"),
        ],
        className="pad",
    )
    button = open_button(example, "hm-push")
    foot = html.Div([html.Span("comes with hydroml", className="hm-t3c"), button], className="foot")
    return html.Article([words, foot], className="hm-choice")


def _actions(href: Href) -> list[Component]:
    new = link([icon("plus-lg"), "New experiment"], href("/experiments/new"), class_name="btn btn-primary")
    return [_upload(), new]


def _upload() -> Component:
    return import_button(ids.IMPORT, "Import YAML", accept=".yaml,.yml,.json")
