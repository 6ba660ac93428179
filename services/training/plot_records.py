"""The plots of a search as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Scale = Literal["linear", "log", "category"]


@dataclass(frozen=True, slots=True)
class Slice:
    """The score of trials by one setting: `x` its values (texts for categories), `y` the means."""

    parameter: str
    scale: Scale
    x: tuple[str | float, ...]
    y: tuple[float, ...]
    trials: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A trial across parallel axes: `places` in [0, 1] on each, on the scale of its search."""

    trial: int
    value: float
    places: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Contour:
    """The score over two settings: `points` are (x, y, mean)."""

    x_name: str
    y_name: str
    x_scale: Scale
    y_scale: Scale
    points: tuple[tuple[str | float, str | float, float], ...]


@dataclass(frozen=True, slots=True)
class SearchPlots:
    """What there is to see of a search.

    `importance` is the share of the variance of the scores by setting, most first; `axes` names those of
    `lines`; `n_complete` counts the trials that could have been shown.
    """

    importance: Mapping[str, float]
    slices: tuple[Slice, ...]
    axes: tuple[str, ...]
    lines: tuple[Line, ...]
    contours: tuple[Contour, ...]
    n_complete: int
