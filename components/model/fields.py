"""The fields of hyperparameters: label, meaning, range, default, what was changed and what is wrong."""

import json
from collections.abc import Mapping
from math import log
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.models import Parameter
from ..widgets import WhyCard, icon, why
from . import ids
from .view import ModelView, allowed_words, nearest, parameter_key, shown_value

DEBOUNCE_MS = 400
MAX_SEGMENTS = 4


def dom_id(key: Mapping[str, Any]) -> str:
    """Return the id that Dash gives the element of a pattern-matching id."""
    return json.dumps(key, sort_keys=True, separators=(",", ":"))


def parameter_field(view: ModelView, parameter: Parameter) -> Component:
    """Return the field of one hyperparameter."""
    key = parameter_key(view.spec.key, parameter.name)
    value, base = view.full[parameter.name], view.base[parameter.name]
    fault = view.faults.get(parameter.name)
    control = _control(parameter, key, value)
    label = html.Label(
        parameter.label,
        id=ids.LABEL.one(key),
        className=label_class(parameter.name in view.changed),
        htmlFor=dom_id(ids.PARAM.one(key)),
    )
    return html.Div(
        [
            html.Div([label, _why(parameter, base)], className="hm-field-head"),
            control,
            html.Div(field_note(parameter, key, value=value, base=base, fault=fault), id=ids.NOTE.one(key)),
        ],
        className="hm-field",
    )


def label_class(is_changed: bool) -> str:
    """Return the look of a label; a changed value has a dot."""
    return "hm-label hm-changed" if is_changed else "hm-label"


def field_note(
    parameter: Parameter, key: str, *, value: Any, base: Any, fault: str | None
) -> list[Component]:
    """Return what stands under a field: what is wrong with ways out, else range and what it was."""
    if fault is not None:
        return [_fault(fault), _ways_out(parameter, key, value, base)]
    help_text: list[Any] = [parameter.meaning]
    if parameter.low is not None:  # a list shows its alternatives itself
        help_text.append(f" {_sentence(allowed_words(parameter))}")
    if value != base or isinstance(value, bool) is not isinstance(base, bool):
        help_text += [f" Was {_spoken(base)}. ", _action("reset", key, "Reset", "hm-linkish")]
    return [html.Div(help_text, className="help")]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _fault(message: str) -> Component:
    return html.Div([icon("exclamation-circle"), html.Span(message)], className="msg", role="alert")


def _ways_out(parameter: Parameter, key: str, value: Any, base: Any) -> Component:
    found = nearest(parameter, value)
    ways = [_action("reset", key, f"Reset to {_spoken(base)}", "btn btn-sm btn-ghost")]
    if found is not None:
        use = [icon("magic"), f"Use {_spoken(found)}"]
        ways.insert(0, _action("nearest", key, use, "btn btn-sm btn-outline-secondary"))
    return html.Div(ways, className="hm-row-x mt-2")


def _action(action: str, key: str, words: Any, look: str) -> Component:
    return html.Button(words, id=ids.ACTION.one(f"{action}/{key}"), type="button", className=look)


def _control(parameter: Parameter, key: str, value: Any) -> Component:
    control_id = ids.PARAM.one(key)
    if parameter.type == "boolean":
        return dbc.Switch(id=control_id, value=bool(value), class_name="hm-switch")
    if parameter.type == "choice":
        options = [{"label": str(one), "value": str(one)} for one in parameter.choices]
        if len(options) <= MAX_SEGMENTS:
            return _segments(control_id, options, shown_value(value), parameter.label)
        return dbc.Select(id=control_id, options=options, value=shown_value(value))
    entry = dbc.Input(
        id=control_id,
        type="text",
        inputmode="numeric",
        value=shown_value(value),
        debounce=DEBOUNCE_MS,
        autocomplete="off",
        class_name="hm-num",
    )
    if place_of(parameter, value) is not None:
        return _with_slider(parameter, key, value, entry)
    return html.Div([entry, html.Span(parameter.unit)], className="hm-unit") if parameter.unit else entry


def place_of(parameter: Parameter, value: Any) -> float | None:
    """Return where a slider stands, from 0 to 100; None for what has no place on one.

    A logarithmic scale that begins at 0 has none, nor has a word such as "auto".
    """
    low, high = parameter.low, parameter.high
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or low is None or high is None or (parameter.log and (low <= 0 or value <= 0)):
        return None
    share = log(value / low) / log(high / low) if parameter.log else (value - low) / (high - low)
    return 100 * min(max(share, 0.0), 1.0)


def _with_slider(parameter: Parameter, key: str, value: Any, entry: Component) -> Component:
    """Return the number box with a slider before it; sliders.js moves one with the other."""
    slider = dbc.Input(
        id=ids.SLIDER.one(key),
        type="range",
        min=0,
        max=100,
        step="any",
        value=place_of(parameter, value),
        class_name="form-range",
    )
    spoken = html.Label(
        f"{parameter.label}, slider", htmlFor=dom_id(ids.SLIDER.one(key)), className="visually-hidden"
    )
    scale = {
        "data-low": str(parameter.low),
        "data-high": str(parameter.high),
        "data-log": "true" if parameter.log else "false",
        "data-whole": "true" if parameter.type == "integer" else "false",
    }
    return html.Div([html.Div([spoken, slider]), entry], className="hm-sl", **scale)


def _segments(control_id: Any, options: list[dict[str, str]], value: Any, label: str) -> Component:
    return html.Div(
        dbc.RadioItems(
            id=control_id,
            options=options,
            value=value,
            class_name="hm-radios",
            input_class_name="btn-check",
            label_class_name="hm-radio",
            name=dom_id(control_id),
        ),
        role="group",
        **{"aria-label": label},
    )


def _spoken(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _why(parameter: Parameter, base: Any) -> Component:
    return why(
        WhyCard(
            value=f"{parameter.label}: {_spoken(base)}",
            fact=parameter.meaning,
            rule="tuned default of this model",
            source=parameter.source,
            change="the size of the data, or a search over it",
        )
    )
