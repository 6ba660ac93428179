"""Fields of step 4, all of one make: label, box, unit, help and message."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ..model.fields import DEBOUNCE_MS, dom_id
from ..widgets import field, icon
from . import ids
from .settings import SETTINGS, shown_setting


def typed_field(
    name: str,
    slice_: Mapping[str, Any],
    *,
    help: Any = None,
    unit: str | None = None,
    placeholder: str = "",
    why: Any = None,
) -> Component:
    """Return the field of a typed setting."""
    control_id = ids.TEXT.one(name)
    is_number = name not in ("name", "tags", "description")
    entry = dbc.Input(
        id=control_id,
        type="text",
        value=shown_setting(name, slice_),
        placeholder=placeholder,
        debounce=DEBOUNCE_MS,
        autocomplete="off",
        class_name="hm-num" if is_number else "",
    )
    return field(
        SETTINGS[name].label,
        entry,
        help=help,
        unit=unit,
        why=why,
        control_id=dom_id(control_id),
        message_id=ids.NOTE.one(name),
    )


def text_area(name: str, slice_: Mapping[str, Any], *, placeholder: str) -> Component:
    """Return the field of a longer text."""
    control_id = ids.TEXT.one(name)
    area = dbc.Textarea(
        id=control_id,
        value=shown_setting(name, slice_),
        rows=2,
        placeholder=placeholder,
        debounce=DEBOUNCE_MS,
    )
    label = [SETTINGS[name].label, html.Span("optional", className="fw-normal hm-t3c")]
    return field(label, area, control_id=dom_id(control_id), message_id=ids.NOTE.one(name))


def chosen_field(
    name: str, label: str, options: Sequence[tuple[str, str]], value: Any, *, help: Any = None
) -> Component:
    """Return the field of a setting that is chosen from a list."""
    control_id = ids.CHOICE.one(name)
    items = [{"value": key, "label": text} for key, text in options]
    select = dbc.Select(id=control_id, options=items, value=value)
    return field(label, select, help=help, control_id=dom_id(control_id))


def fault_note(message: str | None) -> list[Component]:
    """Return the content of a field's message box; nothing when all is well."""
    if message is None:
        return []
    return [icon("exclamation-circle"), html.Span(message)]


def faults_notice(labels: Sequence[str]) -> list[Component]:
    """Return which values have to be corrected; their last valid values are in force."""
    if not labels:
        return []
    words = f"{len(labels)} value{'s' if len(labels) > 1 else ''} to correct: {', '.join(labels)}."
    return [
        html.Div(
            [
                icon("exclamation-octagon"),
                html.Div(
                    [
                        html.B(words, className="fw-semibold"),
                        html.P(
                            "The last valid value stays in force until then.", className="hm-t1 hm-t2c mt-1"
                        ),
                    ],
                    className="hm-notice-body",
                ),
            ],
            className="hm-notice hm-bad",
            role="alert",
        )
    ]
