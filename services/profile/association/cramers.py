"""How strongly columns of categories go with each other: Cramer's V, in [0, 1], of all pairs."""

from collections.abc import Sequence
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from .codes import MISSING, Codes
from .one_hot import few_and_many, ones, pieces, starts
from .products import MIN_PAIRS
from .scaled import Floats, in_threads

Counts = NDArray[np.intp] | Floats


def cramers_v(table: Counts) -> float:
    """Return Cramer's V of two columns from the counts of their levels, of shape (n_levels, n_levels)."""
    return float(_of_tables(table, [0], [0])[0, 0]) if table.size else np.nan


def cramers_matrix(coded: Sequence[Codes], n_codes: Sequence[int]) -> Floats:
    """Return Cramer's V of each pair of columns over the rows that have both.

    Corrected for the bias of few rows; levels without rows do not count. Source: Bergsma (2013), A
    bias-correction for Cramer's V and Tschuprow's T, Journal of the Korean Statistical Society 42(3),
    323-328. Columns of at most 64 levels are counted by products of matrices with a row of ones for each
    level, hundreds of levels at once; pairs with a longer one by adding up.

    Parameters
    ----------
    coded : codes of shape (n_rows,), `MISSING` or from 1 to below the number in `n_codes`

    Returns
    -------
    ndarray of shape (n_columns, n_columns) in [0, 1]; NaN with fewer than 3 rows or where one of the two
    has a single level
    """
    matrix = np.full((len(coded), len(coded)), np.nan)
    blocks, many = few_and_many(n_codes)
    for one, other in combinations_with_replacement(blocks, 2):
        counts = _products(coded, n_codes, one, other)
        found = _of_tables(counts, *(starts(block, n_codes) for block in (one, other)))
        matrix[np.ix_(one, other)] = found
        matrix[np.ix_(other, one)] = found.T

    few = [place for block in blocks for place in block]

    def count(number: int) -> None:
        place = many[number]
        for other in [*few, *many[: number + 1]]:
            shape = (n_codes[place], n_codes[other])
            cells = np.bincount(coded[place] * shape[1] + coded[other], minlength=shape[0] * shape[1])
            value = cramers_v(cells.reshape(shape)[MISSING + 1 :, MISSING + 1 :])
            matrix[place, other] = matrix[other, place] = value

    in_threads(count, range(len(many)))
    return matrix


def _of_tables(counts: Counts, rows: Sequence[int], columns: Sequence[int]) -> Floats:
    """Return the V of each pair of columns whose tables stand side by side in `counts`.

    Parameters
    ----------
    counts : of shape (n_levels of all, n_levels of all)
    rows, columns : where the levels of each column begin
    """
    row, column = np.add.reduceat(counts, columns, axis=1), np.add.reduceat(counts, rows, axis=0)
    n = np.add.reduceat(row, rows, axis=0)
    n_rows, n_columns = np.add.reduceat(row > 0, rows, axis=0), np.add.reduceat(column > 0, columns, axis=1)
    apart = np.repeat(row, _lengths(columns, counts.shape[1]), axis=1).astype(np.float64)
    apart *= np.repeat(column, _lengths(rows, counts.shape[0]), axis=0)
    shares = np.divide(np.square(counts, dtype=np.float64), apart, out=apart, where=apart > 0)
    phi = np.add.reduceat(np.add.reduceat(shares, rows, axis=0), columns, axis=1) - 1
    rest = np.maximum(n - 1, 1)
    excess = np.maximum(0.0, phi - (n_rows - 1) * (n_columns - 1) / rest)
    effective = np.minimum(n_rows - (n_rows - 1) ** 2 / rest, n_columns - (n_columns - 1) ** 2 / rest)
    is_known = (n >= MIN_PAIRS) & (n_rows >= 2) & (n_columns >= 2) & (effective > 1)
    values = np.sqrt(np.divide(excess, effective - 1, out=np.zeros_like(excess), where=is_known))
    return np.where(is_known, np.minimum(1.0, values), np.nan)


def _products(
    coded: Sequence[Codes], n_codes: Sequence[int], one: Sequence[int], other: Sequence[int]
) -> Floats:
    """Return the tables of all pairs of a column of `one` and a column of `other`, side by side."""
    shape = tuple(sum(n_codes[place] - 1 for place in block) for block in (one, other))
    total = np.zeros(shape)
    for rows in pieces(len(coded[one[0]]), max(shape)):
        left = ones(coded, n_codes, one, rows)
        right = left if other is one else ones(coded, n_codes, other, rows)
        total += left @ right.T
    return total


def _lengths(starts: Sequence[int], end: int) -> NDArray[np.intp]:
    return np.diff(np.array(starts), append=end)
