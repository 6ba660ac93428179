"""How many experiments were launched in each week."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from .template import axis_end, drawn, palette

HEIGHT = 190


def weeks_figure(starts: Sequence[date], counts: Sequence[int], *, theme: str) -> go.Figure:
    """Return a bar per week, named by its Monday.

    Parameters
    ----------
    starts, counts : of equal length, oldest first
    """
    colours = palette(theme)
    bars = {
        "type": "bar",
        "x": [f"{start.day} {start:%b}" for start in starts],
        "y": list(counts),
        "marker": {"color": colours.c1},
        "hovertemplate": "week of %{x}: %{y:,} experiments<extra></extra>",
    }
    return drawn(
        [bars],
        theme=theme,
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        annotations=[axis_end("experiments launched", axis="y", theme=theme)],
        bargap=0.4,
        xaxis={"type": "category", "tickangle": 0, "nticks": 6},
        yaxis={"tickformat": ",d", "nticks": 4, "rangemode": "tozero"},
    )
