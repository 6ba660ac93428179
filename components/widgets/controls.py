"""Controls: segments and chips of which one is pressed, searches, fields with label, help, unit, message."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from ..ids import Family
from .basics import icon


def segments(
    family: Family, options: Sequence[tuple[str, str]], value: str | None, *, label: str
) -> html.Div:
    """Return buttons of which one is pressed.

    Parameters
    ----------
    family : ids of the buttons, by the option's key
    options : pairs of key and text
    value : key of the pressed one
    label : name of the group
    """
    buttons = [
        html.Button(
            [*([icon("check-lg")] if key == value else []), text],
            id=family.one(key),
            type="button",
            **{"aria-pressed": "true" if key == value else "false"},
        )
        for key, text in options
    ]
    return html.Div(buttons, className="hm-seg", role="group", **{"aria-label": label})


def chips(family: Family, options: Sequence[tuple[str, str, str]], value: str | None) -> list[html.Button]:
    """Return filters of which one is pressed, each with how many things it stands for.

    Parameters
    ----------
    family : ids of the chips, by the option's key
    options : triples of key, text and count
    value : key of the pressed one
    """
    return [
        html.Button(
            [text, " ", html.B(count)],
            id=family.one(key),
            type="button",
            className="hm-chip",
            **{"aria-pressed": "true" if key == value else "false"},
        )
        for key, text, count in options
    ]


def search_box(control_id: str, value: str, *, label: str, placeholder: str) -> html.Div:
    """Return the search above a list; it answers a moment after the last key.

    Parameters
    ----------
    label : what is searched, for screen readers
    placeholder : which parts are looked at
    """
    control = dbc.Input(
        id=control_id, type="search", value=value, placeholder=placeholder, debounce=0.3, maxlength=200
    )
    named = html.Label(label, htmlFor=control_id, className="visually-hidden")
    return html.Div([named, control, icon("search")], className="hm-find-box")


def field(
    label: Any,
    control: Any,
    *,
    help: Any = None,
    message: Any = None,
    unit: str | None = None,
    control_id: Any = None,
    changed: bool = False,
    why: Any = None,
    message_id: Any = None,
) -> html.Div:
    """Return a labelled control.

    Parameters
    ----------
    control : input or select, without a label of its own
    help : short text under the control
    message : what is wrong, in words with the allowed range
    unit : shown inside the control
    control_id : id of `control`; needed for the label to belong to it
    changed : marks a value that is no longer the proposed one
    why : widget that explains the proposal
    message_id : id of the box of the message, for callbacks that fill it
    """
    named = {"htmlFor": control_id} if isinstance(control_id, str) else {}
    head = html.Label(label, className="hm-label hm-changed" if changed else "hm-label", **named)
    boxed = html.Div([control, html.Span(unit)], className="hm-unit") if unit else control
    parts = [html.Div([head, *([why] if why is not None else [])], className="hm-field-head"), boxed]
    if help is not None:
        parts.append(html.Div(help, className="help"))
    shown = [icon("exclamation-circle"), html.Span(message)] if message else []
    if message or message_id is not None:
        options = {"id": message_id} if message_id is not None else {}
        parts.append(html.Div(shown, className="msg", role="alert", **options))
    return html.Div(parts, className="hm-field")
