"""Correlations as a heatmap: the lower half, diverging around zero, blank where there is only noise."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ...services.profile import Heatmap
from .template import drawn, palette, short

CELL_PX = 17
LEAST_PX, MOST_PX = 300, 640
GAPS_UP_TO = 80
MAX_LABELS = 36
"""More would stand upon each other where the figure is narrow."""
_LABEL_PX = 132
_TICK, _HOVER = 18, 80
CHOSEN = 0
"""The place of the frame around the chosen cell among the shapes."""


def heatmap_figure(heat: Heatmap, *, theme: str, chosen: tuple[int, int] | None = None) -> go.Figure:
    """Return the lower half of a matrix, in two decimals.

    Parameters
    ----------
    heat : what is drawn
    chosen : row and column of the cell that has a frame around it
    """
    names = labels(heat)
    n = len(names)
    trace = {
        "type": "heatmap",
        "x": names,
        "y": names,
        "z": np.round(heat.cells, 2),
        "zmin": -1,
        "zmax": 1,
        "colorscale": _scale(heat, theme),
        "xgap": 1 if n <= GAPS_UP_TO else 0,
        "ygap": 1 if n <= GAPS_UP_TO else 0,
        "hoverongaps": False,
        "showscale": False,
        "hovertemplate": "%{y}<br>%{x}<br><b>%{z:.2f}</b><extra></extra>",
    }
    shown = range(0, n, -(-n // MAX_LABELS) if n else 1)
    axis = {"type": "category", "showgrid": False, "showline": False, "fixedrange": False}
    axis |= {"tickvals": [names[place] for place in shown], "ticks": "", "tickfont": {"size": 11}}
    axis |= {"ticktext": [short(_words(heat, place), _TICK) for place in shown]}
    size = min(MOST_PX, max(LEAST_PX, CELL_PX * n))
    return drawn(
        [trace],
        theme=theme,
        height=size + _LABEL_PX,
        margin={"l": _LABEL_PX, "r": 4, "t": 4, "b": _LABEL_PX},
        dragmode="zoom" if n > GAPS_UP_TO else False,
        shapes=[frame(chosen, theme), *(_block(span, theme) for span in heat.blocks)],
        xaxis={**axis, "tickangle": -90, "automargin": False},
        yaxis={**axis, "autorange": "reversed", "automargin": False},
    )


def labels(heat: Heatmap) -> list[str]:
    """Return what rows are called in the figure: short, and different where the beginnings are equal."""
    seen: set[str] = set()
    result = []
    for place in range(len(heat.names)):
        label = short(_words(heat, place), _HOVER)
        if label in seen:
            label = f"{label} (column {heat.spans[place][0] + 1})"
        seen.add(label)
        result.append(label)
    return result


def frame(cell: tuple[int, int] | None, theme: str) -> dict[str, Any]:
    """Return the frame around a cell, given by its row and column, or one that is not seen."""
    row, column = cell or (0, 0)
    return {
        **_corners(column, column + 1, row, row + 1),
        "line": {"width": 2, "color": palette(theme).text},
        "visible": cell is not None,
    }


def _words(heat: Heatmap, place: int) -> str:
    start, end = heat.spans[place]
    more = f" + {end - start - 1}" if end - start > 1 else ""
    return f"{heat.names[place][:_HOVER]}{more}"


def _block(span: tuple[int, int], theme: str) -> dict[str, Any]:
    """Return the outline of a group: the half of its square that is drawn."""
    low, high = span[0] - 0.5, span[1] - 0.5
    path = f"M{low},{low}L{low},{high}L{high},{high}Z"
    return {"type": "path", "path": path, "line": {"width": 1, "color": palette(theme).c_axis}}


def _corners(left: int, right: int, top: int, bottom: int) -> dict[str, Any]:
    ends: Sequence[float] = (left - 0.5, right - 0.5, top - 0.5, bottom - 0.5)
    return {"type": "rect", **dict(zip(("x0", "x1", "y0", "y1"), ends, strict=True))}


def _scale(heat: Heatmap, theme: str) -> list[list[Any]]:
    colours = palette(theme)
    return [[0, colours.div_neg], [0.5, colours.div_mid], [1, colours.div_pos]]
