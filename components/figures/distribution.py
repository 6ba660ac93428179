"""How a column is spread: a histogram of numbers, bars of classes."""

import itertools
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from ...services.profile import Histogram
from .. import format as fmt
from .template import axis_end, drawn, palette, plain, rows_axis, short, tick_format

HEIGHT = 200
BAR_PX = 30
MAX_CLASSES = 12


def histogram_figure(
    histogram: Histogram, *, theme: str, title: str = "", unit: str = "", median: float | None = None
) -> go.Figure:
    """Return the bars of a histogram.

    Parameters
    ----------
    histogram : edges in the column's unit
    title, unit : name and unit of the column, shown at the end of the axis
    median : drawn as a dashed line when known
    """
    colours = palette(theme)
    edges = histogram.edges
    bars = {
        "type": "bar",
        "x": [(low + high) / 2 for low, high in itertools.pairwise(edges)],
        "y": list(histogram.counts),
        "width": [high - low for low, high in itertools.pairwise(edges)],
        "customdata": [[low, high] for low, high in itertools.pairwise(edges)],
        "marker": {"color": colours.c1, "line": {"width": 1, "color": colours.surface}},
        "hovertemplate": "%{customdata[0]:,.4~r} to %{customdata[1]:,.4~r}: %{y:,} rows<extra></extra>",
    }
    end = ", ".join(part for part in (short(title, 40), plain(unit)) if part)
    notes = [axis_end("rows", axis="y", theme=theme), *([axis_end(end, theme=theme)] if end else [])]
    return drawn(
        [bars],
        theme=theme,
        height=HEIGHT,
        annotations=notes if median is None else [*notes, _median_words(median, theme)],
        shapes=[] if median is None else [_median_line(median, theme)],
        margin={"l": 8, "r": 8, "t": 28, "b": 40 if end else 12},
        xaxis={"tickformat": tick_format(edges)},
        yaxis={"nticks": 4},
    )


def _median_line(median: float, theme: str) -> dict[str, Any]:
    line = {"dash": "dash", "width": 1.5, "color": palette(theme).text_2}
    ends = {"x0": median, "x1": median, "y0": 0, "y1": 1, "xref": "x", "yref": "y domain"}
    return {"type": "line", "line": line, **ends}


def _median_words(median: float, theme: str) -> dict[str, Any]:
    words = {"text": f"median {fmt.number(median)}", "font": {"color": palette(theme).text, "size": 12}}
    place = {"x": median, "y": 1, "xref": "x", "yref": "y domain", "showarrow": False}
    return {**words, **place, "yshift": 2, "yanchor": "bottom", "xanchor": "left"}


def balance_figure(balance: Mapping[str, int], *, theme: str, n_rows: int | None = None) -> go.Figure:
    """Return one bar per class with its share; classes beyond the most frequent are added up.

    Parameters
    ----------
    balance : rows per class
    n_rows : of all classes, where `balance` holds only some
    """
    colours = palette(theme)
    named = sorted(balance.items(), key=lambda item: -item[1])
    total = n_rows or sum(balance.values()) or 1
    shown, rest = named[:MAX_CLASSES], named[MAX_CLASSES:]
    n_rest = sum(count for _, count in rest)
    bars = [*shown, *([(f"{len(rest)} more classes", n_rest)] if rest else [])]
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(bars))),
        "x": [count for _, count in bars],
        "customdata": [[plain(name), count / total] for name, count in bars],
        "text": [f"{count:,} · {100 * count / total:.3g} %" for _, count in bars],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"color": colours.text, "size": 12},
        "marker": {"color": [colours.c1] * len(shown) + [colours.c_mute] * bool(rest)},
        "hovertemplate": "%{customdata[0]}: %{x:,} rows, %{customdata[1]:.2%}<extra></extra>",
    }
    return drawn(
        [trace],
        theme=theme,
        height=max(90, BAR_PX * len(bars) + 24),
        margin={"l": 8, "r": 88, "t": 4, "b": 4},
        bargap=0.35,
        xaxis={"visible": False, "rangemode": "tozero"},
        yaxis=rows_axis([name for name, _ in bars]),
    )
