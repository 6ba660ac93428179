"""The page of a run, whatever its state."""

from dash import dcc, html
from dash.development.base_component import Component

from ..review import template_dialog
from ..review.ids import TEMPLATE_SAVED
from . import ids
from .ended import cancelled_body, failed_body, finished_body, unlaunched_body
from .head import run_head
from .live import live_body, spoken
from .view import RunView

TICK_MS = 1000


def run_page(view: RunView, theme: str) -> Component:
    """Return the page; while the run is not over it looks again every second."""
    experiment = view.experiment
    children = [
        html.Div(run_head(view), id=ids.HEAD, className="hm-run-head"),
        html.Div(spoken(view), id=ids.SPOKEN, className="visually-hidden", role="status"),
        html.Div(id=TEMPLATE_SAVED),
        html.Div(run_body(view, theme), id=ids.BODY),
        dcc.Interval(id=ids.TICK, interval=TICK_MS, disabled=not view.is_live),
        dcc.Store(id=ids.STATE, data=run_state(view)),
        dcc.Download(id=ids.FILE),
        template_dialog({"experiment": experiment.id}, experiment.name, experiment.config.task),
    ]
    return html.Main(children, id="content", className="hm-wrap hm-main hm-stack")


def run_body(view: RunView, theme: str) -> Component:
    """Return what the page shows in the run's present state."""
    status = view.experiment.status
    if view.is_live:
        return live_body(view, theme)
    if status == "succeeded" and view.results is not None:
        return finished_body(view, view.results, theme)
    if status == "failed":
        return failed_body(view)
    return cancelled_body(view) if status == "cancelled" else unlaunched_body(view)


def run_state(view: RunView) -> dict[str, object]:
    """Return what the browser knows of the run, so that only what changed is drawn again."""
    partial = view.job.progress.partial if view.job else {}
    return {
        "id": view.experiment.id,
        "status": view.experiment.status,
        "spoken": spoken(view),
        "n_trials": len(partial.get("trials") or ()),
        "cancelling": view.job is not None and view.job.cancel_requested,
    }
