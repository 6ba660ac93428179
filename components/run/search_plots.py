"""The plots of the search of one model, each with its table."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.models import spec
from .. import format as fmt
from ..figures import contour_figure, lines_figure, shares_figure, slices_figure
from ..figures.search import WORDS
from ..widgets import chart_card
from . import ids
from .view import RunView, metric_label, model_label

Row = Mapping[str, Any]
CHART_PX = 310
"""Usual height of a chart with its caption."""


def search_plots(search: Row, view: RunView, theme: str) -> list[Component]:
    """Return importance, slices, parallel coordinates and contours of a search; nothing without numbers."""
    plots: Row | None = search.get("plots")
    if not plots:
        return []
    labels = _labels(search, plots)
    score = metric_label(view.experiment.config.metric)
    better = "higher" if view.direction == "maximize" else "lower"
    drawn = [*_slices(plots, labels, f"{score}, {better} is better", theme)]
    drawn += _lines(plots, labels, score, view.direction, theme)
    contours = [_contour(one, labels, score, view.direction, theme) for one in plots["contours"]]
    if contours:
        drawn.append(html.Div(contours, className="hm-contours"))
    return drawn


def plots_place(search: Row) -> list[Component]:
    """Return the room of the plots of a search, which are drawn by a request of their own."""
    plots: Row = search.get("plots") or {}
    charts = [plots.get("slices"), plots.get("lines"), plots.get("contours")]
    n = sum(bool(one) for one in charts)
    if not n:
        return []
    style = {"minHeight": f"{n * CHART_PX}px"}
    return [html.Div(id=ids.PLOTS.one(str(search["model"])), className="hm-stack", style=style)]


def importance_chart(searches: Sequence[Row], theme: str) -> list[Component]:
    """Return how much each setting mattered, a chart for each tuned model."""
    found = []
    for search in searches:
        plots: Row = search.get("plots") or {}
        shares: Row = plots.get("importance") or {}
        if shares:
            labels = _labels(search, plots)
            named = {labels.get(name, name): float(share) for name, share in shares.items()}
            rows = [{"setting": name, "share": share} for name, share in named.items()]
            sub = f"{model_label(str(search['model']))}, fANOVA"
            figure = shares_figure(named, theme=theme)
            title = "Importance of settings"
            found.append(
                chart_card(title, figure, rows=rows, name="search-importance", sub=sub, until="near")
            )
    return found


def _labels(search: Row, plots: Row) -> dict[str, str]:
    model = spec(str(search["model"]))
    found = {}
    for name in {*plots.get("axes", ()), *plots.get("importance", ())}:
        parameter = model.parameter(str(name))
        found[str(name)] = str(name) if parameter is None else parameter.label
    return found


def _slices(plots: Row, labels: Mapping[str, str], score: str, theme: str) -> list[Component]:
    slices: Sequence[Row] = plots["slices"]
    if not slices:
        return []
    figure = slices_figure(slices, labels, theme=theme, score=score)
    sub = f"score by each setting, late trials in colour{_how_many(plots)}"
    return [
        chart_card(
            "Slices",
            figure,
            rows=_rows(plots, labels, score.partition(",")[0]),
            name="search-slices",
            sub=sub,
            until="near",
        )
    ]


def _rows(plots: Row, labels: Mapping[str, str], score: str) -> list[dict[str, Any]]:
    """Return the trials with their score and the settings they have."""
    slices: Sequence[Row] = plots["slices"]
    scores = {trial: y for one in slices for trial, y in zip(one["trials"], one["y"], strict=True)}
    values = {one["parameter"]: dict(zip(one["trials"], one["x"], strict=True)) for one in slices}
    return [
        {
            "trial": trial,
            score: scores[trial],
            **{labels.get(name, name): found.get(trial) for name, found in values.items()},
        }
        for trial in sorted(scores)
    ]


def _how_many(plots: Row) -> str:
    n = len({trial for one in plots["slices"] for trial in one["trials"]})
    return f"; the best {n} of {fmt.count(plots['n_complete'])}" if n < int(plots["n_complete"]) else ""


def _lines(plots: Row, labels: Mapping[str, str], score: str, direction: str, theme: str) -> list[Component]:
    lines: Sequence[Row] = plots["lines"]
    if not lines:
        return []
    axes = [
        {"label": labels.get(name, name), "ticks": axis_ticks(name, place, plots)}
        for place, name in enumerate(plots["axes"])
    ]
    drawn = {one["trial"] for one in lines}
    rows = [row for row in _rows(plots, labels, score) if row["trial"] in drawn]
    figure = lines_figure(lines, axes, theme=theme, direction=direction, score=score)
    sub = "a line is a trial, good ones in colour"
    return [chart_card("Parallel coordinates", figure, rows=rows, name="search-lines", sub=sub, until="near")]


def axis_ticks(name: str, place: int, plots: Row) -> list[tuple[float, str]]:
    """Return the ends of an axis of numbers, or every alternative where it lies."""
    one = next(found for found in plots["slices"] if found["parameter"] == name)
    values = dict(zip(one["trials"], one["x"], strict=True))
    at = {float(line["places"][place]): values[line["trial"]] for line in plots["lines"]}
    if one["scale"] == "category":
        return [(where, WORDS.get(str(value), str(value))) for where, value in sorted(at.items())]
    return [(where, fmt.number(float(at[where]))) for where in sorted({min(at), max(at)})]


def _contour(contour: Row, labels: Mapping[str, str], score: str, direction: str, theme: str) -> Component:
    x, y = (labels.get(contour[key], contour[key]) for key in ("x_name", "y_name"))
    rows = [{x: point[0], y: point[1], score: point[2]} for point in contour["points"]]
    figure = contour_figure(contour, labels, theme=theme, direction=direction)
    return chart_card("Contour", figure, rows=rows, name="search-contour", sub=f"{y} and {x}", until="near")
