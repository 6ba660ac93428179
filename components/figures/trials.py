"""The history of a search: every trial and the best so far."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from .template import axis_end, dashed, drawn, palette, tick_format

HEIGHT = 220


def trials_figure(
    trials: Sequence[Mapping[str, Any]],
    *,
    theme: str,
    direction: str,
    metric: str = "score",
    default: float | None = None,
) -> go.Figure:
    """Return a point per trial, those that were broken off in grey, and the line of the best so far.

    Parameters
    ----------
    trials : with ``number``, ``value`` (None when there is none) and ``state``
    direction : "maximize" or "minimize"
    metric : what the value is called
    default : value of the untuned model, drawn as a dashed line
    """
    colours = palette(theme)
    valued = [trial for trial in trials if trial.get("value") is not None]
    done = [trial for trial in valued if trial.get("state") == "complete"]
    traces = [
        _points(valued, "pruned", colours.c_mute, "broken off"),
        _points(valued, "repeated", colours.c_mute, "known already"),
        _points(valued, "complete", colours.c1, "complete"),
    ]
    return drawn(
        [
            *_default_line(valued, default, theme),
            *(one for one in traces if one["x"]),
            _best_line(done, direction, theme),
        ],
        theme=theme,
        height=HEIGHT,
        annotations=_notes(metric, direction, theme, has_default=default is not None),
        margin={"l": 8, "r": 12, "t": 28, "b": 44},
        xaxis={"tickformat": "d", "nticks": 8},
        yaxis={"tickformat": tick_format([float(trial["value"]) for trial in valued]), "nticks": 5},
    )


def _notes(metric: str, direction: str, theme: str, *, has_default: bool) -> list[dict[str, Any]]:
    better = "higher" if direction == "maximize" else "lower"
    dashes = ", dashes: default" if has_default else ""
    told = f"{metric}, {better} is better; line: best so far{dashes}"
    return [axis_end("trial", theme=theme), axis_end(told, axis="y", theme=theme)]


def best_so_far(values: Sequence[float], direction: str) -> list[float]:
    """Return, for each trial, the best value up to it."""
    better = max if direction == "maximize" else min
    best: list[float] = []
    for value in values:
        best.append(better(best[-1], value) if best else value)
    return best


def _best_line(done: Sequence[Mapping[str, Any]], direction: str, theme: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "best so far",
        "x": [trial["number"] for trial in done],
        "y": best_so_far([float(trial["value"]) for trial in done], direction),
        "line": {"color": palette(theme).c1_text, "shape": "hv", "width": 1.5},
        "hovertemplate": "best so far %{y:,.4~r}<extra></extra>",
    }


def _default_line(
    valued: Sequence[Mapping[str, Any]], default: float | None, theme: str
) -> list[dict[str, Any]]:
    if default is None or not valued:
        return []
    numbers = [int(trial["number"]) for trial in valued]
    return [dashed([min(numbers), max(*numbers, min(numbers) + 1)], [default, default], theme=theme)]


def _points(trials: Sequence[Mapping[str, Any]], state: str, colour: str, word: str) -> dict[str, Any]:
    shown = [trial for trial in trials if trial.get("state") == state]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": word,
        "x": [trial["number"] for trial in shown],
        "y": [trial["value"] for trial in shown],
        "marker": {"color": colour, "size": 7, "symbol": "circle" if state == "complete" else "x-thin-open"},
        "hovertemplate": f"trial %{{x}}: %{{y:,.4~r}}, {word}<extra></extra>",
    }
