"""How the rows are split: which train, which are judged, which are kept for the final test."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from .template import axis_end, drawn, palette, plain, rows_axis

BAR_PX = 26


@dataclass(frozen=True, slots=True)
class FoldBar:
    """One split, in rows: `start` rows are left out in front, then come those that train, are judged, test.

    A fold that is judged on rows amid those that train gives the latter as `fit` (before) and
    `fit_after`.
    """

    label: str
    fit: int
    judge: int
    test: int = 0
    start: int = 0
    fit_after: int = 0


def folds_figure(rows: Sequence[FoldBar], *, theme: str) -> go.Figure:
    """Return one bar per split with its parts in their order, named in the first bar."""
    colours = palette(theme)
    parts: tuple[tuple[str, str, Callable[[FoldBar], int], str], ...] = (
        ("trains", "fit", lambda row: row.start, colours.c1),
        ("judged", "judge", lambda row: row.start + row.fit, colours.c2),
        ("trains", "fit_after", lambda row: row.start + row.fit + row.judge, colours.c1),
        ("final test", "test", lambda row: row.start + row.fit + row.judge + row.fit_after, colours.c5),
    )
    line = {"width": 1, "color": colours.surface}
    traces = [
        _part(rows, key, word, [base(row) for row in rows], {"color": colour, "line": line})
        for word, key, base, colour in parts
        if any(getattr(row, key) for row in rows)
    ]
    return drawn(
        traces,
        theme=theme,
        height=BAR_PX * max(len(rows), 2) + 52,
        barmode="overlay",
        bargap=0.25,
        margin={"l": 8, "r": 12, "t": 4, "b": 44},
        annotations=[axis_end("rows", theme=theme)],
        yaxis=rows_axis([row.label for row in rows]),
    )


def _part(
    rows: Sequence[FoldBar], key: str, word: str, bases: Sequence[int], marker: dict[str, Any]
) -> dict[str, Any]:
    lengths = [int(getattr(row, key)) for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "name": word,
        "meta": key,
        "y": list(range(len(rows))),
        "x": lengths,
        "base": list(bases),
        "text": [word if place == 0 and n else "" for place, n in enumerate(lengths)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "customdata": [[plain(row.label), n] for row, n in zip(rows, lengths, strict=True)],
        "marker": marker,
        "hovertemplate": f"%{{customdata[0]}}: %{{customdata[1]:,}} rows {word}<extra></extra>",
    }
