"""The table of experiments and drafts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from .. import format as fmt
from ..widgets import data_table, icon, link, tag
from ..widgets.basics import TagKind
from . import ids
from .rows import Line

Href = Callable[[str], str]

HEADERS = (
    html.Span("Select", className="visually-hidden"),
    "Experiment",
    "Status",
    "Dataset, target",
    "Score",
    "Against baseline",
    "Template",
    "Owner",
    "Age",
    "",
)
NUMERIC = (4, 8)
MAX_NAME = 120
MAX_TAGS = 2

LOOKS: Mapping[str, tuple[str, TagKind, str, bool]] = MappingProxyType(
    {
        "draft": ("Draft", "plain", "pencil", True),
        "queued": ("Queued", "plain", "hourglass-split", False),
        "running": ("Running", "acc", "play-fill", False),
        "succeeded": ("Succeeded", "ok", "check-lg", True),
        "failed": ("Failed", "bad", "x-lg", False),
        "cancelled": ("Cancelled", "plain", "slash-circle", True),
    }
)


def status_tag(status: str) -> html.Span:
    """Return the status as icon and word."""
    word, kind, sign, is_bare = LOOKS[status]
    return tag(word, kind, sign, bare=is_bare)


def experiments_table(lines: Sequence[Line], href: Href, chosen: Collection[str]) -> html.Div:
    """Return the table; `chosen` are the ids of the experiments that are selected to be compared."""
    rows = [_row(line, href, is_chosen=line.key in chosen) for line in lines]
    return data_table(
        HEADERS, rows, caption="Experiments and drafts", class_name="hm-home hm-experiments", numeric=NUMERIC
    )


def _row(line: Line, href: Href, *, is_chosen: bool) -> html.Tr:
    cells: list[Any] = [
        "" if line.is_draft else _checkbox(line, is_chosen),
        _name(line, href),
        status_tag(line.status),
        _subject(line),
        html.Span(line.score, className="hm-mid", title=line.score_full) if line.score else _none(),
        _against(line),
        html.Span(line.template, title=line.template) if line.template else _none(),
        line.owner,
        html.Span(fmt.age(line.at), title=f"{line.at:%Y-%m-%d %H:%M} UTC"),
        _action(line, href),
    ]
    tones = (
        "",
        "hm-wide",
        "",
        "",
        "r hm-num",
        "hm-narrow",
        "hm-t2c hm-narrow",
        "hm-t2c",
        "r hm-t2c",
        "r hm-stick",
    )
    cells = [html.Td(cell, className=tone or None) for cell, tone in zip(cells, tones, strict=True)]
    return html.Tr(cells, className="sel" if is_chosen else None)


def _checkbox(line: Line, is_chosen: bool) -> Component:
    return dbc.Checkbox(
        id=ids.SELECT.one(line.key),
        value=is_chosen,
        label=f"Select {line.name}",
        label_class_name="visually-hidden",
        className="m-0 p-0",
    )


def _name(line: Line, href: Href) -> list[Any]:
    tags = [html.Span(one, className="hm-tag ms-2") for one in line.tags[:MAX_TAGS]]
    return [link(fmt.cut(line.name, MAX_NAME), href_of(line, href), title=line.name), *tags]


def href_of(line: Line, href: Href) -> str:
    """Return the address of a line; the query stays behind the prefixed path."""
    path, mark, query = line.path.partition("?")
    return f"{href(path)}{mark}{query}"


def _subject(line: Line) -> Any:
    if not line.dataset:
        return _none()
    target = html.Span(f", {fmt.cut(line.target, 30)}", className="hm-t3c") if line.target else ""
    return html.Span([fmt.cut(line.dataset, 30), target], title=f"{line.dataset}, {line.target}")


def _against(line: Line) -> Any:
    if line.gain is None:
        tone = "hm-bad" if line.status == "failed" else "hm-t2c"
        words = line.against or line.remark
        return html.Span(words, className=tone, title=words)
    bar = html.Span(
        html.Span(className="f", style={"width": f"{line.gain:.1%}"}),
        className="t",
        **{"aria-hidden": "true"},
    )
    words = html.Span(line.against, className="n", title=f"{line.against} against the baseline")
    return html.Div([bar, words], className="hm-gain")


def _action(line: Line, href: Href) -> Any:
    look = "btn btn-sm btn-outline-secondary"
    if line.is_draft:
        return link("Go on", href_of(line, href), class_name=look, title=f"Go on with {line.name}")
    if line.status == "draft":
        return html.Button("Go on", id=ids.GO_ON.one(line.key), type="button", className=look)
    words = {"failed": "See why", "running": "Watch", "queued": "Watch"}.get(line.status)
    if words is None:
        return ""
    return link(words, href_of(line, href), class_name=look, title=f"{words}: {line.name}")


def _none() -> html.Span:
    return html.Span(fmt.NONE, className="hm-t3c")


def bulk_bar(chosen: Sequence[str], href: Href, *, words: str) -> Component | None:
    """Return the bar of the selection, or nothing while nothing is selected."""
    if not chosen:
        return None
    address = f"{href('/compare')}?ids={','.join(chosen)}"
    compare = [icon("bar-chart-steps"), f"Compare {len(chosen)}"]
    action: Component = (
        link(compare, address, class_name="btn btn-sm btn-accent")
        if len(chosen) > 1
        else html.Span("Select another one to compare", className="hm-t2c")
    )
    return html.Div(
        [
            html.B(f"{len(chosen)} selected", className="fw-semibold"),
            html.Span(words, className="hm-t2c"),
            html.Span(action, className="hm-push hm-row-x"),
        ],
        className="hm-bulk",
        role="toolbar",
        **{"aria-label": "Selected experiments"},
    )
