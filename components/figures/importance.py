"""How much each feature alone tells about the target, against what shuffled data would score."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from ...services.profile import ImportanceItem
from .template import TICK_PX, axis_end, dashed, drawn, palette, plain, rows_axis

BAR_PX = 22
_ROOM = 1.16


def importance_figure(items: Sequence[ImportanceItem], *, theme: str, top: int = 18) -> go.Figure:
    """Return bars of the first `top` features with their values; those below their noise floor are grey.

    Parameters
    ----------
    items : most informative first, scores in nats
    """
    colours = palette(theme)
    shown = items[:top]
    places = list(range(len(shown)))
    highest = max((max(item.score, item.noise_floor) for item in shown), default=0.0) or 1.0
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": [round(item.score, 4) for item in shown],
        "text": [f"{item.score:.3f}" for item in shown],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"color": colours.text_2, "size": TICK_PX},
        "customdata": [[plain(item.name[:200]), round(item.noise_floor, 4)] for item in shown],
        "marker": {
            "color": [colours.c1 if item.score > item.noise_floor else colours.c_mute for item in shown]
        },
        "hovertemplate": "%{customdata[0]}: %{x:.3f} nats, floor %{customdata[1]:.3f}<extra></extra>",
    }
    return drawn(
        [bars, *_floor(shown, theme)],
        theme=theme,
        height=BAR_PX * max(len(shown), 3) + 74,
        margin={"l": 8, "r": 16, "t": 26, "b": 44},
        bargap=0.3,
        annotations=[
            axis_end("mutual information, nats", theme=theme),
            *([_floor_words(shown, theme)] if shown else []),
        ],
        xaxis={"range": [0, _ROOM * highest], "showgrid": True, "nticks": 6},
        yaxis=rows_axis([item.name for item in shown]),
    )


def _floor(shown: Sequence[ImportanceItem], theme: str) -> list[dict[str, Any]]:
    """Return a dashed line through the floor of each row, on a light one that sets it off from the bars."""
    x = [round(item.noise_floor, 4) for item in shown for _ in range(2)]
    y = [place + side for place in range(len(shown)) for side in (-0.5, 0.5)]
    ground = dashed(x, y, theme=theme)
    light = {**ground, "line": {"color": palette(theme).surface, "width": 3}}
    dark = {**ground, "line": {"color": palette(theme).text, "dash": "4px,3px", "width": 1.5}}
    return [light, dark]


def _floor_words(shown: Sequence[ImportanceItem], theme: str) -> dict[str, Any]:
    font = {"size": TICK_PX, "color": palette(theme).text}
    first = round(shown[0].noise_floor, 4)
    place = {"x": first, "y": 1, "xref": "x", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return {"text": "Noise floor", "showarrow": False, "font": font, "yshift": 2, **place}
