"""A run while it waits or runs: stage, progress, scores so far, trials and log."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.jobs import Job, LogLine
from .. import format as fmt
from ..figures import trials_figure
from ..widgets import chart_card, data_table, icon, stat, stats
from . import ids
from .view import RunView, metric_label, model_label

STAGES = (
    ("prepare", "Prepare"),
    ("compare", "Compare models"),
    ("tune", "Tune"),
    ("final", "Final fit and test"),
    ("log", "Log and save"),
)
_NAMES = tuple(name for name, _ in STAGES)
TOLD_FROM = 0.02
"""Share done from which the time left is worth telling."""

TRIAL_COLUMNS = ("number", "model", "value", "state")


def live_body(view: RunView, theme: str) -> Component:
    """Return the card of a run that is not over."""
    tuned = view.experiment.config.search.enabled
    trials = html.Div(
        trials_part(view, theme), id=ids.LIVE.one("trials"), hidden=not tuned, className="hm-run-trials"
    )
    return html.Div(
        [
            html.Div(
                [
                    html.Div(now_part(view), id=ids.LIVE.one("now"), className="card-body"),
                    html.Div(
                        [html.Div(so_far_part(view), id=ids.LIVE.one("so_far")), trials],
                        className="hm-runlive" if tuned else "hm-runlive hm-one",
                    ),
                    log_fold(view.log),
                ],
                className="card",
            ),
            html.P(
                "You may close this page; the run goes on and is found under Experiments.",
                className="hm-t1 hm-t3c",
            ),
        ],
        className="hm-stack",
    )


def now_part(view: RunView) -> list[Component]:
    """Return what is being done, how far it is, and the stages."""
    job = view.job
    share = job.progress.share if job else 0.0
    head = html.Div(
        [
            html.Div([html.Div("Now", className="hm-t1 hm-t3c"), html.Div(_doing(view), className="hm-mid")]),
            html.Div(_times(view), className="hm-push text-end"),
        ],
        className="hm-row-x align-items-end",
    )
    named = {"aria-label": "Run", "aria-valuenow": f"{100 * share:.0f}"}
    named |= {"aria-valuemin": "0", "aria-valuemax": "100"}
    fill = html.Div(className="fill", style={"width": f"{100 * share:.1f}%"})
    bar = html.Div(
        html.Div(fill, className="track"), className="hm-progress mt-3", role="progressbar", **named
    )
    return [head, bar, _stages(view)]


def so_far_part(view: RunView) -> list[Component]:
    """Return the scores of the models that have some."""
    scores = (view.job.progress.partial if view.job else {}).get("scores") or ()
    heading = html.H2("So far", className="hm-h-small mb-2")
    if not scores:
        return [heading, html.P("The first scores follow the first fold.", className="hm-t1 hm-t3c")]
    rows = [
        [
            html.Span(model_label(str(one.get("model"))), className="hm-mid"),
            html.Span(fmt.significant(one.get("mean"), 4), title=str(one.get("mean"))),
            f"{one.get('folds_done')} of {one.get('n_folds')}",
        ]
        for one in sorted_scores(scores, view.direction)
    ]
    headers = ["Model", view.metric, "Folds"]
    return [heading, data_table(headers, rows, caption="Scores so far", numeric={1, 2})]


def sorted_scores(scores: Sequence[Mapping[str, Any]], direction: str) -> list[Mapping[str, Any]]:
    """Return scores best first, the baseline last."""
    sign = -1 if direction == "maximize" else 1
    return sorted(
        scores,
        key=lambda one: (str(one.get("model")).startswith("dummy"), sign * float(one.get("mean") or 0)),
    )


def trials_part(view: RunView, theme: str) -> Any:
    """Return the trials so far as a figure."""
    trials = (view.job.progress.partial if view.job else {}).get("trials") or ()
    if not trials:
        return html.P("Trials follow when the models have been compared.", className="hm-t1 hm-t3c")
    default = (view.job.progress.partial if view.job else {}).get("default")
    return trials_chart(trials, view, theme, default)


def trials_chart(
    trials: Sequence[Mapping[str, Any]], view: RunView, theme: str, default: float | None = None
) -> Component:
    """Return the history of the search with its table; several models have no one default."""
    is_one = len({one.get("model") for one in trials}) == 1
    figure = trials_figure(
        trials,
        theme=theme,
        direction=view.direction,
        metric=metric_label(view.experiment.config.metric),
        default=default if is_one else None,
    )
    rows = [{name: one.get(name) for name in TRIAL_COLUMNS} for one in trials]
    return chart_card("Trials", figure, rows=rows, name="trials", sub=_how_many(len(trials), view))


def _how_many(n: int, view: RunView) -> str:
    return f"{n} of {view.experiment.config.search.n_trials}" if view.is_live else fmt.plural(n, "trial")


def log_fold(lines: Sequence[LogLine], *, is_open: bool = False) -> Component:
    """Return the log, folded."""
    head = html.Summary(
        [icon("chevron-right"), html.Span("Log"), html.Span("last lines", className="hm-push")],
        className="hm-fold",
    )
    log = html.Pre(log_text(lines), id=ids.LIVE.one("log"), className="hm-log", tabIndex=0)
    return html.Details([head, html.Div(log, className="px-3 pb-3")], open=is_open, className="hm-model")


def log_text(lines: Sequence[LogLine]) -> str:
    """Return the log with the time since the start of each line."""
    if not lines:
        return "Nothing yet."
    return "\n".join(f"{fmt.duration(max(0.0, line.at)):>12}  {line.text}" for line in lines)


def spoken(view: RunView) -> str:
    """Return what screen readers are told: the state and stage, not every fold."""
    stage = dict(STAGES).get(view.job.progress.stage, "") if view.job else ""
    words = {"queued": "Waiting for a worker", "running": f"Running: {stage}"}
    return words.get(view.experiment.status, f"Run {view.experiment.status}")


def _doing(view: RunView) -> str:
    job = view.job
    if view.experiment.status == "queued" or job is None:
        ahead = f"{fmt.plural(view.n_ahead, 'job')} ahead" if view.n_ahead else "next in the queue"
        return f"Waiting for a worker: {ahead}"
    if job.cancel_requested:
        return "Cancelling after the present fit"
    return _readable(job.progress.message) or "Starting"


def _readable(message: str) -> str:
    """Return a sentence of the worker with the names of models as people know them."""
    head, colon, rest = message.partition(":")
    return f"{model_label(head)}{colon}{rest}" if colon else message


def _times(view: RunView) -> Component:
    job = view.job
    elapsed = _elapsed(view, job)
    shown = [stat("Elapsed", fmt.duration(elapsed) if elapsed is not None else fmt.NONE)]
    is_told = job is not None and job.status == "running" and job.progress.share >= TOLD_FROM
    remaining = job.progress.remaining_s if job is not None and is_told else None
    shown.append(
        stat("Remaining", f"≈ {fmt.duration(_rough(remaining))}" if remaining is not None else fmt.NONE)
    )
    return stats(*shown)


def _elapsed(view: RunView, job: Job | None) -> float | None:
    if job is None or job.started_at is None or job.status == "queued":
        return None
    return float(max(0, round((view.now - job.started_at).total_seconds())))


def _rough(seconds: float) -> float:
    return float(max(1, round(seconds) if seconds < 20 else 5 * round(seconds / 5)))


def _stages(view: RunView) -> Component:
    tuned = view.experiment.config.search.enabled
    shown = [(name, label) for name, label in STAGES if tuned or name != "tune"]
    job = view.job
    is_running = job is not None and job.status == "running"
    place = _NAMES.index(job.progress.stage) if job and is_running and job.progress.stage in _NAMES else -1
    items = [_stage(view, name, label, _NAMES.index(name) - place, place >= 0) for name, label in shown]
    style = {"gridTemplateColumns": f"repeat({len(shown)}, minmax(0, 1fr))"}
    return html.Ol(items, className="hm-stages mt-4", style=style)


def _stage(view: RunView, name: str, label: str, distance: int, has_begun: bool) -> Component:
    if not has_begun or distance > 0:
        return html.Li([html.B(label), "not yet"])
    if distance < 0:
        return html.Li([html.B([icon("check-lg", label="Done"), label]), "done"], className="done")
    share, words = _inside(view, name)
    return html.Li(
        [html.B([icon("arrow-repeat", label="Now"), label]), words],
        className="now",
        style={"--p": f"{100 * share:.0f}%"},
        **{"aria-current": "step"},
    )


def _inside(view: RunView, name: str) -> tuple[float, str]:
    """Return how far the present stage is, and in words."""
    partial = view.job.progress.partial if view.job else {}
    config = view.experiment.config
    if name == "compare":
        scores = partial.get("scores") or ()
        done = sum(int(one.get("folds_done") or 0) for one in scores)
        n_models = len({one.key for one in config.models} | {"dummy"})
        total = n_models * max((int(one.get("n_folds") or 0) for one in scores), default=0)
        return (done / total, f"{done} of {total} fits") if total else (0.0, "first fit")
    if name == "tune":
        done, total = len(partial.get("trials") or ()), config.search.n_trials
        return min(1.0, done / total), f"{done} of {total} trials"
    return 0.5, "now"
