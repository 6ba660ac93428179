"""Two columns against each other: points, a density, boxes by level, or shares of levels."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from ...services.profile import Boxes, Counts, Density, PairPlot, Points
from .template import axis_end, drawn, palette, short, tick_format

HEIGHT = 220
LEVEL_PX = 24
FEW_VALUES = 12
_JITTER = 0.22
_NAME = 40


def pair_figure(plot: PairPlot, names: tuple[str, str], *, theme: str) -> go.Figure:
    """Return the figure of two columns, which `names` names in the order of the plot."""
    if isinstance(plot, Points):
        return _points(plot, names, theme)
    if isinstance(plot, Density):
        return _density(plot, names, theme)
    if isinstance(plot, Boxes):
        return _boxes(plot, names, theme)
    return _counts(plot, names, theme)


def _points(plot: Points, names: tuple[str, str], theme: str) -> go.Figure:
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": _spread(plot.x) if plot.axes[0] == "number" else np.array(plot.x),
        "y": _spread(plot.y) if plot.axes[1] == "number" else np.array(plot.y),
        "marker": {"color": palette(theme).c1, "size": 4, "opacity": 0.35},
        "hovertemplate": "%{x}, %{y}<extra></extra>",
    }
    return _with_axes([trace], plot, names, theme)


def _spread(values: Sequence[float]) -> NDArray[np.float64]:
    """Return values with a little width where there are few different ones, so that points do not hide."""
    x = np.array(values, dtype=np.float64)
    distinct = np.unique(x)
    if len(distinct) > FEW_VALUES or len(distinct) < 2:
        return x
    width = _JITTER * float(np.diff(distinct).min())
    return np.asarray(x + np.random.default_rng(0).uniform(-width, width, len(x)))


def _density(plot: Density, names: tuple[str, str], theme: str) -> go.Figure:
    colours = palette(theme)
    counts = np.array(plot.counts, dtype=np.float32)
    trace = {
        "type": "heatmap",
        "x": np.array(plot.x),
        "y": np.array(plot.y),
        # Colours follow the root, so that single rows stay visible beside heaps.
        "z": np.where(counts > 0, np.sqrt(counts), np.nan),
        "customdata": counts,
        "colorscale": [[0, colours.seq_lo], [1, colours.seq_hi]],
        "showscale": False,
        "hoverongaps": False,
        "hovertemplate": "%{x}, %{y}<br>%{customdata:,} rows<extra></extra>",
    }
    return _with_axes([trace], plot, names, theme)


def _with_axes(
    traces: list[dict[str, Any]], plot: Points | Density, names: tuple[str, str], theme: str
) -> go.Figure:
    notes = [
        axis_end(short(names[0], _NAME), theme=theme),
        axis_end(short(names[1], _NAME), axis="y", theme=theme),
    ]
    return drawn(
        traces,
        theme=theme,
        height=HEIGHT,
        annotations=notes,
        margin={"l": 8, "r": 12, "t": 26, "b": 42},
        xaxis=_axis(plot.axes[0], plot.x),
        yaxis={**_axis(plot.axes[1], plot.y), "showgrid": True},
    )


def _axis(kind: str, values: Sequence[float]) -> dict[str, Any]:
    if kind == "time":
        return {"type": "date", "nticks": 5}
    return {"tickformat": tick_format(values), "nticks": 5}


def _boxes(plot: Boxes, names: tuple[str, str], theme: str) -> go.Figure:
    colours = palette(theme)
    levels = plot.levels
    trace = {
        "type": "box",
        "orientation": "h",
        "y": list(range(len(levels))),
        "lowerfence": [one.low for one in levels],
        "q1": [one.q1 for one in levels],
        "median": [one.median for one in levels],
        "q3": [one.q3 for one in levels],
        "upperfence": [one.high for one in levels],
        "marker": {"color": colours.c1},
        "line": {"width": 1.5},
        "hoverinfo": "x",
        "width": 0.5,
    }
    values = [value for one in levels for value in (one.low, one.high)]
    name = names[plot.place]
    return drawn(
        [trace],
        theme=theme,
        height=LEVEL_PX * max(3, len(levels)) + 50,
        annotations=[axis_end(short(name, _NAME), theme=theme)],
        margin={"l": 8, "r": 12, "t": 4, "b": 42},
        xaxis={**_axis(plot.axis, values), "showgrid": True},
        yaxis=_level_axis([f"{short(one.name, 14)} ({one.n_rows:,})" for one in levels]),
    )


def _counts(plot: Counts, names: tuple[str, str], theme: str) -> go.Figure:
    colours = palette(theme)
    counts = np.array(plot.counts, dtype=np.float64)
    totals = counts.sum(axis=1, keepdims=True)
    trace = {
        "type": "heatmap",
        "z": np.divide(counts, totals, out=np.zeros_like(counts), where=totals > 0),
        "customdata": counts,
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, colours.seq_lo], [1, colours.seq_hi]],
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "hovertemplate": "%{customdata:,} rows, %{z:.1%} of its row<extra></extra>",
    }
    places = list(range(len(plot.columns)))
    notes = [axis_end(f"{short(names[1], _NAME)}; colour: share of a row", theme=theme)]
    notes[0] |= {"yshift": 0, "y": 1, "yanchor": "bottom", "x": 0, "xanchor": "left"}
    return drawn(
        [trace],
        theme=theme,
        height=LEVEL_PX * max(3, len(plot.rows)) + 110,
        annotations=notes,
        margin={"l": 8, "r": 8, "t": 26, "b": 8},
        xaxis={"tickvals": places, "ticktext": [short(one, 12) for one in plot.columns], "tickangle": -60},
        yaxis=_level_axis([short(one, 14) for one in plot.rows]),
    )


def _level_axis(labels: Sequence[str]) -> dict[str, Any]:
    """Return an axis with one row per level, the first at the top; labels are shown as they are."""
    return {
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "range": [len(labels) - 0.5, -0.5],
        "showgrid": False,
    }


def pair_rows(plot: PairPlot, names: tuple[str, str]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return what is drawn as the heads and rows of a table; of points the first hundred."""
    if isinstance(plot, Points):
        return names, list(zip(plot.x, plot.y, strict=True))[:100]
    if isinstance(plot, Density):
        cells = (
            (plot.x[column], plot.y[row], count)
            for row, counts in enumerate(plot.counts)
            for column, count in enumerate(counts)
        )
        fullest = sorted((one for one in cells if one[2]), key=lambda one: -one[2])[:100]
        return (f"{names[0]} from", f"{names[1]} from", "rows"), fullest
    if isinstance(plot, Boxes):
        heads = (names[1 - plot.place], "rows", "low", "lower quartile", "median", "upper quartile", "high")
        return heads, [
            (one.name, one.n_rows, one.low, one.q1, one.median, one.q3, one.high) for one in plot.levels
        ]
    return (names[0], names[1], "rows"), [
        (row, column, plot.counts[i][j])
        for i, row in enumerate(plot.rows)
        for j, column in enumerate(plot.columns)
    ]
