"""The head of the page of a run: name, state and what can be done."""

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.vocabulary import ExperimentStatus
from .. import format as fmt
from ..review import template_button
from ..training import repeat_fault
from ..widgets import icon, page_head, tag
from . import ids
from .view import RunView

TAGS: Mapping[ExperimentStatus, tuple[str, Any, str]] = {
    "draft": ("Not launched", "plain", "pencil"),
    "queued": ("Queued", "acc", "hourglass-split"),
    "running": ("Running", "acc", "play-fill"),
    "succeeded": ("Succeeded", "ok", "check-lg"),
    "failed": ("Failed", "bad", "x-lg"),
    "cancelled": ("Cancelled", "warn", "slash-circle"),
}
DOWNLOADS = (
    ("yaml", "Configuration, YAML"),
    ("json", "Configuration, JSON"),
    ("results", "Results, JSON"),
)


def run_head(view: RunView) -> Component:
    """Return name, state and actions."""
    name = fmt.cut(view.experiment.name, 120)
    return page_head(html.Span(name, title=view.experiment.name), _facts(view), _actions(view))


def status_tag(status: ExperimentStatus) -> Component:
    """Return the state in a word, a shape and a colour."""
    word, kind, sign = TAGS[status]
    return tag(word, kind, sign)


def fork_button(place: str, words: str, *, filled: bool = False) -> Component:
    """Return a button that copies the experiment into the wizard."""
    look = "btn btn-sm btn-outline-secondary" if filled else "btn btn-ghost"
    return html.Button([icon("diagram-2"), words], id=ids.FORK.one(place), type="button", className=look)


def _facts(view: RunView) -> Component:
    experiment = view.experiment
    config = experiment.config
    parts: list[Any] = [
        status_tag(experiment.status),
        f"Version {experiment.version}" if experiment.version else "No version yet",
        *_took(view),
        fmt.cut(view.dataset_name, 60),
        *([experiment.project] if experiment.project else []),
        _repeat(repeat_fault(config.model_dump(mode="json"), config.search.model_dump(mode="json"))),
    ]
    dots: list[Any] = []
    for place, part in enumerate(parts):
        dots += [html.Span("·", className="hm-t3c")] if place > 1 else []
        dots.append(part if isinstance(part, Component) else html.Span(part))
    return html.Span(dots, className="hm-row-x hm-flow")


def _took(view: RunView) -> list[str]:
    if view.results and view.results.get("seconds"):
        return [f"took {fmt.duration(float(view.results['seconds']))}"]
    return []


def _repeat(fault: str | None) -> Component:
    if fault is None:
        return html.Span([icon("check-circle", class_name="hm-ok"), " exact repeat"])
    return html.Span(
        [icon("exclamation-triangle", class_name="hm-warn"), " not exactly repeatable"], title=fault
    )


def _actions(view: RunView) -> list[Component]:
    status = view.experiment.status
    if view.is_live:
        asked = view.job is not None and view.job.cancel_requested
        return [
            html.Button(
                [icon("stop-circle"), "Cancelling…" if asked else "Cancel run"],
                id=ids.CANCEL,
                type="button",
                disabled=asked,
                className="btn btn-outline-secondary",
            )
        ]
    if status == "draft":
        return [
            fork_button("head", "Open in the wizard"),
            html.Button(
                [icon("play-fill"), "Launch experiment"],
                id=ids.LAUNCH,
                type="button",
                className="btn btn-primary",
            ),
        ]
    repeat = html.Button(
        [icon("arrow-repeat"), "Repeat"],
        id=ids.REPEAT,
        type="button",
        className="btn btn-ghost",
        title="Run the same configuration again as a new version",
    )
    template = [template_button()] if status == "succeeded" else []
    return [repeat, fork_button("head", "Fork"), *template, _downloads(is_done=status == "succeeded")]


def _downloads(*, is_done: bool) -> Component:
    items = [
        dbc.DropdownMenuItem(words, id=ids.DOWNLOAD.one(key))
        for key, words in DOWNLOADS
        if is_done or key != "results"
    ]
    look = "btn btn-primary" if is_done else "btn btn-ghost"
    label = [icon("download"), " Download"]
    return dbc.DropdownMenu(items, label=label, toggle_class_name=look, color="", align_end=True)
