"""The card of the importance preview: bars with the noise floor, and what they can and cannot say."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.profile import Importance, ImportanceItem
from .. import format as fmt
from ..figures import importance_figure
from ..widgets import WhyCard, chart_card, empty_state, notice, stat, why
from . import ids
from .correlation import waiting

MAX_BARS = 18
MAX_NAME = 60
TOP_K = 30
AROUND = 3
CLOSE = 0.25
DEBOUNCE_MS = 250


def importance_card() -> html.Section:
    """Return the card; its body is filled together with that of the correlations above."""
    head = html.Div(
        [
            html.H2("Importance preview", id="features-importance-head"),
            html.Span("one feature at a time", className="sub"),
        ],
        className="hm-card-head",
    )
    return html.Section(
        [head, html.Div(waiting(), id=ids.IMPORTANCE)],
        className="card",
        **{"aria-labelledby": "features-importance-head"},
    )


def importance_body(importance: Importance, theme: str) -> Component:
    """Return the bars of the most important features and the figures beside them."""
    if not importance.items:
        words = "Every column is an identifier or the target itself."
        return empty_state("bar-chart-steps", "Nothing to weigh", words)
    shown = importance.items[:MAX_BARS]
    rows = [{"feature": item.name, "nats": item.score, "noise floor": item.noise_floor} for item in shown]
    title = f"Top {len(shown)} of {fmt.count(len(importance.items))}"
    drawn = chart_card(
        title, importance_figure(shown, theme=theme), rows=rows, name="importance", sub="nats", until="near"
    )
    return html.Div([html.Div(drawn), _side(importance)], className="hm-imp")


def _side(importance: Importance) -> html.Div:
    n_above = sum(item.score > item.noise_floor for item in importance.items)
    floors = [item.noise_floor for item in importance.items]
    words = (
        f"The floor is what a feature scores when {importance.target[:MAX_NAME]} is shuffled, in one of "
        "twenty cases more. Bars below it say nothing. "
    )
    return html.Div(
        [
            html.Div(
                [
                    stat(
                        "Above the floor", fmt.count(n_above), unit=f"of {fmt.count(len(importance.items))}"
                    ),
                    stat("Noise floor", between(min(floors), max(floors)), unit="nats"),
                ],
                className="hm-stats",
            ),
            html.Div([words, why(_why(importance))], className="hm-t1 hm-t2c"),
            _top(importance.items),
            notice(
                "info",
                "A preview only.",
                "It reads all rows, also those a model is judged on later: choosing features by it makes "
                "scores look slightly better than they are.",
            ),
        ],
        className="hm-stack",
    )


def between(low: float, high: float) -> str:
    """Return one number, or both ends where they differ in three decimals."""
    ends = (f"{low:.3f}", f"{high:.3f}")
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def _top(items: Sequence[ImportanceItem]) -> html.Div:
    """Return the slider with its number box, what the ranks around it differ by, and the preview."""
    n = len(items)
    k = min(TOP_K, n)
    scale = {"data-low": "1", "data-high": str(max(n, 2)), "data-log": "false", "data-whole": "true"}
    place = 100 * (k - 1) / max(n - 1, 1)
    slider = dbc.Input(
        id=ids.TOP_SLIDER, type="range", min=0, max=100, step="any", value=place, class_name="form-range"
    )
    entry = dbc.Input(
        id=ids.TOP_K,
        type="text",
        inputmode="numeric",
        value=str(k),
        debounce=DEBOUNCE_MS,
        autocomplete="off",
        class_name="form-control-sm hm-num",
    )
    spoken = html.Label("Keep the top, slider", htmlFor=ids.TOP_SLIDER, className="visually-hidden")
    box: Any = html.Div([html.Div([spoken, slider]), entry], className="hm-sl hm-sl-top", **scale)
    return html.Div(
        [
            html.Label("Keep the top", htmlFor=ids.TOP_K, className="hm-label"),
            box,
            html.Div(
                top_words(items, k), id=ids.TOP_NOTE, className="help hm-t1 hm-t3c", **{"aria-live": "polite"}
            ),
            html.Button(
                preview_words(k),
                id=ids.PREVIEW_TOP,
                type="button",
                className="btn btn-sm btn-outline-secondary mt-2",
            ),
        ],
        className="hm-field",
    )


def top_words(items: Sequence[ImportanceItem], k: int) -> str:
    """Return what is lost or kept with the ranks around the `k` first ones.

    Parameters
    ----------
    items : most informative first
    """
    if k >= len(items):
        return "All features stay."
    first, last = max(0, k - AROUND), min(len(items), k + AROUND)
    gap = items[first].score - items[last - 1].score
    if gap <= CLOSE * items[k - 1].score:
        return f"Ranks {first + 1:,} to {last:,} differ by {gap:.3f} nats only."
    return f"Rank {k:,} scores {items[k - 1].score:.3f}, the next one {items[k].score:.3f}."


def preview_words(k: int) -> str:
    """Return the words of the button."""
    return f"Preview top {k:,}"


def _why(importance: Importance) -> WhyCard:
    return WhyCard(
        value="Mutual information",
        fact=f"Estimated from {fmt.count(importance.n_rows)} rows, each feature alone.",
        rule="It finds any dependence, straight or not, and is 0 for independent columns; shuffled data "
        "exceed the floor of a feature in one of twenty cases.",
        source="Miller (1955), Note on the bias of information estimates",
        change="Another target, or kinds that are corrected in step 1.",
    )
