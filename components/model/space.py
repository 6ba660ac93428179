"""The search space of a model as a table of fields, and what is wrong with what they hold."""

from collections.abc import Mapping
from math import isfinite, log
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.models import BoundFault, Parameter, bound_fault, default_space, spec
from ...services.vocabulary import Task
from ..widgets import data_table, icon
from . import ids
from .fields import DEBOUNCE_MS, dom_id
from .view import shown_value, split_key

HEADERS = ("Parameter", "From", "To", "Step", "Scale", "Searched, default marked")
KEPT = "The last valid number is kept."

Bounds = Mapping[str, Any]


def space_table(key: str, space: Mapping[str, Bounds], task: Task | None = None) -> Component:
    """Return the table of the space of one model: a row for each setting that can be searched.

    Parameters
    ----------
    task : settings without an effect in it are not offered
    """
    usual = default_space(key, tier="expert", task=task)
    parameters = [one for one in spec(key).parameters if one.name in usual or one.name in space]
    rows = [
        row for one in parameters for row in _rows(key, one, space.get(one.name), usual.get(one.name) or {})
    ]
    headers = [html.Span("Search it", className="visually-hidden"), *HEADERS]
    reset = html.Button(
        "Reset space",
        id=ids.ACTION.one(f"space/{key}"),
        type="button",
        className="btn btn-sm btn-ghost hm-push",
    )
    head = html.Div([html.H3(f"Space of {spec(key).label}"), reset], className="hm-row-x")
    table = data_table(headers, rows, caption=f"Search space of {spec(key).label}", class_name="hm-space")
    return html.Div([head, table])


def read_number(raw: Any) -> float | None:
    """Return what was typed as a finite number, or None."""
    try:
        number = float(str(raw).strip())
    except ValueError:
        return None
    return number if isfinite(number) else None


def alternatives(parameter: Parameter) -> tuple[Any, ...]:
    """Return what can be ticked for a setting that is searched by choices."""
    return (False, True) if parameter.type == "boolean" else parameter.choices


def typed_fault(place: str, typed: Mapping[str, Any], task: Any = None) -> BoundFault | None:
    """Return what is wrong with the fields of one setting as they are typed.

    Parameters
    ----------
    place : ``<model>/<parameter>``
    typed : values of the controls of the space by ``<model>/<parameter>/<part>``
    """
    key, name = split_key(place)
    parameter = spec(key).parameter(name)
    if parameter is None or not typed.get(f"{place}/on"):
        return None
    if f"{place}/choices" in typed:
        chosen = typed[f"{place}/choices"] or ()
        ticked = [alternatives(parameter)[int(one)] for one in chosen]
        return bound_fault(key, name, {"choices": ticked}, task=task)
    bounds: dict[str, Any] = {"log": typed.get(f"{place}/log") == "log"}
    for part in ("low", "high", "step"):
        raw = typed.get(f"{place}/{part}")
        if part == "step" and not str(raw or "").strip():
            continue
        bounds[part] = read_number(raw)
        if bounds[part] is None:
            shown = str(raw or "")[:40]
            words = f"{parameter.label}: this must be a number, not '{shown}'. {KEPT}"
            return BoundFault("low" if part == "low" else "high" if part == "high" else "step", words)
    return bound_fault(key, name, bounds, task=task)


def space_note(fault: BoundFault | None) -> list[Component]:
    """Return what stands under the fields of a setting; the style sheet marks the field of `part`."""
    if fault is None:
        return []
    words = [icon("exclamation-circle"), html.Span(fault.message)]
    return [html.Div(words, className="msg", role="alert", **{"data-part": fault.part})]


def _rows(key: str, parameter: Parameter, bounds: Bounds | None, usual: Bounds) -> tuple[html.Tr, html.Tr]:
    is_on, shown = bounds is not None, bounds or usual
    place = f"{key}/{parameter.name}"
    fault = bound_fault(key, parameter.name, shown) if is_on else None
    note = html.Div(space_note(fault), id=ids.SPACE_NOTE.one(place), className="hm-field")
    cells = (
        _choices(place, parameter, shown, is_on)
        if "choices" in shown
        else _range(place, parameter, shown, is_on)
    )
    return (
        html.Tr([_tick(place, parameter, is_on), _name(key, parameter, is_on), *cells]),
        html.Tr([html.Td(), html.Td(note, colSpan=len(HEADERS))], className="hm-space-note"),
    )


