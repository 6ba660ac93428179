"""How strongly columns of numbers go with columns of categories: the correlation ratio, in [0, 1]."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .codes import MISSING, Codes
from .one_hot import few_and_many, ones, pieces, starts
from .products import MIN_PAIRS
from .scaled import Floats, Scaled, in_threads

_CANCELLED = 1e-4
_UNKNOWABLE = 1e-11


def correlation_ratios(values: Scaled, coded: Sequence[Codes], n_codes: Sequence[int]) -> Floats:
    """Return the correlation ratio of each column of categories with each column of numbers.

    The root of the share of the variance that lies between the levels, corrected for what random levels
    would explain: ``epsilon**2 = 1 - (1 - eta**2) (n - 1) / (n - k)``, never below 0. Source: Kelley (1935),
    An unbiased correlation ratio measure, PNAS 21(9), 554-559. Columns of at most 64 levels are added up by
    products of matrices in float32, and again in float64 where subtraction leaves too little.

    Parameters
    ----------
    values : n_numbers columns
    coded : codes of shape (n_rows,), `MISSING` or from 1 to below the number in `n_codes`

    Returns
    -------
    ndarray of shape (n_categories, n_numbers) in [0, 1]; NaN where the rows that have both are fewer than
    3, hold a single level or a level for each row, or where the number does not vary in them
    """
    result = np.full((len(coded), len(values.values)), np.nan)
    blocks, many = few_and_many(n_codes)
    for block in blocks:
        counts, totals, squares = _by_product(values, coded, n_codes, block)
        for number, (place, first) in enumerate(zip(block, starts(block, n_codes), strict=True)):
            levels = slice(first, first + n_codes[place] - 1)
            ratios, is_weak = _ratios(counts[:, levels], totals[:, levels], squares[:, number])
            if is_weak.any():
                weak = Scaled(values.values[is_weak], values.known[is_weak])
                ratios[is_weak] = _ratios(*_by_count(weak, coded[place], n_codes[place]))[0]
            result[place] = ratios

    def count(number: int) -> None:
        place = many[number]
        result[place] = _ratios(*_by_count(values, coded[place], n_codes[place]))[0]

    in_threads(count, range(len(many)))
    return result


def _ratios(counts: Floats, totals: Floats, squares: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the ratios, and where subtraction has left too little to be sure.

    Parameters
    ----------
    counts, totals : of the rows of each level and of their values, of shape (n_numbers, n_levels)
    squares : sums over all levels, of shape (n_numbers,)
    """
    n, k = counts.sum(axis=1), np.count_nonzero(counts, axis=1)
    means = totals.sum(axis=1) ** 2 / np.maximum(n, 1)
    whole = squares - means
    between = (totals**2 / np.maximum(counts, 1)).sum(axis=1) - means
    is_known = (n >= MIN_PAIRS) & (k >= 2) & (k < n) & (whole > _UNKNOWABLE * squares)
    with np.errstate(invalid="ignore", divide="ignore"):
        unexplained = (1 - between / whole) * (n - 1) / (n - k)
        result = np.where(is_known, np.sqrt(np.clip(1 - unexplained, 0, 1)), np.nan)
    return result, (whole < _CANCELLED * squares) & (n >= MIN_PAIRS)


def _by_product(
    values: Scaled, coded: Sequence[Codes], n_codes: Sequence[int], block: Sequence[int]
) -> tuple[Floats, Floats, Floats]:
    """Return what `_ratios` takes: counts and sums with all levels side by side, and squares by column."""
    n_numbers, n_rows = values.values.shape
    first = starts(block, n_codes)
    n_levels = first[-1] + n_codes[block[-1]] - 1
    counts, totals = np.zeros((2, n_numbers, n_levels))
    squares = np.zeros((n_numbers, len(block)))
    is_complete = bool(values.known.all())
    for rows in pieces(n_rows, max(n_numbers, n_levels)):
        part, hits = values.values[:, rows], ones(coded, n_codes, block, rows)
        totals += part @ hits.T
        squares += (part * part) @ np.add.reduceat(hits, first, axis=0).T
        counts += hits.sum(axis=1) if is_complete else values.known[:, rows].astype(np.float32) @ hits.T
    return counts, totals, squares


def _by_count(values: Scaled, codes: Codes, n_codes: int) -> tuple[Floats, Floats, Floats]:
    """Return counts, sums and squares for `_ratios` by adding up in float64, a number at a time."""
    shape = (len(values.values), n_codes)
    counts, totals, squares = np.empty(shape), np.empty(shape), np.empty(shape[0])
    all_counts = np.bincount(codes, minlength=n_codes)
    has_level = None if all_counts[MISSING] == 0 else codes != MISSING
    for place, (column, known) in enumerate(zip(values.values, values.known, strict=True)):
        exact = column.astype(np.float64)
        is_complete = bool(known.all())
        counts[place] = all_counts if is_complete else np.bincount(codes[known], minlength=n_codes)
        totals[place] = np.bincount(codes, exact, minlength=n_codes)
        squares[place] = exact @ exact if has_level is None else exact @ (exact * has_level)
    return counts[:, MISSING + 1 :], totals[:, MISSING + 1 :], squares
