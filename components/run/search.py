"""How the search of a run ended: in words, with best values on an edge and the way on."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.models import spec
from .. import format as fmt
from ..widgets import icon, notice
from . import ids
from .answer import is_tuned
from .head import fork_button
from .view import RunView, metric_label, model_label, score_text

Row = Mapping[str, Any]


def search_words(view: RunView, results: Row) -> list[Component]:
    """Return what the search of each model brought, and how far its figures can be trusted."""
    searches: Sequence[Row] = results.get("searches") or ()
    lines = [html.P(_told(one, results)) for one in searches]
    taken = sum(int(one.get("n_taken_over") or 0) for one in searches)
    if taken:
        total = sum(int(one.get("n_trials") or 0) for one in searches)
        words = f"Of {total:,} trials, {taken:,} come from the search before the space was changed."
        lines.append(html.P(words))
    if any(one.get("has_gained") for one in searches):
        lines.append(
            html.P([icon("info-circle", class_name="hm-acc"), f" {_trust(results)}"], className="hm-t2c")
        )
    return [html.Div(lines, className="hm-stack")] if lines else []


def edge_notice(view: RunView, results: Row) -> list[Component]:
    """Return which best values lie on an edge of the space, and the buttons that go on beyond it."""
    edges: Sequence[Row] = results.get("edges") or ()
    widen: Row | None = results.get("widen")
    if not edges or widen is None:
        return []
    values = "; ".join(_edge(one) for one in edges)
    one = len(edges) == 1
    wide = html.Button(
        [icon("arrows-expand"), str(widen["label"])],
        id=ids.WIDEN,
        type="button",
        className="btn btn-sm btn-primary",
    )
    return [
        notice(
            "info",
            f"The best {'value lies' if one else 'values lie'} on the edge of the search space",
            f"{values}. Better ones may lie beyond. All trials are kept, {_added(view, widen)} added.",
            actions=[wide, fork_button("space", "Change the space and continue", filled=True)],
        )
    ]


def _told(one: Row, results: Row) -> str:
    label = model_label(str(one["model"]))
    trials = fmt.plural(int(one.get("n_trials") or 0), "trial")
    metric = metric_label(str(results["metric"]["name"]))
    default, best = one.get("default"), one.get("best")
    if best is None:
        return f"{label}: none of {trials} could be judged; see the log."
    if default is None:
        return f"{label}: the default failed, the best of {trials} has {metric} {score_text(best)}."
    if not one.get("has_gained"):
        return (
            f"{label}: no gain over the default. None of {trials} beats its {metric} of "
            f"{score_text(default)}, so the default stays. That is a result too: it is hard to beat, "
            "above all on few rows."
        )
    chance = " That could be chance: the two are tied." if _is_tied(str(one["model"]), results) else ""
    return (
        f"{label}: the best of {trials} improves {metric} from {score_text(default)} "
        f"(default) to {score_text(best)}, mean of the folds.{chance}"
    )


def _is_tied(model: str, results: Row) -> bool:
    """Tell whether the tuned model is the best of all and the test cannot tell its default from it."""
    rows = [one for one in results.get("leaderboard") or () if one.get("mean") is not None]
    if not rows or not (rows[0].get("model") == model and is_tuned(rows[0])):
        return False
    return any(one.get("model") == model and one.get("tied_with_best") for one in rows[1:])


def _trust(results: Row) -> str:
    words = "A tuned model was chosen on the folds that judge it, so its mean there is a little too good."
    n = int((results.get("test") or {}).get("n") or 0)
    if n:
        return f"{words} The final test of {fmt.plural(n, 'row')} took no part in the choice."
    return f"{words} There is no final test here; keep rows for one in step 4 to know the true score."


def _edge(one: Row) -> str:
    parameter = spec(str(one["model"])).parameter(str(one["parameter"]))
    name = str(one["parameter"]) if parameter is None else parameter.label
    way = "down" if one["side"] == "low" else "up"
    value, bound, wider = (fmt.number(float(one[key])) for key in ("value", "bound", "wider"))
    return f"{name} {value} of {model_label(str(one['model']))} (bound {bound}; next {way} to {wider})"


def _added(view: RunView, widen: Row) -> str:
    totals = [one["value"] for one in widen["patch"] if one["path"] == "/search/n_trials"]
    return fmt.plural(max(0, sum(totals) - view.experiment.config.search.n_trials), "trial")
