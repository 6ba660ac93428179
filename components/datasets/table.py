"""The table of datasets: one line each, with a fold for the detail."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.datasets import Dataset
from .. import format as fmt
from ..data import HELPED_CODES
from ..widgets import data_table, icon, link, skeleton, tag
from . import ids

Href = Callable[[str], str]

HEADERS = ("Dataset", "Rows", "Columns", "Size", "Kinds", "How it was read", "Used by", "Added", "")
NUMERIC = (1, 2, 3, 7)
MAX_NAME = 60
FAMILIES: Mapping[str, str] = {"integer": "numeric", "boolean": "categorical"}


def datasets_table(datasets: Sequence[Dataset], uses: Mapping[str, int], href: Href) -> Component:
    """Return the table; `uses` counts the experiments that read a dataset, by its id."""
    rows = [row for one in datasets for row in (_line(one, uses.get(one.id, 0), href), _fold(one))]
    return data_table(HEADERS, rows, caption="Datasets", class_name="hm-home hm-datasets", numeric=NUMERIC)


def kinds_in_words(dataset: Dataset, most: int = 2) -> str:
    """Return how many columns of each family of kinds there are, the most frequent first."""
    counts = Counter(FAMILIES.get(column.kind, column.kind) for column in dataset.columns).most_common()
    shown = ", ".join(f"{fmt.count(n)} {family}" for family, n in counts[:most])
    return f"{shown}, …" if len(counts) > most else shown


def _line(dataset: Dataset, n_uses: int, href: Href) -> html.Tr:
    is_ready = dataset.status == "ready"
    used = fmt.plural(n_uses, "experiment") if n_uses else html.Span("nothing yet", className="hm-t3c")
    cells: list[Any] = [
        _name(dataset),
        fmt.count(dataset.n_rows) if is_ready else fmt.NONE,
        fmt.count(dataset.n_columns) if is_ready else fmt.NONE,
        html.Span(fmt.size(dataset.size_bytes), title=f"{fmt.count(dataset.size_bytes)} bytes"),
        html.Span(kinds_in_words(dataset), title=kinds_in_words(dataset, most=9)),
        _reading(dataset),
        used,
        html.Span(fmt.age(dataset.created_at), title=f"{dataset.created_at:%Y-%m-%d %H:%M} UTC"),
        html.Div(_actions(dataset, href), className="hm-row-x justify-content-end"),
    ]
    looks = [*("r hm-num" if place in NUMERIC else None for place in range(len(cells) - 1)), "hm-stick"]
    return html.Tr([html.Td(cell, className=look) for cell, look in zip(cells, looks, strict=True)])


def _name(dataset: Dataset) -> Component:
    """Return the button that opens the fold below the line; what could not be read has nothing to show."""
    name = html.Span(fmt.cut(dataset.name, MAX_NAME), title=dataset.name, className="hm-mid text-truncate")
    if dataset.status != "ready":
        message = str((dataset.error or {}).get("message", ""))
        why = html.Span(message, title=message, className="hm-bad hm-t1 text-truncate")
        return html.Div([name, *([why] if message else [])], className="hm-toggle")
    spoken = {"aria-expanded": "false", "aria-label": f"Details of {fmt.cut(dataset.name, MAX_NAME)}"}
    toggle = [icon("chevron-right"), name]
    return html.Button(toggle, id=ids.TOGGLE.one(dataset.id), type="button", className="hm-toggle", **spoken)


def _fold(dataset: Dataset) -> html.Tr:
    detail = html.Div(skeleton(lines=4), id=ids.DETAIL.one(dataset.id))
    cell = html.Td(detail, colSpan=len(HEADERS), className="hm-detail")
    return html.Tr(cell, id=ids.DETAIL_ROW.one(dataset.id), hidden=True)


def _reading(dataset: Dataset) -> Any:
    """Return how far the reading is, or what it came upon."""
    if dataset.status == "processing":
        return tag("Being read", "acc", "hourglass-split")
    if dataset.status == "failed":
        return tag("Not readable", "bad", "x-lg")
    doubts = [note for note in dataset.report.notes if note.severity != "info"]
    if doubts:
        return tag(fmt.plural(len(doubts), "doubt"), "warn", "exclamation-triangle")
    notes = len(dataset.report.notes)
    return tag(fmt.plural(notes, "note") if notes else "As it stands", "ok", "check-lg", bare=True)


def _actions(dataset: Dataset, href: Href) -> list[Component]:
    use = html.Button(
        [
            "Start an experiment",
            html.Span(f" with {fmt.cut(dataset.name, MAX_NAME)}", className="visually-hidden"),
        ],
        id=ids.USE.one(dataset.id),
        type="button",
        className="btn btn-sm btn-outline-secondary",
    )
    delete = html.Button(
        icon("trash3"),
        id=ids.DELETE.one(dataset.id),
        type="button",
        className="btn btn-sm btn-ghost btn-icon",
        title="Delete",
        **{"aria-label": f"Delete {fmt.cut(dataset.name, MAX_NAME)}"},
    )
    if dataset.status == "ready":
        return [use, delete]
    code = (dataset.error or {}).get("code")
    again = link(
        "Read it differently",
        f"{href('/experiments/new')}?again={dataset.id}",
        class_name="btn btn-sm btn-outline-secondary",
    )
    return [again, delete] if code in HELPED_CODES else [delete]
