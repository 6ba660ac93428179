"""Which classes are taken for which."""

from collections.abc import Sequence
from typing import Protocol

import plotly.graph_objects as go

from .template import axis_end, drawn, palette, plain, short

CELL_PX = 44
MAX_WITH_NUMBERS = 12


class ConfusionLike(Protocol):
    """Counts of shape (n_classes, n_classes): rows are actual, columns predicted classes."""

    @property
    def classes(self) -> Sequence[str]:
        """Return the names of the classes."""

    @property
    def counts(self) -> Sequence[Sequence[int]]:
        """Return rows per actual and predicted class."""


def confusion_figure(confusion: ConfusionLike, *, theme: str) -> go.Figure:
    """Return the matrix, coloured by the share of each actual class, with the counts in the cells."""
    colours = palette(theme)
    classes, counts = confusion.classes, confusion.counts
    names = [plain(name) for name in classes]
    shares = [[round(cell / (sum(row) or 1), 4) for cell in row] for row in counts]
    trace = {
        "type": "heatmap",
        "x": names,
        "y": names,
        "z": shares,
        "zmin": 0,
        "zmax": 1,
        "customdata": [list(row) for row in counts],
        "colorscale": [[0, colours.seq_lo], [1, colours.seq_hi]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertemplate": "actual %{y}, predicted %{x}<br>%{customdata:,} rows, %{z:.1%} of the actual class"
        "<extra></extra>",
    }
    if len(classes) <= MAX_WITH_NUMBERS:
        trace |= {"text": [[f"{cell:,}" for cell in row] for row in counts], "texttemplate": "%{text}"}
        trace["textfont"] = {"size": 13}
    axis = {"type": "category", "showgrid": False, "showline": False, "tickvals": names}
    ticks = [short(name, 16) for name in classes]
    return drawn(
        [trace],
        theme=theme,
        height=min(560, CELL_PX * len(classes) + 120),
        margin={"l": 8, "r": 8, "t": 28, "b": 44},
        annotations=[axis_end("predicted", theme=theme), axis_end("actual", axis="y", theme=theme)],
        xaxis={**axis, "ticktext": ticks},
        yaxis={**axis, "ticktext": ticks, "autorange": "reversed"},
    )
