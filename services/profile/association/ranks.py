"""Average ranks of columns of numbers."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def average_ranks(values: Floats) -> Floats:
    """Return the ranks of the known values from 1; equal values share the mean of their ranks.

    Parameters
    ----------
    values : of shape (n_rows,); what is not finite is missing

    Returns
    -------
    ndarray of shape (n_rows,) in [1, n_known], NaN where missing
    """
    known = np.isfinite(values)
    if known.all():
        return _ranks(values)
    result = np.full(len(values), np.nan)
    result[known] = _ranks(values[known])
    return result


def _ranks(values: Floats) -> Floats:
    order = np.argsort(values)
    ordered = values[order]
    rises = ordered[1:] != ordered[:-1]
    result = np.empty(len(values))
    if rises.all():
        result[order] = np.arange(1.0, len(values) + 1)
        return result
    first = np.concatenate(([0], np.flatnonzero(rises) + 1))
    end = np.append(first[1:], len(values))
    result[order] = np.repeat((first + end + 1) / 2, end - first)
    return result
