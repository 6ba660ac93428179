"""Turns counts in a sample into estimates for the whole table, and says how far they may be off."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .column.columns import Seen
from .column.disguised import scaled
from .records import ColumnProfile, Histogram

_Z = 1.96
_N_STRETCHES = 20
_LEAST_STRETCH = 20
MAX_JUDGED = 200
_N_PROBED = 1000
_OF_NEIGHBOURS = ("step_s", "n_gaps", "largest_gap_s")


def estimated(
    seen: Seen, n_rows: int, n_seen: int, positions: NDArray[np.int64] | None = None
) -> ColumnProfile:
    """Return the profile with counts as they would be in `n_rows` rows, when `n_seen` were looked at.

    Parameters
    ----------
    positions : the numbers of the rows looked at, from 0, of shape (n_seen,); without them no outlier is
        named by its row
    """
    column = seen.profile
    if n_seen == n_rows or n_seen == 0:
        return column
    factor = n_rows / n_seen
    stats = {name: None if name in _OF_NEIGHBOURS else value for name, value in column.stats.items()}
    if "top" in stats:
        stats["top"] = [[value, round(n * factor)] for value, n in column.stats["top"]]
    shape = column.histogram
    rows = () if positions is None else tuple(int(positions[row - 1]) + 1 for row in column.outlier_rows)
    return replace(
        column,
        n_missing=round(column.n_missing * factor),
        n_distinct=n_distinct(seen, n_rows, n_seen),
        n_outliers=round(column.n_outliers * factor),
        stats=stats,
        histogram=shape and Histogram(shape.edges, tuple(round(count * factor) for count in shape.counts)),
        is_distinct_exact=False,
        disguised=scaled(column.disguised, factor),
        outlier_rows=rows,
    )


def n_distinct(seen: Seen, n_rows: int, n_seen: int) -> int:
    """Return how many different values `n_rows` rows have at least, from those seen once and twice.

    ``d + f1**2 / (2 f2 n / (n - 1) + f1 q / (1 - q))`` with q the share of rows that were looked at: d where
    nothing was seen only once, all rows where nothing was seen twice; a lower bound where some values are
    much rarer than others. Source: Chao & Lin (2012), Biometrics 68(3), 912-921, for sampling without
    replacement.
    """
    column = seen.profile
    n = n_seen - column.n_missing
    if seen.once == 0 or n < 2:
        return column.n_distinct
    share = n_seen / n_rows
    unseen = seen.once**2 / (2 * seen.twice * n / (n - 1) + seen.once * share / (1 - share))
    return min(round(n * n_rows / n_seen), round(column.n_distinct + unseen))


def share_error(columns: Sequence[pl.Series], n_rows: int) -> float:
    """Return the half-width of the 95 % interval of a share of one half, in [0, 1].

    That of independent rows, ``1.96 sqrt(0.25 / n (1 - n / N))``, widened by the root of the design effect
    of a typical column: how much more the shares above the median differ between neighbouring stretches of
    the sample than those of independent rows would. Source: Kish (1965), Survey Sampling, sections 2.4, 5.4
    and 8.2 (successive differences).

    Parameters
    ----------
    columns : the sampled rows in the order of the table, each of shape (n_seen,)
    """
    n = len(columns[0]) if columns else 0
    if n == 0:
        return 1.0
    effects = [
        effect
        for one in columns[:MAX_JUDGED]
        if one.dtype.is_numeric() and (effect := _effect(one)) is not None
    ]
    typical = max(1.0, float(np.median(effects))) if effects else 1.0
    return min(0.5, _Z * math.sqrt(0.25 / n * max(0.0, 1 - n / n_rows) * typical))


def _effect(values: pl.Series) -> float | None:
    """Return the variance of a share between stretches, relative to that of independent rows."""
    known = values.drop_nulls().to_numpy()
    each = len(known) // _N_STRETCHES
    if each < _LEAST_STRETCH:
        return None
    above = known > np.median(known[:: max(1, len(known) // _N_PROBED)])  # a rough half is enough
    share = float(above.mean())
    if share == 0:
        return None
    shares = above[: each * _N_STRETCHES].reshape(_N_STRETCHES, each).mean(axis=1)
    between = float(np.mean(np.diff(shares) ** 2)) / 2
    return between / (share * (1 - share) / each)
