"""The answer of a run in words and four numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from .. import format as fmt
from ..widgets import stat
from .view import RunView, metric_label, model_label

Row = Mapping[str, Any]
MORE = ("medae", "mae", "r2", "roc_auc", "balanced_accuracy", "accuracy", "log_loss")
"""Metrics beside the deciding one, the most telling first."""


def answer_card(view: RunView, results: Row) -> Component:
    """Return the answer."""
    finished = finished_rows(results)
    return html.Section(
        html.Div(
            [
                html.Div(
                    [
                        html.Div("Answer", className="hm-t1 hm-t3c"),
                        html.P(answer(view, results), className="hm-answer"),
                        html.P(standing(finished, results, view), className="hm-t1 hm-t2c mt-1"),
                    ]
                ),
                *_stats(view, results),
            ],
            className="hm-verdict",
        ),
        className="card",
        **{"aria-label": "Answer"},
    )


def finished_rows(results: Row) -> list[Row]:
    """Return the models that could be judged, best first."""
    return [one for one in results.get("leaderboard") or () if one.get("mean") is not None]


def shown_scores(results: Row) -> tuple[Mapping[str, float], int, bool]:
    """Return the best model's scores by metric, on how many rows or folds, and whether on the final test."""
    test = results.get("test")
    if test:
        return test.get("scores") or {}, int(test.get("n") or 0), True
    best: Row = next(iter(finished_rows(results)), {})
    return {**(best.get("others") or {}), str(results["metric"]["name"]): best.get("mean")}, 0, False


def answer(view: RunView, results: Row) -> str:
    """Return the result in one sentence of plain words."""
    rows = finished_rows(results)
    if not rows:
        return "No model could be judged; only the baseline ran."
    scores, n, is_test = shown_scores(results)
    where = f"{fmt.count(n)} unseen rows" if is_test else "the judged rows"
    if view.experiment.config.task in ("regression", "forecasting") and scores.get("medae") is not None:
        return f"Half of {where} were predicted within {fmt.number(scores['medae'])}."
    if scores.get("accuracy") is not None:
        usual = ((results.get("baseline") or {}).get("others") or {}).get("accuracy")
        than = f"; always naming the largest class is right for {fmt.percent(usual)}" if usual else ""
        return f"Of {where}, {fmt.percent(scores['accuracy'])} were classified right{than}."
    name = str(results["metric"]["name"])
    return (
        f"{model_label(str(rows[0]['model']))} reached {metric_label(name)} {fmt.number(scores.get(name))}."
    )


def standing(rows: Sequence[Row], results: Row, view: RunView) -> str:
    """Return who wins, who cannot be told from the winner, and how many beat the baseline."""
    if not rows:
        return "See the failed models below."
    best = model_label(str(rows[0]["model"])) + (" (tuned)" if is_tuned(rows[0]) else "")
    tied = [one for one in rows[1:] if one.get("tied_with_best")]
    words = f"{best} wins"
    if tied:  # never a winner where the test says tie
        words = f"{best} has the best mean, but it cannot be told from {_count_words(len(tied))}"
    base = (results.get("baseline") or {}).get("mean")
    if base is None:
        return f"{words}."
    better = [one for one in rows if beats(one["mean"], base, view.direction)]
    if len(better) == len(rows):
        told = "It beats" if len(rows) == 1 else f"All {len(rows)} beat"
        return f"{words}. {told} the baseline."
    return f"{words}. {len(better)} of {len(rows)} beat the baseline."


def is_tuned(row: Row) -> bool:
    """Tell whether a row of the leaderboard is the best trial of a search."""
    return str(row.get("note") or "").startswith("tuned")


def beats(mean: float, base: float, direction: str) -> bool:
    """Tell whether a mean is better than the baseline's."""
    return mean > base if direction == "maximize" else mean < base


def gain(mean: float, base: float, direction: str) -> str:
    """Return the difference to the baseline: in percent where less is better, else as it is."""
    if direction == "minimize" and base:
        return f"{100 * (mean - base) / abs(base):+.0f} %".replace("-", "−")
    return fmt.signed(mean - base)


def _count_words(n: int) -> str:
    return {1: "one other", 2: "two others", 3: "three others"}.get(n, f"{n} others")


def _stats(view: RunView, results: Row) -> list[Component]:
    scores, n, is_test = shown_scores(results)
    metric = str(results["metric"]["name"])
    chosen = " that chose it" if is_tuned(next(iter(finished_rows(results)), {})) else ""
    place = f"on test, {fmt.plural(n, 'row')}" if is_test else f"mean of the folds{chosen}"
    shown = [_stat(f"{'Test' if is_test else 'Judged'} {metric_label(metric)}", scores.get(metric), place)]
    for name in [one for one in MORE if one != metric and scores.get(one) is not None][:2]:
        shown.append(_stat(metric_label(name), scores[name], "on test" if is_test else "in folds"))
    rows, base = finished_rows(results), (results.get("baseline") or {}).get("mean")
    if rows and base is not None:
        told = gain(rows[0]["mean"], base, view.direction)
        title = f"{rows[0]['mean']} against {base}"
        shown.append(_boxed("Against baseline", told, f"{metric_label(metric)} in folds", title))
    return shown


def _stat(label: str, value: float | None, note: str) -> Component:
    return _boxed(label, _three(value), note, str(value))


def _three(value: float | None) -> str:
    """Return three digits, also where the last is a zero."""
    return fmt.number(value) if value is None or abs(value) >= 1000 else fmt.significant(value)


def _boxed(label: str, value: str, note: str, title: str) -> Component:
    box = stat(label, value, title=title)
    box.children = [*box.children, html.Div(note, className="hm-t1 hm-t3c hm-num")]
    return box
