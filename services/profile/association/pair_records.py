"""The forms in which two columns are shown against each other.

In all of them `n_rows` counts the rows that have both values, and `is_sample` tells whether they are a part
of the table. Values on an axis of the kind ``time`` are milliseconds since 1970-01-01 UTC.
"""

from dataclasses import dataclass
from typing import Literal

Axis = Literal["number", "time"]


@dataclass(frozen=True, slots=True)
class Points:
    """At most 5,000 rows: the values of the first column in `x`, those of the second in `y`."""

    form: Literal["points"]
    n_rows: int
    is_sample: bool
    axes: tuple[Axis, Axis]
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Density:
    """More rows, counted in bins: ``counts[i][j]`` rows lie in bin `i` of `y` and `j` of `x`.

    `x` and `y` are edges, one more than bins; the farthest 0.1 % on each side count in the outermost bins.
    """

    form: Literal["density"]
    n_rows: int
    is_sample: bool
    axes: tuple[Axis, Axis]
    x: tuple[float, ...]
    y: tuple[float, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The measured values of the rows of one level: quartiles, and the ends of the whiskers."""

    name: str
    n_rows: int
    low: float
    q1: float
    median: float
    q3: float
    high: float


@dataclass(frozen=True, slots=True)
class Boxes:
    """A measured column, the one at `place` of the two, by the most frequent levels of the other one."""

    form: Literal["boxes"]
    n_rows: int
    is_sample: bool
    axis: Axis
    place: int
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Two columns of levels: rows by level of the first, columns by level of the second."""

    form: Literal["counts"]
    n_rows: int
    is_sample: bool
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


PairPlot = Points | Density | Boxes | Counts
