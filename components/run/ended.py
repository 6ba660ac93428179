"""A run that is over: results, or why there are none and how to go on."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.experiments import to_yaml
from ...services.training import Confusion
from .. import format as fmt
from ..figures import confusion_figure, scatter_figure
from ..review import pairs
from ..widgets import card, chart_card, data_table, icon, notice
from .answer import answer_card, finished_rows, is_tuned
from .head import fork_button
from .leaderboard import leaderboard_card
from .live import log_fold, log_text, trials_chart
from .search import edge_notice, search_words
from .search_plots import importance_chart, plots_place
from .view import RunView, metric_label, model_label, score_text

Row = Mapping[str, Any]


def finished_body(view: RunView, results: Row, theme: str) -> Component:
    """Return answer, leaderboard, charts and what was recorded."""
    shown = (view, results, theme)
    charts = [html.Section(html.Div(one, className="card-body"), className="card") for one in _charts(*shown)]
    return html.Div(
        [
            answer_card(view, results),
            leaderboard_card(view, results),
            *_search(*shown),
            html.Div([*charts, _scores(results)], className="hm-g2 hm-tight hm-top"),
            _recorded(view, results),
        ],
        className="hm-stack",
    )


def failed_body(view: RunView) -> Component:
    """Return cause, remedy and ways on of a run that failed."""
    error: Row = view.experiment.error or {}
    again = fork_button("notice", "Change and launch again", filled=True)
    details = html.Pre(log_text(view.log), className="hm-log")
    return html.Div(
        [
            notice(
                "error",
                str(error.get("message") or "The run failed."),
                str(error.get("hint") or "The log says more."),
                code=str(error.get("code") or ""),
                actions=[again],
                details=details,
            ),
            _configuration(view),
        ],
        className="hm-stack",
    )


def cancelled_body(view: RunView) -> Component:
    """Return where a run was cancelled and how to go on."""
    share = view.job.progress.share if view.job else view.experiment.progress
    done = f"≈ {fmt.percent(round(share, 2))} done" if share >= 0.01 else "before the first fit"
    return html.Div(
        [
            notice(
                "warn",
                "This run was cancelled.",
                f"It was stopped {done}; nothing of it is kept as a result.",
                actions=[fork_button("notice", "Change and launch again", filled=True)],
                details=html.Pre(log_text(view.log), className="hm-log"),
            ),
            _configuration(view),
        ],
        className="hm-stack",
    )


def unlaunched_body(view: RunView) -> Component:
    """Return that nothing has run yet."""
    return html.Div(
        [
            notice(
                "info",
                "This experiment has not been launched.",
                "Launch it as it is, or open it in the wizard.",
            ),
            _configuration(view),
        ],
        className="hm-stack",
    )


def _charts(view: RunView, results: Row, theme: str) -> list[Component]:
    n = int((results.get("test") or {}).get("n") or 0)
    where = f"{fmt.plural(n, 'test row')}" if results.get("judged_on") == "test" else "out-of-fold rows"
    charts: list[Component] = []
    if results.get("confusion"):
        positive = results["metric"].get("positive_class")
        where += f"; class of interest: {fmt.cut(str(positive), 40)}" if positive is not None else ""
        charts.append(_confusion(results["confusion"], where, theme))
    if results.get("scatter"):
        charts.append(_scatter(results["scatter"], where, theme))
    return charts


def _search(view: RunView, results: Row, theme: str) -> list[Component]:
    trials = results.get("trials")
    if not trials:
        return []
    searches: Sequence[Row] = results.get("searches") or ()
    default = searches[0].get("default") if searches else None
    first = [trials_chart(trials, view, theme, default), *importance_chart(searches, theme)]
    shown = html.Div(first, className="hm-g2 hm-tight hm-top" if len(first) > 1 else "hm-stack")
    plots = [one for search in searches for one in plots_place(search)]
    content = [*search_words(view, results), *edge_notice(view, results), shown, *plots]
    return [card("Search", *content, sub=_searched(view))]


def _searched(view: RunView) -> str:
    search = view.experiment.config.search
    return f"{fmt.plural(search.n_trials, 'trial')}, sampler {search.sampler}, pruner {search.pruner}"


def _scores(results: Row) -> Component:
    """Return every metric of the best model: on the final test, over the folds, and of the baseline."""
    test: Row = (results.get("test") or {}).get("scores") or {}
    best: Row = next(iter(finished_rows(results)), {})
    name = str(results["metric"]["name"])
    rows = [
        [
            metric_label(one),
            *(_cell(scores.get(one)) for scores in (test, _all(best, name), _all(base, name))),
        ]
        for base in [results.get("baseline") or {}]
        for one in dict.fromkeys([name, *test, *_all(best, name)])
    ]
    headers = ["Metric", "Final test", "Folds, mean", "Baseline, folds"]
    table = data_table(headers, rows, caption="Every metric of the best model", numeric={1, 2, 3})
    title = f"{model_label(str(best.get('model', '')))}{' (tuned on these folds)' if is_tuned(best) else ''}"
    return card("Every metric", table, sub=f"{title}, best by {metric_label(name)}", flush=True)


def _all(score: Row, name: str) -> Row:
    return {name: score.get("mean"), **(score.get("others") or {})}


def _cell(value: float | None) -> Component:
    return html.Span(score_text(value), title="" if value is None else str(value))


def _confusion(found: Row, where: str, theme: str) -> Component:
    classes = tuple(str(one) for one in found["classes"])
    counts = tuple(tuple(int(cell) for cell in row) for row in found["counts"])
    rows = [
        {"actual": actual, **{f"predicted {name}": cell for name, cell in zip(classes, row, strict=True)}}
        for actual, row in zip(classes, counts, strict=True)
    ]
    figure = confusion_figure(Confusion(classes, counts), theme=theme)
    return chart_card("Confusion", figure, rows=rows, name="confusion", sub=where)


def _scatter(found: Row, where: str, theme: str) -> Component:
    actual, predicted = found["actual"], found["predicted"]
    rows = [{"actual": x, "predicted": y} for x, y in zip(actual, predicted, strict=True)]
    figure = scatter_figure(actual, predicted, theme=theme)
    shown = f"{where}, {fmt.count(len(actual))} drawn" if len(actual) < int(found.get("n") or 0) else where
    return chart_card("Predicted and actual", figure, rows=rows, name="predicted", sub=shown)


def _recorded(view: RunView, results: Row) -> Component:
    """Return environment, configuration and log, folded."""
    environment: Row = results.get("environment") or {}
    packages: Row = environment.get("packages") or {}
    named = ", ".join(f"{name} {version}" for name, version in packages.items())
    tracked = results.get("mlflow_run_id")
    told = [
        ("MLflow run", html.Span(tracked, className="hm-mono") if tracked else "not yet tracked"),
        ("hydroml", str(environment.get("hydroml") or fmt.NONE)),
        ("Python", str(environment.get("python") or fmt.NONE)),
        ("Machine", str(environment.get("platform") or fmt.NONE)),
        ("Threads", str(environment.get("n_threads") or fmt.NONE)),
        ("Seed", str(environment.get("seed") or view.experiment.config.seed)),
        ("Data", html.Span(str(environment.get("fingerprint") or fmt.NONE), className="hm-mono")),
        ("Predictions", html.Span(str(results.get("predictions_sha256") or fmt.NONE), className="hm-mono")),
        ("Packages", named or fmt.NONE),
    ]
    summary = "tracked in MLflow" if tracked else "not yet tracked in MLflow"
    return html.Section(
        [
            _fold("Environment", summary, pairs(told)),
            _fold("Configuration", f"version {view.experiment.version}", _yaml(view)),
            log_fold(view.log),
        ],
        className="card hm-models",
        **{"aria-label": "What was recorded"},
    )


def _configuration(view: RunView) -> Component:
    fold = _fold("Configuration", f"version {view.experiment.version}", _yaml(view))
    return html.Section(fold, className="card hm-models", **{"aria-label": "Configuration"})


def _yaml(view: RunView) -> Component:
    text = html.Pre(to_yaml(view.experiment.config), className="hm-log", tabIndex=0)
    return html.Div(text, className="px-3 pb-3")


def _fold(title: str, sub: str, content: Any) -> Component:
    head = html.Summary(
        [icon("chevron-right"), html.Span(title), html.Span(sub, className="hm-push")], className="hm-fold"
    )
    return html.Details([head, content], className="hm-model")