def _tick(place: str, parameter: Parameter, is_on: bool) -> html.Td:
    control_id = ids.SPACE.one(f"{place}/on")
    words = html.Span(f"Search {parameter.label}", className="visually-hidden")
    box = dbc.Checkbox(id=control_id, value=is_on, class_name="hm-bare-check")
    return html.Td(html.Label([words, box], htmlFor=dom_id(control_id)))


def _name(key: str, parameter: Parameter, is_on: bool) -> html.Td:
    parts: list[Any] = [html.Div(parameter.label)]
    if parameter.needs is not None:
        parts.append(html.Div(_condition(key, parameter.needs), className="hm-t1 hm-t3c"))
    return html.Td(parts, className="hm-mid" if is_on else "hm-t3c")


def _condition(key: str, needs: tuple[str, Any]) -> str:
    name, value = needs
    parameter = spec(key).parameter(name)
    label = name if parameter is None else parameter.label
    return f"only with {label} {value if isinstance(value, str) else 'on' if value else 'off'}"


def _choices(place: str, parameter: Parameter, shown: Bounds, is_on: bool) -> list[html.Td]:
    every = alternatives(parameter)
    chosen = [str(number) for number, one in enumerate(every) if one in tuple(shown["choices"])]
    options = [
        {"label": _spoken(one), "value": str(number), "disabled": not is_on}
        for number, one in enumerate(every)
    ]
    boxes = dbc.Checklist(id=ids.SPACE.one(f"{place}/choices"), options=options, value=chosen, inline=True)
    named = {"aria-label": f"{parameter.label}, alternatives"}
    return [html.Td(html.Div(boxes, role="group", **named), colSpan=len(HEADERS) - 1)]


def _spoken(value: Any) -> str:
    return ("on" if value else "off") if isinstance(value, bool) else str(value)


def _range(place: str, parameter: Parameter, shown: Bounds, is_on: bool) -> list[html.Td]:
    label = parameter.label
    return [
        html.Td(_bound(f"{place}/low", f"{label} from", shown.get("low"), is_on)),
        html.Td(_bound(f"{place}/high", f"{label} to", shown.get("high"), is_on)),
        html.Td(_bound(f"{place}/step", f"{label} step", shown.get("step"), is_on)),
        html.Td(_scale(f"{place}/log", f"{label} scale", shown.get("log"), is_on)),
        html.Td(_bar(parameter, shown, is_on)),
    ]


def _bound(place: str, label: str, value: Any, is_on: bool) -> Component:
    control_id = ids.SPACE.one(place)
    entry = dbc.Input(
        id=control_id,
        type="text",
        inputmode="numeric",
        value="" if value is None else shown_value(value),
        placeholder="none",
        debounce=DEBOUNCE_MS,
        disabled=not is_on,
        autocomplete="off",
        size="sm",
        class_name="hm-num",
    )
    return html.Div([_hidden(label, control_id), entry])


def _scale(place: str, label: str, is_log: Any, is_on: bool) -> Component:
    control_id = ids.SPACE.one(place)
    options = [{"value": "log", "label": "log"}, {"value": "linear", "label": "linear"}]
    select = dbc.Select(
        id=control_id,
        options=options,
        value="log" if is_log else "linear",
        disabled=not is_on,
        size="sm",
        class_name="hm-scaling",
    )
    return html.Div([_hidden(label, control_id), select])


def _hidden(label: str, control_id: Mapping[str, Any]) -> Component:
    return html.Label(label, htmlFor=dom_id(control_id), className="visually-hidden")


def _bar(parameter: Parameter, bounds: Bounds, is_on: bool) -> Component:
    """Return where the bounds and the default lie among the allowed values."""
    low, high = share(parameter, bounds.get("low")), share(parameter, bounds.get("high"))
    default = share(parameter, parameter.default)
    marks: list[Any] = []
    if low is not None and high is not None and is_on:
        marks.append(
            html.I(className="f", style={"left": f"{low:.1f}%", "width": f"{max(high - low, 0):.1f}%"})
        )
    if default is not None:
        marks.append(html.I(className="d", style={"left": f"{default:.1f}%"}))
    return html.Div(marks, className="hm-range", title=f"default {shown_value(parameter.default)}")


def share(parameter: Parameter, value: Any) -> float | None:
    """Return the place of a value among the allowed ones in percent, on the parameter's own scale."""
    low, high = parameter.low, parameter.high
    if not isinstance(value, int | float) or isinstance(value, bool) or low is None or high is None:
        return None
    if parameter.log and value > 0:
        floor = low if low > 0 else high * 1e-8
        place = (log(max(value, floor)) - log(floor)) / (log(high) - log(floor))
    else:
        place = (value - low) / (high - low)
    return 100 * min(max(place, 0.0), 1.0)
