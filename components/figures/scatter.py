"""Predicted against actual values."""

from collections.abc import Sequence

import plotly.graph_objects as go

from .template import axis_end, dashed, drawn, palette, plain, tick_format

HEIGHT = 380


def scatter_figure(
    actual: Sequence[float], predicted: Sequence[float], *, theme: str, unit: str = ""
) -> go.Figure:
    """Return one point per row and the dashed line on which predictions are right.

    Parameters
    ----------
    actual, predicted : of equal length, in the target's unit; four digits are drawn
    """
    colours = palette(theme)
    x, y = [_rounded(value) for value in actual], [_rounded(value) for value in predicted]
    low, high = min((*x, *y), default=0.0), max((*x, *y), default=1.0)
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "marker": {"color": colours.c1, "size": 5, "opacity": 0.55},
        "hovertemplate": "actual %{x:,.4~r}<br>predicted %{y:,.4~r}<extra></extra>",
    }
    right = dashed([low, high], [low, high], theme=theme)
    tail = f", {plain(unit)}" if unit else ""
    notes = [
        axis_end(f"actual{tail}", theme=theme),
        axis_end(f"predicted{tail}; dashed: equal", axis="y", theme=theme),
    ]
    return drawn(
        [points, right],
        theme=theme,
        height=HEIGHT,
        annotations=notes,
        margin={"l": 8, "r": 12, "t": 28, "b": 44},
        xaxis={"tickformat": tick_format((low, high)), "nticks": 6},
        yaxis={"tickformat": tick_format((low, high)), "nticks": 6},
    )


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")
