"""Two columns against each other, in the limited child process: points, density, boxes or counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ...datasets import Progress, stored
from ...datasets.ingest_names import TABLE
from ...vocabulary import ColumnKind
from ..rows import Rows
from .codes import MISSING, labels
from .pair_records import Boxes, Counts, Density, Level, PairPlot, Points

MAX_POINTS = 5000
MAX_LEVELS = 12
N_BINS = 48
MAX_ROWS = 1_000_000
_TAIL = 0.001
_WHISKER = 1.5
_MEASURED = ("numeric", "integer", "datetime")

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Axis = Literal["number", "time"]


@dataclass(frozen=True, slots=True)
class _Coded:
    """Codes from 1, 0 where missing; `names[code - 1]`, the rarest levels share the last code."""

    codes: Codes
    names: tuple[str, ...]
    n_more: int


def pair_up(*, folder: str, columns: list[str], kinds: list[ColumnKind], report: Progress) -> Any:
    """Return the plot of two columns as JSON; of more than a million rows from a sample spread over them.

    Parameters
    ----------
    folder : path of the dataset's folder
    columns, kinds : of length 2; dates and numbers are measured, all else is counted by level
    """
    report(0.1, "Reading two columns")
    rows = Rows(Path(folder) / TABLE, exact=False, sample_rows=MAX_ROWS)
    read = rows.read(columns)
    return stored.dump(paired(read, kinds, is_sample=not rows.exact), PairPlot)


def paired(values: Sequence[pl.Series], kinds: Sequence[ColumnKind], *, is_sample: bool = False) -> PairPlot:
    """Return the plot of two columns of equal length; rows in which one of them is missing are left out."""
    first, second = values
    is_measured = [_is_measured(*one) for one in zip(values, kinds, strict=True)]
    if all(is_measured):
        return _points((_measured(first), _measured(second)), (_axis(kinds[0]), _axis(kinds[1])), is_sample)
    if any(is_measured):
        place = is_measured.index(True)
        return _boxes(_measured(values[place]), _coded(values[1 - place]), place, kinds[place], is_sample)
    return _counts(_coded(first), _coded(second), is_sample)


def _is_measured(values: pl.Series, kind: ColumnKind) -> bool:
    return kind in _MEASURED or (kind == "identifier" and values.dtype.is_numeric())


def _axis(kind: ColumnKind) -> Axis:
    return "time" if kind == "datetime" else "number"


def _measured(values: pl.Series) -> Floats:
    """Return numbers, or milliseconds since 1970-01-01, NaN where missing."""
    if values.dtype == pl.Date:
        values = values.cast(pl.Datetime("ms"))
    if values.dtype.is_temporal():
        values = values.dt.timestamp("ms")
    return values.cast(pl.Float64, strict=False).to_numpy()


def _points(values: tuple[Floats, Floats], axes: tuple[Axis, Axis], is_sample: bool) -> Points | Density:
    known = np.isfinite(values[0]) & np.isfinite(values[1])
    x, y = values[0][known], values[1][known]
    n = len(x)
    if n <= MAX_POINTS:
        return Points("points", n, is_sample, axes, _told(x), _told(y))
    edges = (_edges(x), _edges(y))
    inside = [np.clip(one, ends[0], ends[-1]) for one, ends in zip((x, y), edges, strict=True)]
    counts = np.histogram2d(inside[0], inside[1], bins=edges)[0].T.astype(int)
    rows = tuple(tuple(row) for row in counts.tolist())
    return Density("density", n, is_sample, axes, _told(edges[0]), _told(edges[1]), rows)


def _edges(values: Floats) -> Floats:
    """Return the edges of bins between far quantiles, so that a few outliers do not squeeze the rest."""
    low, high = np.quantile(values, [_TAIL, 1 - _TAIL])
    if low == high:
        low, high = values.min(), values.max()
    if low == high:
        low, high = low - 0.5, high + 0.5
    return np.linspace(low, high, N_BINS + 1)


def _coded(values: pl.Series) -> _Coded:
    texts = values.cast(pl.String)
    codes = labels(texts, MAX_LEVELS)
    n_levels = int(codes.max(initial=0))
    firsts = [int(np.argmax(codes == code)) for code in range(1, n_levels + 1)]
    names = [str(texts[place]) for place in firsts]
    n_distinct = texts.drop_nulls().n_unique()
    n_more = n_distinct - MAX_LEVELS + 1 if n_distinct > MAX_LEVELS else 0
    if n_more:
        names[-1] = f"{n_more:,} more"
    return _Coded(codes, tuple(names), n_more)


def _boxes(values: Floats, coded: _Coded, place: int, kind: ColumnKind, is_sample: bool) -> Boxes:
    known = np.isfinite(values) & (coded.codes != MISSING)
    x, codes = values[known], coded.codes[known]
    levels = []
    for code, name in enumerate(coded.names, start=1):
        group = x[codes == code]
        if len(group):
            levels.append(_level(name, group))
    is_rest = bool(coded.n_more)
    named = sorted(levels[:-1] if is_rest else levels, key=lambda one: -one.median)
    return Boxes(
        "boxes",
        len(x),
        is_sample,
        _axis(kind),
        place,
        tuple([*named, *levels[-1:]] if is_rest else named),
    )


def _level(name: str, values: Floats) -> Level:
    """Return quartiles and whiskers of at most 1.5 times their distance (Tukey 1977)."""
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
    reach = _WHISKER * (high - low)
    inside = values[(values >= low - reach) & (values <= high + reach)]
    parts = (inside.min(), low, middle, high, inside.max())
    return Level(name, len(values), *(float(one) for one in parts))


def _counts(one: _Coded, other: _Coded, is_sample: bool) -> Counts:
    table = np.zeros((len(one.names) + 1, len(other.names) + 1), dtype=int)
    np.add.at(table, (one.codes, other.codes), 1)
    rows = table[1:, 1:]
    return Counts(
        "counts",
        int(rows.sum()),
        is_sample,
        one.names,
        other.names,
        tuple(tuple(row) for row in rows.tolist()),
    )


def _told(values: Floats) -> tuple[float, ...]:
    """Return values with as many digits as a point on the screen needs; moments keep all."""
    big = np.abs(values).max(initial=0.0) > 1e11
    return tuple(values.tolist() if big else [float(f"{value:.5g}") for value in values.tolist()])
