"""The question that deleting data asks: what is lost, what depends on it, or why it is kept."""

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.datasets import Dataset
from .. import format as fmt
from . import ids


def confirmation() -> dbc.Modal:
    """Return the dialog; it is closed at first."""
    return dbc.Modal(
        [
            dbc.ModalHeader(
                dbc.ModalTitle("Delete this dataset?", id=ids.CONFIRM_TITLE, tag="h2"), close_button=True
            ),
            dbc.ModalBody(id=ids.CONFIRM_TEXT),
            dbc.ModalFooter(
                [
                    html.Button(
                        "Keep it", id=ids.CONFIRM_NO, type="button", className="btn btn-outline-secondary"
                    ),
                    html.Button(
                        "Delete dataset", id=ids.CONFIRM_YES, type="button", className="btn btn-danger"
                    ),
                ]
            ),
        ],
        id=ids.CONFIRM,
        is_open=False,
        centered=True,
        labelledby=ids.CONFIRM_TITLE,
    )


def question(dataset: Dataset, n_drafts: int = 0) -> Component:
    """Return what is lost; `n_drafts` of the user's drafts begin with this dataset."""
    size = f"{fmt.count(dataset.n_rows)} rows × {fmt.count(dataset.n_columns)} columns"
    lost = html.P(
        [
            html.B(fmt.cut(dataset.name, 120), className="text-break"),
            f" ({size}, {fmt.size(dataset.size_bytes)}) is removed with the file as it was uploaded. "
            "This cannot be undone.",
        ]
    )
    if not n_drafts:
        return html.Div([lost, html.P("Nothing depends on it.", className="hm-t2c mt-2")])
    begin, ask = ("begins", "asks") if n_drafts == 1 else ("begin", "ask")
    told = f"{fmt.plural(n_drafts, 'draft')} {begin} with it and {ask} for another table afterwards."
    return html.Div([lost, html.P(told, className="mt-2")])


def kept_words(dataset: Dataset, n_uses: int) -> str:
    """Return why a dataset is kept: so many experiments read it."""
    read = fmt.plural(n_uses, "experiment")
    return f"'{fmt.cut(dataset.name, 120)}' is read by {read} and is kept."
