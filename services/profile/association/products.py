"""Pearson's correlation of all pairs of scaled columns from a few matrix products."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .scaled import Floats, Mask, Scaled

Singles = NDArray[np.float32]
Reals = NDArray[np.floating]

MIN_PAIRS = 3
_ROWS_AT_ONCE = 65_536
_MASKED_CELLS_AT_ONCE = 8_000_000
_CANCELLED = 1e-3
_UNKNOWABLE = 1e-11


def correlations_of(columns: Scaled) -> Floats:
    """Return Pearson's correlation of each pair of columns over the rows that have both.

    Scaled values are multiplied in float32 and summed in float64 every 65,536 rows. Where cells are
    missing, four products (values, squares and counts with the mask of known cells) give mean and spread
    of each column in the rows of each pair; a pair in whose rows a column keeps less than a thousandth of
    its mean square as spread is done again in float64.

    Returns
    -------
    ndarray of shape (n_columns, n_columns) in [-1, 1]; NaN where fewer than 3 rows have both or one of the
    two does not vary in them
    """
    holes = np.flatnonzero(~columns.known.all(axis=1))
    if not len(holes):
        return _complete(columns.values)
    result, cancelled = _masked(columns, holes, np.float32)
    if cancelled.any():
        exact, _ = _masked(columns, holes, np.float64)
        result = np.where(cancelled, exact, result)
    np.fill_diagonal(result, np.where(np.isnan(np.diagonal(result)), np.nan, 1.0))
    return result


def _complete(values: Singles) -> Floats:
    n_columns, n_rows = values.shape
    total = np.zeros((n_columns, n_columns))
    for rows in _pieces(n_rows, _ROWS_AT_ONCE):
        part = values[:, rows]
        total += part @ part.T
    flat = np.diagonal(total) == 0
    if n_rows < MIN_PAIRS:
        flat = np.ones_like(flat)
    total /= max(1, n_rows)
    np.clip(total, -1, 1, out=total)
    np.fill_diagonal(total, 1.0)
    total[flat, :] = total[:, flat] = np.nan
    return total


def _masked(columns: Scaled, holes: NDArray[np.intp], kind: type[np.floating]) -> tuple[Floats, Mask]:
    """Return the correlations, and for which pairs too little was left by subtraction to be sure.

    `holes` are the places of the columns with missing cells; only their masks are multiplied, since the
    means of a column over the rows of a complete one are those over its own.
    """
    counts, sums, squares, products = _sums(columns, holes, kind)
    n = np.maximum(counts, 1)
    variance = squares - sums**2 / n
    covariance = products - sums * sums.T / n
    weak = variance < _CANCELLED * squares
    unknowable = (variance <= _UNKNOWABLE * squares) | (squares == 0) | (counts < MIN_PAIRS)
    with np.errstate(invalid="ignore", divide="ignore"):
        result = np.clip(covariance / np.sqrt(variance * variance.T), -1, 1)
    result[unknowable | unknowable.T] = np.nan
    return result, (weak | weak.T) & (counts >= MIN_PAIRS)


def _sums(
    columns: Scaled, holes: NDArray[np.intp], kind: type[np.floating]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return counts, sums, sums of squares and of products, each of shape (n_columns, n_columns).

    ``sums[i, j]`` is of column i over the rows in which column j is known.
    """
    p, n_rows = columns.values.shape
    own = columns.known.sum(axis=1).astype(np.float64)
    counts, sums, products = np.minimum.outer(own, own), np.zeros((p, p)), np.zeros((p, p))
    squares = np.repeat((own * columns.values.any(axis=1))[:, None], p, axis=1)
    squares[:, holes] = counts[np.ix_(holes, holes)] = 0
    for rows in _pieces(n_rows, max(256, _MASKED_CELLS_AT_ONCE // p)):
        part = columns.values[:, rows].astype(kind, copy=False)
        known = columns.known[holes, rows].astype(kind)
        products += part @ part.T
        sums[:, holes] += part @ known.T
        squares[:, holes] += (part * part) @ known.T
        counts[np.ix_(holes, holes)] += known @ known.T
    return counts, sums, squares, products


def _pieces(n_rows: int, size: int) -> Iterator[slice]:
    for start in range(0, n_rows, size):
        yield slice(start, start + size)
