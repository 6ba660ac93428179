"""Correlations of columns with a target some steps in time later, in the limited child process."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ...datasets import Progress, stored
from ...datasets.ingest_names import TABLE
from ..kept import lags_file
from ..records import LagCorrelations, LaggedColumn
from ..rows import Rows
from .codes import numbers
from .products import MIN_PAIRS
from .scaled import Floats, scaled

MAX_MOMENTS = 200_000
_MAX_CELLS = 40_000_000
_MIN_MOMENTS = 1000
_UNKNOWABLE = 1e-11
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Moments:
    """The rows in the order of time: `rows` are their numbers, `groups` the number of the moment of each.

    Both of shape (n,); `n_moments` different moments, numbered from 0.
    """

    rows: NDArray[np.int64]
    groups: NDArray[np.int64]
    n_moments: int

    def averaged(self, values: pl.Series) -> Floats:
        """Return the mean of a column at each moment, of shape (n_moments,), NaN where nothing is known."""
        ordered = numbers(values)[self.rows]
        known = np.isfinite(ordered)
        counts = np.bincount(self.groups, known, minlength=self.n_moments)
        totals = np.bincount(self.groups, np.where(known, ordered, 0.0), minlength=self.n_moments)
        return np.divide(totals, counts, out=np.full(self.n_moments, np.nan), where=counts > 0)


def lag(
    *, folder: str, target: str, time: list[str], columns: list[str], max_lag: int, report: Progress
) -> None:
    """Write how `columns` go with the target 0 to `max_lag` moments later.

    Rows are ordered by `time`; rows of the same moment, of several series for instance, are averaged, and
    rows without a moment left out. A lag counts moments whatever lies between them. Of more than 200,000
    moments, or 40 million cells, the last are taken: in a spread sample no row has its neighbour.

    Parameters
    ----------
    folder : path of the dataset's folder
    target : name of a column of numbers or truth values
    time : names of the columns to order by, the coarsest first
    columns : names of columns of numbers or truth values
    max_lag : the longest lag, at least 1; shortened to a third of the moments
    """
    rows = Rows(Path(folder) / TABLE, exact=True)
    report(0.05, "Ordering by time")
    most = max(_MIN_MOMENTS, min(MAX_MOMENTS, _MAX_CELLS // max(1, len(columns))))
    moments = moments_of([_column(rows, name) for name in time], most)
    aim = moments.averaged(_column(rows, target))
    lags = range(min(max_lag, max(1, moments.n_moments // 3)) + 1)
    band = noise_band(moments.n_moments)
    items = [lagged(target, lag_correlations(aim, aim, lags), band, first=1)]
    others = [name for name in columns if name != target]
    for place, (name, values) in enumerate(rows.columns(others)):
        items.append(lagged(name, lag_correlations(moments.averaged(values), aim, lags), band))
        report(0.1 + 0.9 * (place + 1) / len(others), f"Column {place + 1} of {len(others)}")
    result = LagCorrelations(target, tuple(time), tuple(lags), tuple(items), moments.n_moments, band)
    stored.write(Path(folder) / lags_file(target, time, max_lag), result, LagCorrelations)


def moments_of(time: Sequence[pl.Series], most: int) -> Moments:
    """Return the rows ordered by `time`, each column of shape (n_rows,): those of the last `most` moments."""
    frame = pl.DataFrame([column.alias(str(place)) for place, column in enumerate(time)])
    ordered = frame.with_row_index("row").drop_nulls().sort(frame.columns, maintain_order=True)
    if ordered.is_empty():
        return Moments(np.zeros(0, np.int64), np.zeros(0, np.int64), 0)
    changes = ordered.select(pl.any_horizontal(pl.col(frame.columns) != pl.col(frame.columns).shift(1)))
    groups = changes.to_series().fill_null(False).cast(pl.Int64).cum_sum().to_numpy()
    first = max(0, int(groups[-1]) + 1 - most)
    start = int(np.searchsorted(groups, first))
    rows = ordered["row"].cast(pl.Int64).to_numpy()[start:]
    return Moments(rows, groups[start:] - first, int(groups[-1]) + 1 - first)


def lag_correlations(values: Floats, target: Floats, lags: Sequence[int]) -> Floats:
    """Return Pearson's correlation of `values` with the target each lag later, where both are known.

    Parameters
    ----------
    values, target : of shape (n_moments,), NaN where missing
    lags : each at least 0

    Returns
    -------
    ndarray of shape (n_lags,) in [-1, 1]; NaN where fewer than 3 moments have both or one does not vary
    """
    both = scaled(np.array([values, target]))
    x, y = both.values.astype(np.float64)
    has_x, has_y = both.known.astype(np.float64)
    x2, y2 = x * x, y * y
    result = np.full(len(lags), np.nan)
    for place, steps in enumerate(lags):
        now, later = slice(0, max(0, len(x) - steps)), slice(steps, None)
        n = has_x[now] @ has_y[later]
        if n < MIN_PAIRS:
            continue
        sum_x, sum_y = x[now] @ has_y[later], has_x[now] @ y[later]
        square_x, square_y = x2[now] @ has_y[later], has_x[now] @ y2[later]
        spread_x, spread_y = square_x - sum_x**2 / n, square_y - sum_y**2 / n
        if spread_x > _UNKNOWABLE * square_x and spread_y > _UNKNOWABLE * square_y:
            covariance = x[now] @ y[later] - sum_x * sum_y / n
            result[place] = np.clip(covariance / np.sqrt(spread_x * spread_y), -1, 1)
    return result


def lagged(name: str, values: Floats, band: float, *, first: int = 0) -> LaggedColumn:
    """Return the record of a column; its best lag is one from `first` on and outside the band of noise."""
    strength = np.abs(np.nan_to_num(values, nan=0.0))
    strength[:first] = 0
    best = int(strength.argmax())
    cells = tuple(None if np.isnan(value) else round(float(value), 6) for value in values)
    return LaggedColumn(name, cells, best if strength[best] > band else None)


def noise_band(n_moments: int) -> float:
    """Return the band that 95 % of the values keep to if one column is white noise: ``1.96 / sqrt(n)``.

    At most 1. Two columns that both follow a trend or a season leave it without having to do with each
    other. Source: Bartlett (1946), Supplement to the Journal of the Royal Statistical Society 8(1), 27-41.
    """
    return round(min(1.0, _Z / np.sqrt(max(1, n_moments))), 6)


def _column(rows: Rows, name: str) -> pl.Series:
    return next(values for _, values in rows.columns([name]))
