"""The page of datasets: what was uploaded, what uses it, and the examples."""

from collections.abc import Callable, Mapping, Sequence

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from ...services.datasets import Dataset, Example
from .. import format as fmt
from ..examples import open_button, opening, size_words
from ..shell import page
from ..widgets import empty_state, icon, link, search_box
from . import ids
from .deleting import confirmation
from .table import datasets_table

Href = Callable[[str], str]

PER_PAGE = 50
SORTS = (
    ("newest", "Newest first"),
    ("name", "By name"),
    ("rows", "Most rows first"),
    ("columns", "Most columns first"),
    ("size", "Largest first"),
)


def datasets_page(
    listed: Component, total: int, href: Href, *, q: str, examples: Sequence[Example]
) -> html.Main:
    """Return the page.

    Parameters
    ----------
    listed : made by `datasets_list`
    total : how many datasets there are, whatever is searched
    q : the first search
    """
    upload = link([icon("upload"), "Upload a table"], href("/experiments/new"), class_name="btn btn-primary")
    lead = f"{fmt.plural(total, 'dataset')}. Each file is kept as it came; experiments read a copy of it."
    card = html.Section(
        [_head(q, is_shown=total > 0), html.Div(listed, id=ids.LIST), _foot(total)],
        className="card",
        **{"aria-label": "Datasets"},
    )
    return page(
        "Datasets",
        lead if total else "None yet. What you upload stays here.",
        html.Div(id=ids.NOTICE),
        card,
        html.Div([opening(), _examples(examples)]),
        confirmation(),
        dcc.Store(id=ids.DOOMED),
        dcc.Store(id=ids.OFFSET, data=0),
        actions=[upload],
    )


def datasets_list(datasets: Sequence[Dataset], uses: Mapping[str, int], href: Href, *, q: str) -> Component:
    """Return the table of some datasets; an empty choice says what to do.

    Parameters
    ----------
    uses : how many experiments read a dataset, by its id
    """
    if datasets:
        return datasets_table(datasets, uses, href)
    if q:
        return empty_state("search", "No dataset fits this search", "Only names are searched.")
    upload = link("Choose a file", href("/experiments/new"), class_name="btn btn-sm btn-outline-secondary")
    words = "Drop a table in step 1 of a new experiment, or open one of the examples below."
    return empty_state("table", "No datasets yet", words, upload)


def part_words(offset: int, n_shown: int, total: int) -> str:
    """Return which part of the list is shown."""
    if not n_shown:
        return ""
    return f"{fmt.count(offset + 1)} to {fmt.count(offset + n_shown)} of {fmt.count(total)}"


def _head(q: str, *, is_shown: bool) -> html.Div:
    search = search_box(ids.SEARCH, q, label="Search datasets", placeholder="Search name")
    options = [{"label": text, "value": key} for key, text in SORTS]
    sort = html.Div(
        [
            html.Label("Sort", htmlFor=ids.SORT, className="visually-hidden"),
            dbc.Select(id=ids.SORT, options=options, value=SORTS[0][0], className="hm-sort"),
        ],
        className="hm-push",
    )
    return html.Div([search, sort], className="hm-card-head", hidden=not is_shown)


def _foot(total: int) -> html.Div:
    turns = (
        html.Button(
            text,
            id=key,
            type="button",
            className="btn btn-sm btn-ghost",
            hidden=is_first or total <= PER_PAGE,
        )
        for key, text, is_first in ((ids.PREVIOUS, "Previous", True), (ids.NEXT, "Next", False))
    )
    words = part_words(0, min(total, PER_PAGE), total)
    return html.Div(
        [html.Span(words, id=ids.PART, role="status"), html.Div(list(turns), className="hm-push hm-row-x")],
        className="hm-card-foot",
        hidden=total == 0,
    )


def _examples(examples: Sequence[Example]) -> html.Section:
    items = [_example(one) for one in examples]
    head = html.Div(
        [html.H2("Examples"), html.Span("come with hydroml", className="sub")], className="hm-card-head"
    )
    return html.Section([head, *items], className="card")


def _example(example: Example) -> html.Div:
    words = html.Div(
        [
            html.Span(example.title, className="hm-mid d-block"),
            html.Span(f"{example.question} {size_words(example)}", className="hm-t1 hm-t2c d-block"),
        ],
        className="hm-item-words",
    )
    return html.Div([words, open_button(example)], className="hm-line-item")
