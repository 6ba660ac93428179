"""Tuning: whether, how long, by which sampler, and the space that is searched."""

from collections.abc import Mapping, Sequence
from math import isfinite, log
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.models import BASELINE, CATALOGUE, Parameter, default_space, spec
from ..widgets import card, data_table, field, icon
from . import ids
from .fields import DEBOUNCE_MS, dom_id
from .view import shown_value

SAMPLERS = (("tpe", "TPE"), ("random", "Random"), ("qmc", "Evenly spread (QMC)"), ("grid", "Grid"))
PRUNERS = (
    ("median", "Median"),
    ("percentile", "Percentile"),
    ("successive_halving", "Successive halving"),
    ("hyperband", "Hyperband"),
    ("wilcoxon", "Signed-rank test"),
    ("none", "None"),
)
DEFAULTS: Mapping[str, Any] = {"sampler": "tpe", "pruner": "median", "n_trials": 30, "timeout_s": None}


def tuning_card(models: Sequence[Mapping[str, Any]], search: Mapping[str, Any]) -> Component:
    """Return the card of the search; its body is folded away while tuning is off."""
    is_on = bool(search.get("enabled"))
    switch = dbc.Switch(
        id=ids.SEARCH.one("enabled"), value=is_on, label="Tune hyperparameters", class_name="hm-tune-switch"
    )
    body = tuning_body(models, search)
    return card(
        switch,
        html.Div(body, id=ids.TUNING, hidden=not is_on, className="card-body hm-stack"),
        sub=html.Span(tuned_words(models, search), id=ids.TUNED),
        flush=True,
    )


