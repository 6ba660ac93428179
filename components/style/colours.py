"""The tokens: colours with their contrasts, type and space."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from ..widgets import card, data_table, tag
from .contrast import contrast

GROUNDS = ("bg", "surface", "sunken")
TEXTS: tuple[tuple[str, str], ...] = (
    ("text", "What is read"),
    ("text-2", "Secondary: evidence, help that matters"),
    ("text-3", "Captions, units, ticks"),
    ("accent", "Action, selection, yours"),
    ("ok", "Passed"),
    ("warn", "May mislead"),
    ("bad", "Blocks"),
)
ON: tuple[tuple[str, str], ...] = (
    ("accent", "accent-soft"),
    ("ok", "ok-soft"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("text", "hover"),
    ("text", "warn-soft"),
    ("text-2", "warn-soft"),
    ("text-2", "bad-soft"),
    ("text-2", "accent-soft"),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-hover"),
    ("accent-ink", "bad"),
    ("inv-text", "inv-bg"),
    ("inv-text-2", "inv-bg"),
    ("inv-accent", "inv-bg"),
    ("c1-text", "surface"),
    ("c2-text", "surface"),
    ("c3-text", "surface"),
    ("c4-text", "surface"),
)
"""Inks on grounds of their own; every pair is text and has to reach 4.5."""
SHAPES: tuple[tuple[str, str], ...] = (
    ("line-strong", "Borders of controls"),
    ("accent", "Selection, focus"),
    ("c1", "Fit, or your data"),
    ("c2", "Judged, missing, outside"),
    ("c3", "A third series"),
    ("c5", "Final test"),
    ("c6", "A further series"),
    ("c-mute", "Context"),
    ("c-axis", "Axes"),
)
"""What has to reach 3 on the surface."""
TEXT, SHAPE = 4.5, 3.0
SIZES = (
    ("fs-5", "28", "Title of a page"),
    ("fs-4", "20", "Numbers in cards"),
    ("fs-3", "16", "Titles of cards"),
    ("fs-2", "14", "Body"),
    ("fs-1", "13", "Tables, help, labels"),
    ("fs-tick", "12", "Ticks of charts"),
)
SPACES = (("1", 4), ("2", 8), ("3", 12), ("4", 16), ("5", 24), ("6", 32))

Table = Mapping[str, Mapping[str, str]]


def text_pairs() -> list[tuple[str, str]]:
    """Return every pair of ink and ground that carries text."""
    return [*((ink, ground) for ink, _ in TEXTS for ground in GROUNDS), *ON]


def colours_cards(colours: Table) -> html.Div:
    """Return all pairs of colours that have to be told apart, with their contrast in both themes.

    Parameters
    ----------
    colours : tokens by theme
    """
    texts = [_row(colours, ink, ground, TEXT) for ink, _ in TEXTS for ground in GROUNDS]
    own = [_row(colours, ink, ground, TEXT) for ink, ground in ON]
    shapes = [_row(colours, shape, "surface", SHAPE) for shape, _ in SHAPES]
    uses = html.Dl(
        [part for name, use in (*TEXTS, *SHAPES) for part in (html.Dt(html.Code(name)), html.Dd(use))],
        className="hm-kv card-body",
    )
    return html.Div(
        [
            _pairs("Text on the page", "at least 4.5 : 1", texts),
            _pairs("Text on its own ground", "at least 4.5 : 1", own),
            html.Div(
                [
                    _pairs("Shapes on cards", "at least 3 : 1", shapes),
                    card("What they mean", uses, flush=True),
                ],
                className="hm-stack",
            ),
        ],
        className="hm-g3 align-items-start",
    )


def _pairs(title: str, sub: str, rows: Sequence[Sequence[Any]]) -> html.Section:
    table = data_table(("Sample", "Token", "Light", "Dark"), rows, caption=title, numeric=(2, 3))
    return card(title, table, sub=sub, flush=True)


def _row(colours: Table, ink: str, ground: str, least: float) -> list[Any]:
    style = {"color": f"var(--hm-{ink})", "background": f"var(--hm-{ground})"}
    sample: Any = html.Span("160 k", className="hm-swatch", style=style)
    if least == SHAPE:
        sample = html.Span(className="hm-swatch", style={"background": f"var(--hm-{ink})"})
    name = [html.Code(ink), html.Br(), html.Small(f"on {ground}", className="hm-t3c")]
    ratios = [
        _ratio(contrast(table[ink], table[ground]), least) for table in (colours["light"], colours["dark"])
    ]
    return [sample, html.Span(name), *ratios]


def _ratio(value: float, least: float) -> Any:
    shown = f"{value:.2f}"
    return shown if value >= least else tag(f"{shown}, too low", "bad", "x-lg")


def type_card() -> html.Section:
    """Return the sizes of type and space."""
    sizes = [
        [html.Span("Median 160,000", style={"fontSize": f"var(--hm-{token})"}), html.Code(token), px, use]
        for token, px, use in SIZES
    ]
    table = data_table(("Sample", "Token", "Pixels", "Use"), sizes, caption="Sizes of type", numeric=(2,))
    return card("Type and space", table, html.Div(_spaces(), className="card-body"), flush=True)


def _spaces() -> Sequence[Any]:
    return html.Div(
        [
            html.Div(
                [
                    html.Div(className="hm-space-bar", style={"width": f"var(--hm-{name})"}),
                    html.Span(f"{px} px", className="hm-t1 hm-t3c"),
                ]
            )
            for name, px in SPACES
        ],
        className="hm-row-x hm-flow hm-spaces",
    )
