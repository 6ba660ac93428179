"""A small picture of how a template judges: which part of the rows trains and which is judged."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

MAX_ROWS = 5
SHUFFLED = 3
FIT, JUDGED, NONE = "var(--hm-c1)", "var(--hm-c2)", "transparent"

Part = tuple[float, str]


def split_picture(validation: Mapping[str, Any]) -> html.Div:
    """Return bars, one per split, drawn from the strategy and its number of splits."""
    strategy = str(validation.get("strategy") or "kfold")
    n_splits = max(2, min(int(validation.get("n_splits") or MAX_ROWS), MAX_ROWS))
    bars = [_bar(parts) for parts in split_parts(strategy, n_splits)]
    return html.Div(
        html.Div(bars, style={"width": "62%", "display": "grid", "gap": "7px"}),
        className="pic",
        **{"aria-hidden": "true"},
    )


def split_parts(strategy: str, n_splits: int) -> list[list[Part]]:
    """Return, for each split, the shares of the rows and what happens with them, in order."""
    if strategy == "holdout":
        return [[(0.8, FIT), (0.2, JUDGED)]]
    if strategy in ("time_expanding", "time_sliding"):
        return [_window(strategy, fold, n_splits) for fold in range(n_splits)]
    width = 1 / n_splits
    return [[(fold * width, FIT), (width, JUDGED), (1 - (fold + 1) * width, FIT)] for fold in range(n_splits)]


def _window(strategy: str, fold: int, n_splits: int) -> list[Part]:
    width = 1 / (n_splits + 1)
    start = fold * width if strategy == "time_sliding" else 0.0
    return [
        (start, NONE),
        ((fold + 1) * width - start, FIT),
        (width, JUDGED),
        (1 - (fold + 2) * width, NONE),
    ]


def _bar(parts: Sequence[Part]) -> html.Div:
    pieces = [
        html.Span(style={"flex": f"{share:.3f} 0 0", "background": colour, "borderRadius": "2px"})
        for share, colour in parts
        if share > 1e-9
    ]
    return html.Div(pieces, style={"display": "flex", "gap": "2px", "height": "9px"})
