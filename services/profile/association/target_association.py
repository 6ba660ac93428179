"""How strongly one column goes with the target, by the measure that fits their kinds."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from ..task import MAX_NUMBER_CLASSES
from .codes import Codes, Floats, labels, numbers
from .cramers import cramers_v
from .information import crossed
from .products import MIN_PAIRS
from .ranks import average_ranks
from .ratios import correlation_ratios
from .scaled import scaled

Measure = Literal["spearman", "eta", "cramers_v"]
MAX_LEVELS = 1000
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Anchor:
    """The target as other columns are compared with it: `values` of a number, else `codes` of labels.

    Both of shape (n_rows,); NaN and 0 where missing.
    """

    values: Floats | None = None
    codes: Codes | None = None


def anchor(target: pl.Series, *, is_label: bool) -> Anchor:
    """Return the target as numbers, or as labels where it stands for classes.

    A few different whole numbers are classes too; two of them have an order whichever way they are read.

    Parameters
    ----------
    target : of shape (n_rows,)
    is_label : whether its kind is one of labels
    """
    if is_label or not _is_number(target) or _is_class(target):
        return Anchor(codes=labels(target, MAX_LEVELS))
    return Anchor(values=numbers(target))


def association(feature: pl.Series, target: Anchor, *, is_label: bool) -> tuple[float | None, Measure]:
    """Return how strongly a column goes with the target, and the measure.

    Two numbers: Spearman's rank correlation in [-1, 1]. A number and labels: the correlation ratio in
    [0, 1] (see `ratios`). Labels on both sides: Cramer's V in [0, 1] (see `cramers`). None where fewer
    than 3 rows have both or one of the two does not vary.

    Parameters
    ----------
    feature : of shape (n_rows,)
    target : of the same rows
    is_label : whether the feature's kind is one of labels
    """
    counted = not is_label and _is_number(feature)
    if target.values is not None:
        if counted:
            return _rounded(_spearman(numbers(feature), target.values)), "spearman"
        return _rounded(_ratio(target.values, labels(feature, MAX_LEVELS))), "eta"
    codes = target.codes if target.codes is not None else np.zeros(len(feature), np.intp)
    if counted:
        return _rounded(_ratio(numbers(feature), codes)), "eta"
    return _rounded(_cramers(labels(feature, MAX_LEVELS), codes)), "cramers_v"


def _is_number(values: pl.Series) -> bool:
    return values.dtype.is_numeric() or values.dtype.is_temporal() or values.dtype == pl.Boolean


def _is_class(target: pl.Series) -> bool:
    if not target.dtype.is_numeric():
        return False
    distinct = target.drop_nulls().unique()
    if not 2 < len(distinct) <= MAX_NUMBER_CLASSES:
        return False
    return bool((distinct == distinct.round(0)).all()) if distinct.dtype.is_float() else True


def _spearman(one: Floats, other: Floats) -> float:
    known = np.isfinite(one) & np.isfinite(other)
    if known.sum() < MIN_PAIRS:
        return np.nan
    if not known.all():
        one, other = one[known], other[known]
    x, y = (ranks - ranks.mean() for ranks in (average_ranks(one), average_ranks(other)))
    spread = np.sqrt((x @ x) * (y @ y))
    return float(x @ y / spread) if spread > 0 else np.nan


def _ratio(values: Floats, codes: Codes) -> float:
    n_codes = int(codes.max(initial=0)) + 1
    if n_codes < 3:
        return np.nan
    return float(correlation_ratios(scaled(values[np.newaxis, :]), [codes], [n_codes])[0, 0])


def _cramers(one: Codes, other: Codes) -> float:
    known = (one > 0) & (other > 0)
    return cramers_v(crossed(one[known], other[known]))


def _rounded(value: float) -> float | None:
    return round(value, _DIGITS) if np.isfinite(value) else None
