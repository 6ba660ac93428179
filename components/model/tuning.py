"""Tuning: whether, how long, by which sampler, and the space that is searched."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.experiments import missing_package, tuned_among, usual_trials
from ...services.models import CATALOGUE, default_space, spec
from ...services.vocabulary import Sampler, Task
from ..widgets import card, field, icon
from . import ids
from .fields import DEBOUNCE_MS, dom_id
from .space import space_table
from .view import shown_value

SAMPLERS: tuple[tuple[Sampler, str], ...] = (
    ("tpe", "TPE"),
    ("random", "Random"),
    ("qmc", "Evenly spread (QMC)"),
    ("grid", "Grid"),
    ("cmaes", "CMA-ES"),
    ("gp", "Gaussian process"),
)
PRUNERS = (
    ("median", "Median"),
    ("percentile", "Percentile"),
    ("successive_halving", "Successive halving"),
    ("hyperband", "Hyperband"),
    ("wilcoxon", "Signed-rank test"),
    ("none", "None"),
)
DEFAULTS: Mapping[str, Any] = {"sampler": "tpe", "pruner": "median", "n_trials": 30, "timeout_s": None}


def tuning_card(
    models: Sequence[Mapping[str, Any]], search: Mapping[str, Any], task: Task | None = None
) -> Component:
    """Return the card of the search; while tuning is off its body is not drawn."""
    is_on = bool(search.get("enabled"))
    switch = dbc.Switch(
        id=ids.SEARCH.one("enabled"), value=is_on, label="Tune hyperparameters", class_name="hm-tune-switch"
    )
    body = tuning_body(models, search, task)
    return card(
        switch,
        html.Div(body, id=ids.TUNING, hidden=not is_on, className="card-body hm-stack"),
        sub=html.Span(tuned_words(models, search), id=ids.TUNED),
        flush=True,
    )


def tuned_keys(models: Sequence[Mapping[str, Any]], search: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the models that would be searched."""
    keys = [one["key"] for one in models if one.get("key") in CATALOGUE]
    return tuned_among(keys, search.get("space") or {})


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


def tuning_body(
    models: Sequence[Mapping[str, Any]], search: Mapping[str, Any], task: Task | None = None
) -> list[Component]:
    """Return budget, sampler, pruner, time limit and the spaces; nothing while tuning is off.

    Its fields are as many as those of the rest of the step, and most experiments do without them.

    Parameters
    ----------
    task : settings without an effect in it are not offered
    """
    if not search.get("enabled"):
        return []
    tables = [space_table(key, space_of(search, key), task) for key in tuned_keys(models, search)]
    settings = _settings({**DEFAULTS, **search}, trials_note(models, search))
    return [settings, *_past(models, search), _tuned(models, search), *tables, _note()]


def trials_note(models: Sequence[Mapping[str, Any]], search: Mapping[str, Any], n_trials: Any = None) -> str:
    """Return how many trials are usual for the settings that are searched.

    Parameters
    ----------
    n_trials : typed; by default those of the search
    """
    n = sum(len(space_of(search, key)) for key in tuned_keys(models, search))
    if not n:
        return ""
    given = int(search.get("n_trials") or DEFAULTS["n_trials"]) if n_trials is None else n_trials
    low, high = usual_trials(n)
    settings = "1 setting" if n == 1 else f"{n} settings"
    if given < low:
        return f"{settings}: {given} trials are few; {low} to {high} are usual."
    return f"{settings}: {low} to {high} trials are usual."


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


def search_note(fault: str | None, hint: str = "") -> list[Component]:
    """Return what stands under a setting of the search: what is wrong, else the hint."""
    if fault is not None:
        return [html.Div([icon("exclamation-circle"), html.Span(fault)], className="msg", role="alert")]
    return [html.Div(hint, className="help")] if hint else []


def _settings(search: Mapping[str, Any], hint: str) -> Component:
    return html.Div(
        [
            _entry(
                "n_trials",
                "Trials",
                search["n_trials"],
                unit="trials",
                help="The first is the default.",
                note=search_note(None, hint),
            ),
            _choice("sampler", "Sampler", _samplers(), search["sampler"], help=_sampler_help()),
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


def _samplers() -> tuple[tuple[str, str], ...]:
    return tuple((key, label) for key, label in SAMPLERS if missing_package(key) is None)


def _sampler_help() -> str:
    """Return what the usual sampler does, and which others there are once a package is installed."""
    missing = [(label, missing_package(key)) for key, label in SAMPLERS]
    needed = [f"{label} ({package})" for label, package in missing if package is not None]
    others = f" Not installed: {', '.join(needed)}." if needed else ""
    return f"TPE learns from past trials.{others}"


def _past(models: Sequence[Mapping[str, Any]], search: Mapping[str, Any]) -> list[Component]:
    """Return that earlier trials count, and the way to do without them."""
    earlier = search.get("earlier") or {}
    n = sum(int(earlier[key][-1]["n_trials"]) for key in tuned_keys(models, search) if earlier.get(key))
    if not n:
        return []
    afresh = html.Button(
        "Start afresh", id=ids.ACTION.one("afresh/"), type="button", className="btn btn-sm btn-ghost"
    )
    words = f"Goes on from {n:,} trials of an earlier search; those that lie in the space count."
    return [
        html.Div([icon("clock-history", class_name="hm-acc"), html.Span(words), afresh], className="hm-row-x")
    ]


def _entry(
    name: str, label: str, value: Any, *, unit: str, help: Any, note: Sequence[Component] = ()
) -> Component:
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
    labelled = field(label, entry, unit=unit, help=help, control_id=dom_id(control_id))
    labelled.children.append(html.Div(list(note), id=ids.SEARCH_NOTE.one(name)))
    return labelled


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


def _note() -> Component:
    text = (
        "With fewer than 3,000 rows, tuning often finds no gain over the default. If so, the result says it."
    )
    return html.P([icon("info-circle", class_name="hm-acc"), f" {text}"], className="hm-t1 hm-t2c")
