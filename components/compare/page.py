"""The page that compares experiments."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from .. import format as fmt
from ..shell import page
from ..widgets import card, data_table, empty_state, icon, link, notice
from . import ids
from .contents import Compared, Row, metric_rows, reservations, setting_rows

Href = Callable[[str], str]

TITLE = "Compare"
MAX_NAME = 50
MIN_COMPARED = 2


def compare_page(compared: Sequence[Compared], missing: Sequence[str], href: Href) -> html.Main:
    """Return the page; with fewer than two experiments it says how to choose them.

    Parameters
    ----------
    compared : in the order of the address; the first is the one the others are compared with
    missing : ids of the address behind which there is nothing
    """
    gone = [_missing(missing)] if missing else []
    back = link([icon("arrow-left"), "Experiments"], href("/"), class_name="btn btn-outline-secondary")
    if len(compared) < MIN_COMPARED:
        words = "Choose at least two experiments to see them side by side."
        empty = empty_state("bar-chart-steps", "Nothing to compare yet", _how(), back)
        return page(TITLE, words, *gone, html.Section(empty, className="card"))
    lead = f"{len(compared)} experiments side by side; the others are compared with the first."
    return page(
        TITLE,
        lead,
        *gone,
        *_doubts(compared),
        _scores(compared, href),
        _settings(compared, href),
        actions=[back],
    )


def _how() -> str:
    return "Select two or more experiments by their boxes in the list, then press Compare."


def _missing(keys: Sequence[str]) -> Component:
    title = f"{fmt.plural(len(keys), 'experiment')} of this address cannot be shown."
    return notice("warning", title, f"Deleted, or not yours to see: {fmt.cut(', '.join(keys), 120)}.")


def _doubts(compared: Sequence[Compared]) -> list[Component]:
    found = reservations(compared)
    if not found:
        return []
    text = f"They have {', '.join(found)}, so a better number need not be a better model."
    return [notice("warning", "Scores of these experiments say little about each other.", text)]


def _scores(compared: Sequence[Compared], href: Href) -> html.Section:
    rows = metric_rows(compared)
    if not rows:
        body: Component = empty_state(
            "hourglass", "No results yet", "Scores stand here when the runs are over."
        )
    else:
        body = _table(rows, compared, href, caption="Scores")
    sub = "bold: the best; whether the difference is real is told by the intervals"
    return card("Scores", body, sub=sub, card_id=ids.METRICS, flush=True)


def _settings(compared: Sequence[Compared], href: Href) -> html.Section:
    rows = setting_rows(compared)
    if not rows:
        words = "Every setting is the same."
        body: Component = html.P(words, className="hm-t1 hm-t2c p-3")
    else:
        body = _table(rows, compared, href, caption="Settings that differ")
    return card("Settings", body, sub="only what differs", card_id=ids.SETTINGS, flush=True)


def _table(rows: Sequence[Row], compared: Sequence[Compared], href: Href, *, caption: str) -> html.Div:
    names = [one.experiment for one in compared]
    heads = [
        link(fmt.cut(one.name, MAX_NAME), href(f"/experiments/{one.id}"), title=one.name) for one in names
    ]
    cells = [
        [
            html.Span(row.name, className="hm-mid"),
            *(
                html.B(cell, className="fw-semibold hm-num")
                if place in row.best
                else html.Span(cell, className="hm-num")
                for place, cell in enumerate(row.cells)
            ),
        ]
        for row in rows
    ]
    return data_table([caption, *heads], cells, caption=caption, class_name="hm-compare")
