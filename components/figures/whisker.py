"""Scores of models with their intervals, side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from .template import axis_end, drawn, palette, plain, rows_axis, tick_format

ROW_PX = 34


def whisker_figure(
    scores: Sequence[Mapping[str, Any]], *, theme: str, metric: str = "score", baseline: float | None = None
) -> go.Figure:
    """Return a dot and a whisker per model; the best and what is tied with it are coloured.

    Parameters
    ----------
    scores : best first, as in the leaderboard: ``model`` or ``label``, ``mean``, ``interval`` (pair or
        None), ``tied_with_best``; models without a mean are left out
    baseline : drawn as a dashed line
    """
    shown = [score for score in scores if score.get("mean") is not None]
    names = [str(score.get("label") or score.get("model")) for score in shown]
    means = [float(score["mean"]) for score in shown]
    figure = drawn(
        [_dots(shown, names, means, theme)],
        theme=theme,
        height=ROW_PX * max(len(shown), 2) + 56,
        margin={"l": 8, "r": 16, "t": 20, "b": 44},
        annotations=[axis_end(f"{plain(metric)}, whisker: 95 % interval", theme=theme)],
        xaxis={"tickformat": tick_format(means), "nticks": 6},
        yaxis={**rows_axis(names), "showgrid": True},
    )
    if baseline is not None:
        colour = palette(theme).text_2
        words = {"text": "baseline", "font": {"color": colour, "size": 12}, "yanchor": "bottom"}
        figure.add_vline(x=baseline, line={"dash": "dash", "color": colour}, annotation=words)
    return figure


def _dots(
    shown: Sequence[Mapping[str, Any]], names: Sequence[str], means: Sequence[float], theme: str
) -> dict[str, Any]:
    colours = palette(theme)
    bounds = [score.get("interval") or (mean, mean) for score, mean in zip(shown, means, strict=True)]
    tied = [place == 0 or bool(score.get("tied_with_best")) for place, score in enumerate(shown)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(means),
        "y": list(range(len(shown))),
        "customdata": [[plain(name), *bound] for name, bound in zip(names, bounds, strict=True)],
        "marker": {"size": 9, "color": [colours.c1 if one else colours.c_mute for one in tied]},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - mean for (_, high), mean in zip(bounds, means, strict=True)],
            "arrayminus": [mean - low for (low, _), mean in zip(bounds, means, strict=True)],
            "color": colours.c_axis,
            "thickness": 2,
            "width": 0,
        },
        "hovertemplate": "%{customdata[0]}: %{x:,.4~r}, %{customdata[1]:,.4~r} to %{customdata[2]:,.4~r}"
        "<extra></extra>",
    }
