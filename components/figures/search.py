"""The plots of a search, drawn from the numbers of Optuna's own: importance, slices, lines, contours."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Any

import numpy as np
import plotly.graph_objects as go

from .template import TICK_PX, axis_end, drawn, palette, rows_axis, short, tick_format

BAR_PX = 26
SLICE_PX = 190
PER_ROW = 5
LINES_PX = 300
CONTOUR_PX = 280
N_SHADES = 6
GAP = 0.035
MAX_TICKS = 4
WORDS = {"True": "on", "False": "off", "None": "none"}

Row = Mapping[str, Any]


def shares_figure(shares: Mapping[str, float], *, theme: str) -> go.Figure:
    """Return bars of how much of the variance of the score each setting explains, most first."""
    colours = palette(theme)
    names = list(shares)
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(names))),
        "x": [round(shares[name], 4) for name in names],
        "text": [f"{100 * shares[name]:.0f} %" for name in names],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"color": colours.text_2, "size": TICK_PX},
        "customdata": [short(name, 80) for name in names],
        "marker": {"color": colours.c1},
        "hovertemplate": "%{customdata}: %{x:.1%}<extra></extra>",
    }
    return drawn(
        [bars],
        theme=theme,
        height=max(220, BAR_PX * len(names) + 74),
        margin={"l": 8, "r": 16, "t": 28, "b": 44},
        bargap=0.35,
        annotations=[axis_end("share of the variance of the score", theme=theme)],
        xaxis={
            "range": [0, 1.16 * max(shares.values(), default=1.0) or 1.0],
            "tickformat": ".0%",
            "nticks": 5,
        },
        yaxis={**rows_axis(names), "ticklabelstandoff": 6},
    )


def slices_figure(slices: Sequence[Row], labels: Mapping[str, str], *, theme: str, score: str) -> go.Figure:
    """Return the score of every trial by each setting, side by side; later trials are stronger in colour.

    Parameters
    ----------
    slices : with ``parameter``, ``scale``, ``x``, ``y`` and ``trials``, the most important first
    labels : what the settings are called
    score : what the score is, and which way is better
    """
    n_rows = ceil(len(slices) / PER_ROW) or 1
    across = ceil(len(slices) / n_rows) or 1
    ticks = tick_format([float(y) for one in slices for y in one["y"]])
    layout: dict[str, Any] = {}
    notes = [axis_end(score, axis="y", theme=theme)]
    for place, one in enumerate(slices):
        right, bottom, axes = _place(place, across, n_rows)
        suffix = axes["xaxis"]["anchor"][1:]
        layout[f"xaxis{suffix}"] = {**_axis(one["scale"], one["x"]), **axes["xaxis"]}
        layout[f"yaxis{suffix}"] = {"nticks": 5, "tickformat": ticks, **axes["yaxis"]}
        note = axis_end(short(labels.get(one["parameter"], one["parameter"]), 40), theme=theme)
        notes.append({**note, "x": right, "y": bottom})
    traces = [_slice(one, "" if not place else str(place + 1), theme) for place, one in enumerate(slices)]
    return drawn(
        traces,
        theme=theme,
        height=SLICE_PX * n_rows + 66,
        annotations=notes,
        margin={"l": 8, "r": 12, "t": 28, "b": 44},
        **layout,
    )


def _place(place: int, across: int, n_rows: int) -> tuple[float, float, dict[str, Any]]:
    """Return where a slice ends on the right and below, and its axes without their scales."""
    row, column = divmod(place, across)
    width = (1 - GAP * (across - 1)) / across
    left = column * (width + GAP)
    right, top = min(1.0, left + width), 1 - row / n_rows
    bottom = max(0.0, top - 1 / n_rows + (0.3 / n_rows if n_rows > 1 else 0))
    suffix = "" if place == 0 else str(place + 1)
    across_axis = {"domain": [left, right], "anchor": f"y{suffix}"}
    up = {"domain": [bottom, top], "anchor": f"x{suffix}", "showticklabels": column == 0}
    return right, bottom, {"xaxis": across_axis, "yaxis": up if place == 0 else {**up, "matches": "y"}}


def _slice(one: Row, suffix: str, theme: str) -> dict[str, Any]:
    colours = palette(theme)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": _shown(one["scale"], one["x"]),
        "y": list(one["y"]),
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "customdata": list(one["trials"]),
        "marker": {
            "size": 7,
            "color": list(one["trials"]),
            "colorscale": [[0, colours.c_mute], [1, colours.c1]],
            "line": {"width": 0.5, "color": colours.surface},
        },
        "hovertemplate": "trial %{customdata}: %{x} gives %{y:,.4~r}<extra></extra>",
    }


def lines_figure(
    lines: Sequence[Row], axes: Sequence[Row], *, theme: str, direction: str, score: str
) -> go.Figure:
    """Return every trial as a line across the score and the settings; better ones are stronger in colour.

    Parameters
    ----------
    lines : with ``trial``, ``value`` and ``places`` in [0, 1] by axis
    axes : with ``label`` and ``ticks``, pairs of a place and a text
    direction : "maximize" or "minimize"
    score : what the score is called
    """
    values = [float(one["value"]) for one in lines]
    low, high = min(values, default=0.0), max(values, default=1.0)
    span = (high - low) or 1.0
    ranked = sorted(lines, key=lambda one: float(one["value"]), reverse=direction == "minimize")
    each = max(1, ceil(len(ranked) / N_SHADES))
    traces = []
    for shade in range(ceil(len(ranked) / each)):
        part = ranked[shade * each : (shade + 1) * each]
        traces.append(_lines(part, low, span, (shade + 1) / N_SHADES, theme))
    ends = [{"ticks": [(0.0, f"{low:,.4g}"), (1.0, f"{high:,.4g}")]}, *axes]
    return drawn(
        traces,
        theme=theme,
        height=LINES_PX,
        annotations=[
            _end(place, at, text, theme) for place, one in enumerate(ends) for at, text in one["ticks"]
        ],
        margin={"l": 24, "r": 48, "t": 16, "b": 36},
        xaxis={
            "tickvals": list(range(len(ends))),
            "ticktext": [short(score), *(short(str(one["label"]), 22) for one in axes)],
            "showgrid": True,
            "gridcolor": palette(theme).c_axis,
            "showline": False,
            "range": [-0.1, len(ends) - 0.75],
        },
        yaxis={"visible": False, "range": [-0.06, 1.06]},
    )


def _lines(part: Sequence[Row], low: float, span: float, strength: float, theme: str) -> dict[str, Any]:
    """Return some trials as one trace, a gap after each line."""
    colours = palette(theme)
    x: list[Any] = []
    y: list[Any] = []
    told: list[Any] = []
    for one in part:
        places = [(float(one["value"]) - low) / span, *one["places"]]
        x += [*range(len(places)), None]
        y += [*places, None]
        told += [f"trial {one['trial']}: {float(one['value']):,.4g}"] * (len(places) + 1)
    best = strength >= 1
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "customdata": told,
        "line": {"color": colours.c1 if strength > 0.5 else colours.c_mute, "width": 2 if best else 1.2},
        "opacity": 0.25 + 0.7 * strength,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _end(place: int, at: float, text: str, theme: str) -> dict[str, Any]:
    colours = palette(theme)
    return {
        "x": place,
        "y": at,
        "text": short(text, 14),
        "showarrow": False,
        "xanchor": "left",
        "xshift": 4,
        "bgcolor": colours.surface,
        "font": {"size": TICK_PX, "color": colours.text_2},
    }


def contour_figure(contour: Row, labels: Mapping[str, str], *, theme: str, direction: str) -> go.Figure:
    """Return the score over two settings, better ones stronger in colour, with the trials as points.

    Parameters
    ----------
    contour : with names, scales and ``points`` (x, y, score), as the result has them
    """
    colours = palette(theme)
    xs = _shown(contour["x_scale"], [one[0] for one in contour["points"]])
    ys = _shown(contour["y_scale"], [one[1] for one in contour["points"]])
    scores = [float(one[2]) for one in contour["points"]]
    trials = {
        "type": "scatter",
        "mode": "markers",
        "x": xs,
        "y": ys,
        "customdata": scores,
        "marker": {"size": 6, "color": colours.text, "line": {"width": 1, "color": colours.surface}},
        "hovertemplate": "%{x}, %{y}: %{customdata:,.4~r}<extra></extra>",
    }
    names = [short(labels.get(contour[key], contour[key]), 40) for key in ("x_name", "y_name")]
    return drawn(
        [_field(xs, ys, scores, theme=theme, is_less_better=direction == "minimize"), trials],
        theme=theme,
        height=CONTOUR_PX,
        annotations=[axis_end(names[0], theme=theme), axis_end(names[1], axis="y", theme=theme)],
        margin={"l": 8, "r": 8, "t": 28, "b": 44},
        xaxis=_axis(contour["x_scale"], xs),
        yaxis={**_axis(contour["y_scale"], ys), "showgrid": False},
    )


def _field(
    xs: Sequence[Any], ys: Sequence[Any], scores: Sequence[float], *, theme: str, is_less_better: bool
) -> dict[str, Any]:
    """Return lines of equal score between the trials; what lies between is guessed from its neighbours."""
    colours = palette(theme)
    across, down = in_order(xs), in_order(ys)
    columns = {x: place for place, x in enumerate(across)}
    rows = {y: place for place, y in enumerate(down)}
    known = np.full((len(down), len(across)), np.nan)
    known[[rows[y] for y in ys], [columns[x] for x in xs]] = scores
    bar = {"thickness": 8, "outlinewidth": 0, "nticks": 5}
    return {
        "type": "contour",
        "x": across,
        "y": down,
        "z": known,
        "connectgaps": True,
        "colorscale": [[0, colours.seq_lo], [1, colours.seq_hi]],
        "reversescale": is_less_better,
        "contours": {"coloring": "heatmap"},
        "line": {"width": 0.5, "color": colours.line, "smoothing": 1.3},
        "colorbar": {**bar, "tickfont": {"size": TICK_PX, "color": colours.text_3}},
        "hoverinfo": "skip",
    }


def _axis(scale: str, values: Sequence[Any]) -> dict[str, Any]:
    if scale == "category":
        return {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": in_order(_shown(scale, values)),
        }
    numbers = [float(one) for one in values]
    if scale == "log":
        ticks = log_ticks(min(numbers, default=1.0), max(numbers, default=10.0))
        return {"type": "log", "tickvals": ticks, "ticktext": [f"{one:,.4g}" for one in ticks]}
    return {"nticks": 5, "tickformat": tick_format(numbers)}


def log_ticks(low: float, high: float) -> list[float]:
    """Return at most four round numbers between two positive ones: 1, 2 or 5 times a power of ten."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    inside = [
        one for one in (digit * 10.0**power for power in powers for digit in (1, 2, 5)) if low <= one <= high
    ]
    if len(inside) < 2:
        return sorted({float(f"{one:.2g}") for one in (low, *inside, high)})
    tens = [one for one in inside if f"{one:e}".startswith("1.0")]
    shown = tens if len(inside) > MAX_TICKS and len(tens) > 1 else inside
    return shown[:: ceil(len(shown) / MAX_TICKS)]


def in_order(values: Sequence[Any]) -> list[Any]:
    """Return the alternatives once each: numbers by size, before words."""
    return sorted(set(values), key=lambda one: (0, float(one), "") if _is_number(one) else (1, 0.0, str(one)))


def _is_number(value: Any) -> bool:
    return str(value).replace(".", "", 1).replace("-", "", 1).isdigit()


def _shown(scale: str, values: Sequence[Any]) -> list[Any]:
    return [WORDS.get(str(one), str(one)) for one in values] if scale == "category" else list(values)
