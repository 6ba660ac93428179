"""The card of the file: what it is, how it was read, and what had to be repaired."""

from collections.abc import Callable

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from ...services.datasets import Dataset
from ...services.profile import Profile
from .. import format as fmt
from ..widgets import exactness, icon, progress, stat
from . import ids
from .report import dialect_words, how_it_was_read, repairs_line

ICONS = {"csv": "filetype-csv", "tsv": "filetype-tsv", "json": "filetype-json", "xlsx": "filetype-xlsx"}

Href = Callable[[str], str]


def file_card(
    dataset: Dataset, profile: Profile, draft_id: str, href: Href, *, why_copy: str = ""
) -> html.Section:
    """Return the card of a dataset that has been read.

    Parameters
    ----------
    why_copy : why another reading becomes a dataset of its own, "" when it does not
    """
    return html.Section(
        [
            html.Div(
                [_sign(dataset), _title(dataset, profile), _figures(dataset), _actions(draft_id, href)],
                className="hm-file",
            ),
            *repairs_line(dataset),
            dbc.Collapse(how_it_was_read(dataset, why_copy), id=ids.REPORT, is_open=False),
        ],
        className="card",
        **{"aria-label": "File"},
    )


def exact_progress(share: float, words: str, remaining_s: float | None = None) -> Component:
    """Return the bar of the exact profile; `share` lies in [0, 1]."""
    return progress(share, words, label="Exact figures", remaining_s=remaining_s)


def _exact_box(dataset_id: str) -> html.Div:
    """Return the line that stands in place of the dialect until the figures are exact."""
    return html.Div(
        [
            dcc.Store(id=ids.EXACT_WANTED, data=dataset_id),
            dcc.Store(id=ids.EXACT_DONE),
            html.Div(exact_progress(0.0, "Exact figures follow"), id=ids.EXACT_PROGRESS),
            html.Button("Cancel", id=ids.EXACT_CANCEL, type="button", className="btn btn-link p-0"),
        ],
        id=ids.EXACT_BOX,
        className="hm-bar-line",
    )


def _sign(dataset: Dataset) -> html.Span:
    return html.Span(icon(ICONS.get(dataset.format, "file-earmark-spreadsheet")), className="ic")


def _title(dataset: Dataset, profile: Profile) -> html.Div:
    words = dialect_words(dataset.report.dialect) or dataset.format.upper()
    digest = dataset.fingerprint.removeprefix("sha256:")
    line = html.P(
        [words, " · ", html.Span(f"{digest[:8]}…", className="hm-mono", title=digest)],
        className="hm-t1 hm-t3c",
    )
    return html.Div(
        [
            html.Div(
                [
                    html.H2(dataset.name, className="text-break"),
                    exactness(None if profile.exact else profile.sampled_rows),
                ],
                className="hm-row-x hm-flow",
            ),
            line if profile.exact else _exact_box(dataset.id),
        ],
        className="hm-file-title",
    )


def _figures(dataset: Dataset) -> html.Div:
    return html.Div(
        [
            stat("Rows", fmt.count(dataset.n_rows), small=True),
            stat("Columns", fmt.count(dataset.n_columns), small=True),
            stat("Size", fmt.size(dataset.size_bytes), small=True),
        ],
        className="hm-stats hm-push text-end hm-hide-s",
    )


def _actions(draft_id: str, href: Href) -> html.Div:
    return html.Div(
        [
            html.Button(
                "How it was read",
                id=ids.REPORT_TOGGLE,
                className="btn btn-sm btn-outline-secondary",
                type="button",
                **{"aria-expanded": "false", "aria-controls": ids.REPORT},
            ),
            dcc.Link(
                "Replace",
                href=f"{href('/experiments/new')}?replaces={draft_id}",
                className="btn btn-sm btn-ghost",
            ),
        ],
        className="hm-row-x",
    )
