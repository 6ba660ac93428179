"""Turns columns of any kind into small codes: bins of numbers, the most frequent labels."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Codes = NDArray[np.intp]
Floats = NDArray[np.float64]
Bins = NDArray[np.uint8]

MISSING = 0
MAX_LEVELS = 50
_MAX_BINS = 32


def coded(values: pl.Series) -> Codes:
    """Return codes, `MISSING` where missing: bins of numbers and dates, labels of the rest.

    Of labels the 50 most frequent have codes of their own, all others one in common.
    """
    if is_binned(values):
        return bins(numbers(values))
    return labels(values, MAX_LEVELS)


def is_binned(values: pl.Series) -> bool:
    """Tell whether the codes of a column are bins, as those of numbers and dates are."""
    return values.dtype.is_numeric() or values.dtype.is_temporal()


def numbers(values: pl.Series) -> Floats:
    """Return numbers, truth values or moments as floats, NaN where missing, of shape (n_rows,)."""
    if values.dtype.is_temporal():
        values = values.to_physical()
    return values.cast(pl.Float64).to_numpy()


def n_bins(n_rows: int) -> int:
    """Return into how many bins numbers are put: ``n**(1/3) / 1.5``, at least 4, at most 32."""
    return int(min(_MAX_BINS, max(4, round(n_rows ** (1 / 3) / 1.5))))


def bins(values: Floats) -> Codes:
    """Return what `Binning` returns for one column of shape (n_rows,)."""
    return Binning(1, len(values)).codes([values])[0].astype(np.intp)


class Binning:
    """Bins of columns of numbers, several at a time, in memory that is used again.

    With fresh memory for each column, clearing it takes a third of the time; with less work at a time,
    threads wait for each other.

    Parameters
    ----------
    n_columns : at most so many at a time
    n_rows : of each column
    """

    def __init__(self, n_columns: int, n_rows: int) -> None:
        shape = (n_columns, n_rows)
        self._values, self._ordered = np.zeros(shape), np.zeros(shape)
        self._known, self._passed = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        self._codes = np.zeros(shape, np.uint8)
        self._wanted = n_bins(n_rows)

    def codes(self, columns: Sequence[Floats]) -> Bins:
        """Return bins of about equally many rows, from 1 in the order of the values; 0 where missing.

        A value that fills more than one bin has a bin of its own, and the others share the rest; at most
        `n_bins` different values have one each.

        Parameters
        ----------
        columns : each of shape (n_rows,); what is not finite is missing

        Returns
        -------
        ndarray of shape (len(columns), n_rows), overwritten by the next call
        """
        first = slice(len(columns))
        values, known, codes = self._values[first], self._known[first], self._codes[first]
        for place, column in enumerate(columns):
            values[place] = column
        np.isfinite(values, out=known)
        if not known.all():
            values[~known] = np.nan
        codes.fill(1)
        passed = self._passed[first]
        for edges in self._edges(values, known):
            np.greater_equal(values, edges[:, None], out=passed)
            np.add(codes, passed.view(np.uint8), out=codes)
        np.multiply(codes, known.view(np.uint8), out=codes)
        return codes

    def _edges(self, values: Floats, known: NDArray[np.bool_]) -> Floats:
        """Return the first edges of all columns, then the second ones, ...; NaN where one has no more."""
        ordered = self._ordered[: len(values)]
        ordered[:] = values
        ordered.sort(axis=1)
        each = [
            _edges(column[:n], self._wanted)
            for column, n in zip(ordered, np.count_nonzero(known, axis=1).tolist(), strict=True)
        ]
        found = np.full((max(map(len, each), default=0), len(each)), np.nan)
        for place, edges in enumerate(each):
            found[: len(edges), place] = edges
        return found


def labels(values: pl.Series, most: int) -> Codes:
    """Return codes of labels from 1, 0 where missing; where there are more than `most`, the rarer share one.

    Codes follow the first appearance; of labels that are as frequent the earlier is kept.
    """
    texts = values if values.dtype == pl.String else values.cast(pl.String)
    encoded = texts.rechunk().to_arrow().cast(pa.large_string()).dictionary_encode()
    codes: Codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.intp) + 1
    counts = np.bincount(codes, minlength=1)
    if len(counts) - 1 <= most:
        return codes
    kept = 1 + np.argsort(-counts[1:], kind="stable")[: most - 1]
    place = np.full(len(counts), most)
    place[MISSING] = MISSING
    place[np.sort(kept)] = np.arange(1, most)
    return place[codes]


def _edges(ordered: Floats, wanted: int) -> Floats:
    """Return where bins begin, without the first, from the known values in rising order."""
    n = len(ordered)
    if n == 0:
        return ordered
    is_new = ordered[1:] != ordered[:-1]
    if np.count_nonzero(is_new) < wanted:
        return ordered[1:][is_new]
    full = n // wanted
    if not (ordered[full:] == ordered[:-full]).any():
        return np.unique(ordered[_places(n, wanted)])
    first = np.flatnonzero(np.concatenate(([True], is_new)))
    distinct = ordered[first]
    counts = np.diff(first, append=n)
    heavy = counts > n / wanted
    light = ordered[~np.repeat(heavy, counts)]
    own = np.flatnonzero(heavy)
    after = distinct[np.minimum(own + 1, len(distinct) - 1)]
    spread = light[_places(len(light), max(1, wanted - len(own)))]
    edges = np.unique(np.concatenate((spread, distinct[own], after)))
    return edges[edges > distinct[0]]


def _places(n: int, wanted: int) -> NDArray[np.int64]:
    """Return the places in `n` ordered values at which bins begin, without the first."""
    places: NDArray[np.int64] = (np.arange(1, min(wanted, n)) * n // min(wanted, max(1, n))).astype(np.int64)
    return places