def tuned_keys(models: Sequence[Mapping[str, Any]], search: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the models that would be searched: those with a space, else the first that has a usual one."""
    keys = [str(one["key"]) for one in models if one.get("key") in CATALOGUE and one.get("key") != BASELINE]
    named = tuple(key for key in keys if (search.get("space") or {}).get(key))
    return named or next(((key,) for key in keys if default_space(key)), ())


def space_of(search: Mapping[str, Any], key: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the space of a model: the configuration's, else the proposed one."""
    return (search.get("space") or {}).get(key) or default_space(key)


def tuned_words(models: Sequence[Mapping[str, Any]], search: Mapping[str, Any]) -> str:
    """Return which models are tuned, in words."""
    keys = tuned_keys(models, search)
    if not keys:
        return "none of the models has settings to search"
    names = ", ".join(spec(key).label for key in keys)
    return names if search.get("enabled") else f"off; would tune {names}"


def tuning_body(models: Sequence[Mapping[str, Any]], search: Mapping[str, Any]) -> list[Component]:
    """Return budget, sampler, pruner, time limit and the spaces."""
    tables = [_space(key, space_of(search, key)) for key in tuned_keys(models, search)]
    return [_settings({**DEFAULTS, **search}), _tuned(models, search), *tables, _note()]


def search_fault(name: str, raw: Any) -> tuple[Any, str | None]:
    """Return a setting of the search as its type, and what is wrong with it."""
    text = "" if raw is None else str(raw).strip()
    if name == "timeout_s" and not text:
        return None, None
    try:
        number = float(text)
    except ValueError:
        return raw, f"This must be a number, not '{text[:40]}'."
    if name == "n_trials":
        if not number.is_integer() or not 1 <= number <= 10_000:
            return raw, f"Trials must be a whole number from 1 to 10,000, not {text[:40]}."
        return int(number), None
    return (number, None) if number > 0 else (raw, "The limit must be above 0 seconds, or empty for none.")


def bound_fault(raw: Any) -> tuple[float | None, str | None]:
    """Return a bound of the space as a number, and what is wrong with it."""
    try:
        number = float(str(raw).strip())
    except ValueError:
        return None, f"A bound must be a number, not '{str(raw)[:40]}'. The last number is kept."
    return (number, None) if isfinite(number) else (None, "A bound must be finite. The last number is kept.")


def fault_note(message: str | None) -> list[Component]:
    """Return what stands under a table or field; nothing when all is well."""
    if message is None:
        return []
    return [html.Div([icon("exclamation-circle"), html.Span(message)], className="msg", role="alert")]


def _settings(search: Mapping[str, Any]) -> Component:
    return html.Div(
        [
            _entry("n_trials", "Trials", search["n_trials"], unit="trials", help="The first is the default."),
            _choice("sampler", "Sampler", SAMPLERS, search["sampler"], help="Learns from past trials."),
            _choice("pruner", "Pruner", PRUNERS, search["pruner"], help="Stops hopeless trials."),
            _entry(
                "timeout_s",
                "Time limit",
                search["timeout_s"],
                unit="seconds",
                help=[icon("arrow-repeat"), " A clock would end exact repeat."],
            ),
        ],
        className="hm-hpo",
    )


def _entry(name: str, label: str, value: Any, *, unit: str, help: Any) -> Component:
    control_id = ids.SEARCH.one(name)
    entry = dbc.Input(
        id=control_id,
        type="text",
        inputmode="numeric",
        value=shown_value(value),
        placeholder="none",
        debounce=DEBOUNCE_MS,
        autocomplete="off",
        class_name="hm-num",
    )
    return field(
        label,
        entry,
        unit=unit,
        help=help,
        control_id=dom_id(control_id),
        message_id=ids.SEARCH_NOTE.one(name),
    )


def _choice(name: str, label: str, options: Sequence[tuple[str, str]], value: Any, *, help: str) -> Component:
    control_id = ids.SEARCH.one(name)
    shown = options if value in dict(options) else (*options, (str(value), str(value)))
    select = dbc.Select(
        id=control_id, options=[{"value": key, "label": text} for key, text in shown], value=value
    )
    return field(label, select, help=help, control_id=dom_id(control_id))


def _tuned(models: Sequence[Mapping[str, Any]], search: Mapping[str, Any]) -> Component:
    """Return which models are searched, as buttons of which several may be pressed."""
    chosen = tuned_keys(models, search)
    keys = [str(one["key"]) for one in models if one.get("key") in CATALOGUE]
    chips = [
        html.Button(
            [*([icon("check-lg")] if key in chosen else []), spec(key).label],
            id=ids.ACTION.one(f"tune/{key}"),
            type="button",
            className="hm-chip",
            **{"aria-pressed": "true" if key in chosen else "false"},
        )
        for key in keys
        if default_space(key)
    ]
    return html.Div([html.Span("Tuned:", className="hm-t1 hm-t2c"), *chips], className="hm-row-x hm-flow")


def _space(key: str, space: Mapping[str, Mapping[str, Any]]) -> Component:
    usual = default_space(key, tier="expert")
    parameters = [one for one in spec(key).parameters if one.name in usual or one.name in space]
    rows = [_row(key, one, space.get(one.name), usual.get(one.name) or {}) for one in parameters]
    headers = [
        html.Span("Search it", className="visually-hidden"),
        "Parameter",
        "From",
        "To",
        "Scale",
        "Values",
    ]
    head = html.Div(
        [
            html.H3(f"Space of {spec(key).label}"),
            html.Button(
                "Reset space",
                id=ids.ACTION.one(f"space/{key}"),
                type="button",
                className="btn btn-sm btn-ghost hm-push",
            ),
        ],
        className="hm-row-x",
    )
    table = data_table(headers, rows, caption=f"Search space of {spec(key).label}", class_name="hm-space")
    return html.Div([head, table, html.Div(id=ids.SPACE_NOTE.one(key), className="hm-field")])


def _row(
    key: str, parameter: Parameter, bounds: Mapping[str, Any] | None, usual: Mapping[str, Any]
) -> html.Tr:
    is_on, shown = bounds is not None, bounds or usual
    place = f"{key}/{parameter.name}"
    tick = html.Td(
        html.Label(
            [
                html.Span(f"Search {parameter.label}", className="visually-hidden"),
                dbc.Checkbox(id=ids.SPACE.one(f"{place}/on"), value=is_on, class_name="hm-bare-check"),
            ],
            htmlFor=dom_id(ids.SPACE.one(f"{place}/on")),
        )
    )
    name = html.Td(parameter.label, className="hm-mid" if is_on else "hm-t3c")
    if "choices" in shown:
        values = ", ".join(str(one) for one in shown["choices"])
        blank = html.Td("", className="hm-t3c")
        return html.Tr([tick, name, blank, blank, html.Td("choices", className="hm-t2c"), html.Td(values)])
    return html.Tr(
        [
            tick,
            name,
            html.Td(_bound(f"{place}/low", f"{parameter.label} from", shown.get("low"), is_on)),
            html.Td(_bound(f"{place}/high", f"{parameter.label} to", shown.get("high"), is_on)),
            html.Td(_scale(f"{place}/log", f"{parameter.label} scale", shown.get("log"), is_on)),
            html.Td(_bar(parameter, shown, is_on)),
        ]
    )


def _bound(place: str, label: str, value: Any, is_on: bool) -> Component:
    control_id = ids.SPACE.one(place)
    entry = dbc.Input(
        id=control_id,
        type="text",
        inputmode="numeric",
        value=shown_value(value),
        debounce=DEBOUNCE_MS,
        disabled=not is_on,
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
        class_name="hm-scale",
    )
    return html.Div([_hidden(label, control_id), select])


def _hidden(label: str, control_id: Mapping[str, Any]) -> Component:
    return html.Label(label, htmlFor=dom_id(control_id), className="visually-hidden")


def _bar(parameter: Parameter, bounds: Mapping[str, Any], is_on: bool) -> Component:
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


def _note() -> Component:
    text = (
        "With fewer than 3,000 rows, tuning often finds no gain over the default. If so, the result says it."
    )
    return html.P([icon("info-circle", class_name="hm-acc"), f" {text}"], className="hm-t1 hm-t2c")
