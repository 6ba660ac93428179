"""The look of every figure: one Plotly template per theme, from the tokens of the style sheet."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif'
TICK_PX = 12
MAX_TICK = 26
LARGE = 1e5


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme; a field ``c_mute`` is the token ``--hm-c-mute`` of assets/css/tokens.css."""

    surface: str
    line: str
    text: str
    text_2: str
    text_3: str
    c1: str
    c2: str
    c3: str
    c5: str
    c1_text: str
    c2_text: str
    c_mute: str
    c_grid: str
    c_axis: str
    div_neg: str
    div_mid: str
    div_pos: str
    seq_lo: str
    seq_hi: str


THEMES: Mapping[str, Palette] = MappingProxyType(
    {
        "light": Palette(
            surface="#ffffff",
            line="#e3e7ec",
            text="#18212c",
            text_2="#4a5563",
            text_3="#626d7b",
            c1="#0072b2",
            c2="#d55e00",
            c3="#009e73",
            c5="#bd8200",
            c1_text="#0069a6",
            c2_text="#b04d00",
            c_mute="#8b95a2",
            c_grid="#e8ebef",
            c_axis="#868f9c",
            div_neg="#2166ac",
            div_mid="#f7f8fa",
            div_pos="#b2182b",
            seq_lo="#dcebf5",
            seq_hi="#08519c",
        ),
        "dark": Palette(
            surface="#151a21",
            line="#28303b",
            text="#e6eaf0",
            text_2="#aab4c0",
            text_3="#919ca9",
            c1="#4aa3df",
            c2="#f07f3c",
            c3="#2fbf93",
            c5="#f0b429",
            c1_text="#7cc0ef",
            c2_text="#f79a62",
            c_mute="#647080",
            c_grid="#232b35",
            c_axis="#6d7887",
            div_neg="#5aa9e6",
            div_mid="#1b212a",
            div_pos="#f0776c",
            seq_lo="#17304a",
            seq_hi="#7cc0ef",
        ),
    }
)
"""The token table of both themes; a test compares it with the style sheet."""


def palette(theme: str) -> Palette:
    """Return the colours of a theme, those of the light one for an unknown name."""
    return THEMES.get(theme, THEMES["light"])


@cache
def template(theme: str) -> go.layout.Template:
    """Return the template, made once for each theme; every figure gets a copy of it.

    No frame, horizontal grid only, transparent ground, small ticks.
    """
    colours = palette(theme)
    axis = {
        "showline": False,
        "zeroline": False,
        "ticks": "",
        "automargin": True,
        "tickfont": {"size": TICK_PX, "color": colours.text_3},
        "gridcolor": colours.c_grid,
        "separatethousands": True,
        "fixedrange": True,
    }
    layout = {
        "font": {"family": FONT, "size": TICK_PX, "color": colours.text_2},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [colours.c1, colours.c2, colours.c3, colours.c5, colours.c_mute],
        "xaxis": {**axis, "showgrid": False, "showline": True, "linecolor": colours.c_axis},
        "yaxis": axis,
        "margin": {"l": 8, "r": 8, "t": 24, "b": 8},
        "showlegend": False,
        "bargap": 0.08,
        "hoverlabel": {
            "bgcolor": colours.surface,
            "bordercolor": colours.line,
            "font": {"family": FONT, "size": 13, "color": colours.text},
        },
        "separators": ".,",
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": colours.text_3, "activecolor": colours.text},
    }
    return go.layout.Template(layout=layout)


def drawn(traces: Sequence[Any], *, theme: str, height: int, **layout: Any) -> go.Figure:
    """Return a figure of traces (mappings as Plotly takes them) in the look of a theme."""
    return go.Figure(data=list(traces), layout={"template": template(theme), "height": height, **layout})


def plain(text: str) -> str:
    """Return data as a text that Plotly shows as it is: it would read tags as formatting."""
    return html.escape(text, quote=False)


def short(text: str, length: int = MAX_TICK) -> str:
    """Return data as the text of a tick: cut to a length, and shown as it is."""
    return plain(text if len(text) <= length else f"{text[: length - 1]}…")


def tick_format(values: Sequence[float]) -> str:
    """Return how ticks over such values are written: with separators, from 100,000 on with a prefix."""
    return ".3~s" if max(map(abs, values), default=0.0) >= LARGE else ",.4~r"


def rows_axis(labels: Sequence[str]) -> dict[str, Any]:
    """Return a vertical axis with one named row per label, the first at the top, at 0, 1, 2, ..."""
    return {
        "tickvals": list(range(len(labels))),
        "ticktext": [short(label) for label in labels],
        "range": [len(labels) - 0.4, -0.6],
        "showgrid": False,
    }


def dashed(x: Sequence[float], y: Sequence[float], *, theme: str) -> dict[str, Any]:
    """Return a dashed line of reference through points."""
    line = {"color": palette(theme).text_2, "dash": "dash", "width": 1.5}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def axis_end(text: str, *, axis: str = "x", theme: str) -> dict[str, Any]:
    """Return the title of an axis as an annotation at its end, where it costs no room.

    Parameters
    ----------
    text : what the axis measures, with its unit
    axis : "x": right, below the ticks; "y": above the axis
    """
    font = {"size": TICK_PX, "color": palette(theme).text_3}
    common = {"text": text, "showarrow": False, "font": font, "xref": "paper", "yref": "paper"}
    if axis == "y":
        return {**common, "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "yshift": 4}
    return {**common, "x": 1, "y": 0, "xanchor": "right", "yanchor": "top", "yshift": -22}
