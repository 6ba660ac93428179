"""How a template fits a dataset: what it would predict and do, and what of it does not fit."""

from dash import html
from dash.development.base_component import Component

from ...services.errors import HydroMLError
from ...services.models import CATALOGUE
from ...services.templates import Application
from .. import format as fmt
from ..widgets import icon, notice
from .wording import TASKS, validation_in_words

MAX_NAME = 40


def fit_view(application: Application) -> Component:
    """Return what the template gives for a table, and its reservations."""
    config = application.config
    models = [
        CATALOGUE[choice.key].label if choice.key in CATALOGUE else choice.key for choice in config.models
    ]
    roles = [
        f"{name} by {column}"
        for name, column in (("time", config.roles.time), ("group", config.roles.group))
        if column
    ]
    lines = (
        ("Predicts", f"{fmt.cut(config.target, MAX_NAME)}, {TASKS[config.task]}"),
        ("Learns from", fmt.plural(len(config.features.include), "column")),
        ("Roles", ", ".join(fmt.cut(role, MAX_NAME) for role in roles) or "none found"),
        ("Models", ", ".join(models)),
        ("Judged by", validation_in_words(config.validation.model_dump(exclude_none=True))),
    )
    parts = [part for name, words in lines for part in (html.Dt(name), html.Dd(words))]
    head = (
        html.P([icon("check-lg"), " Fits"], className="hm-ok hm-t1")
        if not application.notes
        else html.P([icon("exclamation-triangle"), " Fits, but look"], className="hm-warn hm-t1")
    )
    notes = html.Ul([html.Li(note) for note in application.notes], className="hm-t1 hm-t2c mb-0")
    return html.Div(
        [head, html.Dl(parts, className="hm-kv mb-0"), *([notes] if application.notes else [])],
        className="hm-stack-s",
    )


def misfit_view(error: HydroMLError) -> Component:
    """Return why the template cannot be applied to a table."""
    return notice("warning", error.message, error.hint, code=error.code)
