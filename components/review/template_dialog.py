"""The dialog that saves a configuration as a template, on the last step and on the run page."""

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from ..widgets import field, icon, link, notice
from . import ids

CATEGORIES = ("classification", "regression", "forecasting", "comparison", "other")


def template_button() -> Component:
    """Return the button that opens the dialog."""
    return html.Button(
        [icon("bookmark-star"), "Save as template"],
        id=ids.TEMPLATE_OPEN,
        type="button",
        className="btn btn-outline-secondary",
    )


def template_dialog(source: Mapping[str, str], name: str, task: str) -> Component:
    """Return the dialog, closed.

    Parameters
    ----------
    source : ``{"draft": id}`` or ``{"experiment": id}``
    name, task : of the configuration, for the proposed name and category
    """
    box = dbc.Modal(
        [
            dbc.ModalHeader(dbc.ModalTitle("Save as template", id=ids.TEMPLATE_TITLE, tag="h2")),
            dbc.ModalBody(_form(name, task), class_name="hm-stack"),
            dbc.ModalFooter(_buttons()),
        ],
        id=ids.TEMPLATE_DIALOG,
        is_open=False,
        labelledby=ids.TEMPLATE_TITLE,
        scrollable=True,
    )
    return html.Div([box, dcc.Store(id=ids.TEMPLATE_SOURCE, data=dict(source))])


def _form(name: str, task: str) -> list[Component]:
    category = task if task in CATEGORIES else CATEGORIES[0]
    options = [{"label": one.capitalize(), "value": one} for one in CATEGORIES]
    controls: tuple[tuple[str, str, Any], ...] = (
        ("Name", ids.TEMPLATE_NAME, dbc.Input(id=ids.TEMPLATE_NAME, value=name[:200], maxlength=200)),
        (
            "Description",
            ids.TEMPLATE_DESCRIPTION,
            dbc.Textarea(id=ids.TEMPLATE_DESCRIPTION, rows=2, placeholder="When should somebody use it?"),
        ),
        (
            "Category",
            ids.TEMPLATE_CATEGORY,
            dbc.Select(id=ids.TEMPLATE_CATEGORY, options=options, value=category),
        ),
        ("Tags", ids.TEMPLATE_TAGS, dbc.Input(id=ids.TEMPLATE_TAGS, placeholder="Separated by commas")),
    )
    told = "A template keeps roles and rules, not column names, so that it fits other data."
    return [
        html.P(told, className="hm-t1 hm-t2c"),
        *(field(label, control, control_id=control_id) for label, control_id, control in controls),
        html.Div(id=ids.TEMPLATE_FAULT),
    ]


def _buttons() -> list[Component]:
    pairs = (
        (ids.TEMPLATE_CLOSE, "Not now", "btn btn-ghost"),
        (ids.TEMPLATE_SAVE, "Save template", "btn btn-primary"),
    )
    return [html.Button(words, id=key, type="button", className=look) for key, words, look in pairs]


def template_saved(name: str, address: str) -> Component:
    """Return that a template was saved, with the way to it."""
    return notice("ok", f"Saved as template “{name}”.", actions=[link("Open the template", address)])


def template_fault(message: str, hint: str) -> Any:
    """Return why a template could not be saved."""
    return notice("error", message, hint)
