"""Metric, repeatability, name, rare classes and limits."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.estimates import Estimate
from ...services.models import MetricAdvice, MetricSpec, metrics_for
from ...services.vocabulary import Task
from .. import format as fmt
from ..widgets import WhyCard, card, icon, tag, why
from . import ids
from .fields import chosen_field, text_area, typed_field
from .settings import NONE, repeat_fault, value_at

WEIGHTS = (("none", "None"), ("balanced", "Balanced"))
RESAMPLINGS = (
    ("none", "None"),
    ("over", "Repeat rows of rarer classes"),
    ("under", "Leave out rows of others"),
)
THRESHOLDS = (
    ("default", "One half"),
    ("prior", "Share of the class of interest"),
    ("f1", "Best F1 on the folds"),
)
SEED_WHY = WhyCard(
    value="One master seed",
    fact="Folds, models and trials draw from random numbers",
    rule="every other seed derives from this one",
    source="fixed for all suggestions, so that equal data get equal configurations",
    change="another seed shows how much of a score is luck of the split",
)


def metric_card(task: Task, chosen: str, advice: MetricAdvice) -> Component:
    """Return the metrics of the task with when to use each."""
    specs = metrics_for(task)
    options = [{"value": one.name, "label": _metric_label(one, advice)} for one in specs]
    radios = dbc.RadioItems(
        id=ids.CHOICE.one("metric"),
        options=options,
        value=chosen,
        class_name="hm-metrics",
        label_class_name="hm-metric-label",
        name="metric",
    )
    return card(
        "Metric",
        html.Div(radios, role="radiogroup", **{"aria-label": "Metric"}),
        sub="decides which model wins; the others are reported too",
        heading_id="training-metric",
        foot=f"All {len(specs)} are reported for every model.",
        flush=True,
    )


def _metric_label(spec: MetricSpec, advice: MetricAdvice) -> list[Component]:
    up = spec.direction == "maximize"
    direction = [icon("arrow-up" if up else "arrow-down"), " higher is better" if up else " lower is better"]
    words: list[Any] = [spec.meaning]
    if spec.name == advice.name:
        words += [html.Br(), html.Span("Proposed", className="hm-acc hm-mid"), f": {advice.reason}."]
    return [
        html.Span([html.B(spec.label), html.Span(direction, className="hm-t3c")], className="n"),
        html.Span(words, className="hm-t2c"),
    ]


def repeat_card(
    training: Mapping[str, Any], search: Mapping[str, Any], fingerprint: str, n_cpus: int
) -> Component:
    """Return seed, threads and whether the run repeats exactly."""
    seed = html.Div(
        [
            typed_field(
                "seed",
                training,
                why=why(SEED_WHY),
                help="Folds, models and trials draw their own seeds from it.",
            ),
            html.Button(
                [icon("dice-5"), "New seed"],
                id=ids.NEW_SEED,
                type="button",
                className="btn btn-sm btn-ghost mt-1",
            ),
        ]
    )
    threads = typed_field(
        "n_threads", training, unit=f"of {n_cpus}", help="One is fastest below about 20,000 rows."
    )
    return card(
        "Repeatability",
        seed,
        threads,
        html.Ul(repeat_checks(training, search, fingerprint), id=ids.CHECKS, className="hm-check"),
        actions=[html.Span(repeat_badge(training, search), id=ids.REPEAT)],
        heading_id="training-repeatability",
    )


def repeat_badge(training: Mapping[str, Any], search: Mapping[str, Any]) -> Component:
    """Return the badge, or that the promise cannot be given."""
    if repeat_fault(training, search) is None:
        return tag("Exact repeat", "ok", "check-circle")
    return tag("Not exactly repeatable", "warn", "exclamation-triangle")


def repeat_checks(
    training: Mapping[str, Any], search: Mapping[str, Any], fingerprint: str
) -> list[Component]:
    """Return what the promise rests on, and what breaks it."""
    fault = repeat_fault(training, search)
    clock = search.get("enabled") and search.get("timeout_s") is not None
    is_timed = bool(clock) or value_at(training, ("resources", "time_limit_s")) is not None
    n_threads = value_at(training, ("resources", "n_threads")) or 1
    short = fingerprint.removeprefix("sha256:")[:8]
    lines = [
        (not is_timed, "Budget is counted in trials, not seconds"),
        (n_threads == 1, "One thread adds numbers in a fixed order"),
        (True, [f"Data fingerprint {short}…"]),
    ]
    items = [_check(is_good, text if is_good or fault is None else fault) for is_good, text in lines]
    return items


def _check(is_good: bool, text: Any) -> Component:
    sign = (
        icon("check-lg", class_name="hm-ok")
        if is_good
        else icon("exclamation-triangle", class_name="hm-warn")
    )
    return html.Li([sign, html.Span(text), html.Span()])


def name_card(training: Mapping[str, Any], projects: Collection[str]) -> Component:
    """Return name, project, tags and description."""
    project = training.get("project")
    known = sorted({*projects, *([project] if project else [])})
    options = [(NONE, "None"), *((one, one) for one in known)]
    help_text = None if known else "You are in no project yet."
    return card(
        "Name",
        typed_field("name", training, help="Proposed from target, model and validation."),
        html.Div(
            [
                chosen_field("project", "Project", options, project or NONE, help=help_text),
                typed_field("tags", training, placeholder="Add tags", help="Separated by commas."),
            ],
            className="hm-g2 hm-tight",
        ),
        text_area("description", training, placeholder="What should someone know who finds this in a year?"),
        heading_id="training-name",
    )


def limits_card(training: Mapping[str, Any], estimate: Estimate | None) -> Component:
    """Return the limits of time and memory beside their estimates."""
    time_help: Any = "No limit is set unless you give one."
    memory_help: Any = None
    if estimate is not None:
        seconds = estimate.seconds
        time_help = f"Estimate {fmt.interval_seconds(seconds.low, seconds.high)}. A limit ends exact repeat."
        memory_help = f"Estimate ≈ {fmt.size(estimate.memory_bytes)}."
    return card(
        "Limits",
        typed_field("time_limit", training, unit="minutes", placeholder="none", help=time_help),
        typed_field("memory_limit", training, unit="MB", placeholder="none", help=memory_help),
        heading_id="training-limits",
    )


def rare_card(task: Task, training: Mapping[str, Any]) -> Component:
    """Return how a rare class is treated: by default not at all, because weights hurt probabilities."""
    weight = value_at(training, ("imbalance", "class_weight")) or "none"
    method = value_at(training, ("imbalance", "threshold", "method")) or "default"
    fields = [
        chosen_field(
            "class_weight",
            "Class weights",
            _with(WEIGHTS, weight),
            weight,
            help="They distort probabilities; moving the threshold is better.",
        )
    ]
    resampling = value_at(training, ("imbalance", "resampling")) or "none"
    fields.append(
        chosen_field(
            "resampling",
            "Resampling",
            _with(RESAMPLINGS, resampling),
            resampling,
            help="Within the rows that train. Distorts probabilities as weights do.",
        )
    )
    if task == "binary":
        fields.append(
            chosen_field(
                "threshold",
                "Decision threshold",
                _with(THRESHOLDS, method),
                method,
                help="From which probability on a row counts as the class of interest.",
            )
        )
    return card("Rare classes", html.Div(fields, className="hm-stack"), heading_id="training-rare")


def _with(options: Sequence[tuple[str, str]], value: str) -> Sequence[tuple[str, str]]:
    return options if value in dict(options) else (*options, (value, value))
