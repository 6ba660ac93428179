"""What of a matrix of correlations is drawn: single columns up to 300, above that groups of neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..records import Cells, Correlations
from .matrices import sampling_error

MAX_DRAWN = 300
N_GROUPS = 40
GROUPED = 0.5
_LEAST_GROUP = 3

Span = tuple[int, int]
"""Places from the first up to but without the second, in the order of the matrix."""


@dataclass(frozen=True, slots=True)
class Heatmap:
    """The lower half of a matrix; `cells` of shape (n, n), NaN elsewhere, where unknown and below `noise`.

    Each row stands for the columns of a span. Of a row of several columns the name is that of the one that
    goes most with the others, and a cell is the strongest correlation between a column of one row and one
    of the other. `blocks` are runs of rows that belong together, by their places in `names`.
    """

    method: str
    names: tuple[str, ...]
    spans: tuple[Span, ...]
    cells: Cells
    noise: float
    blocks: tuple[Span, ...] = ()

    @property
    def is_grouped(self) -> bool:
        """Whether rows stand for more than one column."""
        return any(end - start > 1 for start, end in self.spans)


def heatmap(correlations: Correlations, opened: Sequence[Span] = (), *, limit: int = MAX_DRAWN) -> Heatmap:
    """Return what is drawn of a matrix, or of the part that has been opened.

    Parameters
    ----------
    opened : spans of columns, in rising order and apart; all columns if empty
    limit : number of columns up to which each has a row of its own
    """
    n = len(correlations.columns)
    places = np.concatenate([np.arange(start, end) for start, end in opened or ((0, n),)]).astype(np.intp)
    noise = correlations.error or sampling_error(correlations.n_rows)
    if len(places) <= limit:
        values = _part(correlations.values, places)
        names = tuple(correlations.columns[place] for place in places)
        spans = tuple((int(place), int(place) + 1) for place in places)
        return Heatmap(
            correlations.method, names, spans, _lower(values, noise, -1), noise, blocks(values, GROUPED)
        )
    values = _part(correlations.values, places)
    starts = group_starts(values, -(-len(places) // N_GROUPS))
    ends = (*starts[1:], len(places))
    spans = tuple(
        (int(places[start]), int(places[end - 1]) + 1) for start, end in zip(starts, ends, strict=True)
    )
    names = tuple(
        correlations.columns[places[start + _middle(values[start:end, start:end])]]
        for start, end in zip(starts, ends, strict=True)
    )
    return Heatmap(correlations.method, names, spans, _lower(strongest(values, starts), noise, 0), noise, ())


def group_starts(values: Cells, largest: int) -> list[int]:
    """Return where groups of neighbours begin; none has more than `largest` columns.

    Neighbours are joined from the strongest correlation to the weakest, as long as the group stays small
    enough; two neighbouring groups together would be too large. `values` is ordered by clusters.
    """
    n = len(values)
    links = np.nan_to_num(np.abs(np.diagonal(values, 1)), nan=0.0)
    first, last = list(range(n)), list(range(n))
    is_start = [True] * n
    for place in np.argsort(-links, kind="stable").tolist():
        start, end = first[place], last[place + 1]
        if end - start + 1 <= largest:
            # Only the ends of a group are asked for again.
            last[start], first[end] = end, start
            is_start[place + 1] = False
    return [place for place in range(n) if is_start[place]]


def strongest(values: Cells, starts: Sequence[int]) -> Cells:
    """Return the strongest correlation between each pair of groups, with its sign; the lower half."""
    ends = (*starts[1:], len(values))
    result = np.full((len(starts), len(starts)), np.nan, dtype=np.float32)
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        rows = values[start:end, :end].copy()
        np.fill_diagonal(rows[:, start:], np.nan)
        high = np.fmax.reduceat(np.fmax.reduce(rows, axis=0), starts[: number + 1])
        low = np.fmin.reduceat(np.fmin.reduce(rows, axis=0), starts[: number + 1])
        result[number, : number + 1] = np.where(high >= -low, high, low)
    return result


def blocks(values: Cells, least: float) -> tuple[Span, ...]:
    """Return runs of at least three columns of which each goes with the next by at least `least`."""
    links = np.nan_to_num(np.abs(np.diagonal(values, 1)), nan=0.0) >= least
    found, start = [], 0
    for place in range(len(values)):
        if place == len(values) - 1 or not links[place]:
            if place + 1 - start >= _LEAST_GROUP:
                found.append((start, place + 1))
            start = place + 1
    return tuple(found)


def _part(values: Cells, places: NDArray[np.intp]) -> Cells:
    """Return rows and columns; a whole or a single span is not copied."""
    if len(places) and places[-1] - places[0] + 1 == len(places):
        return values[places[0] : places[-1] + 1, places[0] : places[-1] + 1]
    return values[np.ix_(places, places)]


def _lower(values: Cells, noise: float, diagonal: int) -> Cells:
    """Return the cells below the diagonal, or on it as well, that are above the noise."""
    cells = np.where(np.abs(values) >= noise, values, np.nan).astype(np.float32)
    cells[np.triu_indices(len(cells), diagonal + 1)] = np.nan
    return cells


def _middle(values: Cells) -> int:
    """Return the place of the column that goes most with the others."""
    return int(np.nansum(np.abs(values), axis=1).argmax())
