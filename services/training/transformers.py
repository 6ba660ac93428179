"""Preprocessing that learns from the training rows of a split, in scikit-learn's conventions."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import HashingVectorizer

from ..features import N_HASHED
from ..vocabulary import ColumnKind
from .columns import typed_column, typed_frame, without_stand_ins

Matrix = NDArray[np.float64]

UNSEEN = -1.0
MISSING = None
CLIP = 3.0
DATE_ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {
        "year": "year",
        "quarter": "quarter",
        "month": "month",
        "day": "day",
        "weekday": "day_of_week",
        "dayofyear": "day_of_year",
        "hour": "hour",
        "minute": "minute",
    }
)
"""Parts of a date by the name that pandas gives them; weeks begin on Monday, day 0."""


class TypedColumns(TransformerMixin, BaseEstimator):
    """Gives each column the form of its kind, so that the pipeline takes rows as they come.

    Parameters
    ----------
    kinds : kind by column, for the columns that are used
    missing : values that stand for "missing", by column
    """

    def __init__(
        self, kinds: Mapping[str, ColumnKind], missing: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.kinds = kinds
        self.missing = missing

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Learn nothing."""
        self.n_features_in_ = len(self.kinds)
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """Return the columns of `kinds`, in that order."""
        return typed_frame(without_stand_ins(X, self.missing or {}), self.kinds)


class CategoryCodes(TransformerMixin, BaseEstimator):
    """Numbers each column's levels from 0; missing stays missing (NaN), an unseen level becomes -1.

    Levels are numbered in their natural order: by value if all are numbers, else by text.
    """

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Learn the levels of each column.

        Parameters
        ----------
        X : frame of shape (n, p) of texts or categories
        """
        self.levels_ = [_levels(X.iloc[:, place])[0] for place in range(X.shape[1])]
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X: pd.DataFrame) -> Matrix:
        """Return the codes, shape (n, p)."""
        result = np.empty(X.shape)
        for place, levels in enumerate(self.levels_):
            column = X.iloc[:, place]
            codes = _codes(column, levels).astype(float)
            codes[(codes < 0) & column.isna().to_numpy()] = np.nan
            result[:, place] = codes
        return result


class OneHotLevels(TransformerMixin, BaseEstimator):
    """Gives each frequent level a column of zeros and ones; rarer levels share one more.

    A missing value counts as a level of its own. An unseen level goes to the shared column, or gives
    zeros where there is none. Two levels need a single column.

    Parameters
    ----------
    max_levels : most levels with a column of their own
    """

    def __init__(self, max_levels: int = 20) -> None:
        self.max_levels = max_levels

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Learn which levels are frequent.

        Parameters
        ----------
        X : frame of shape (n, p) of texts or categories
        """
        self.levels_: list[list[str | None]] = []
        self.shared_: list[bool] = []
        for place in range(X.shape[1]):
            column = X.iloc[:, place]
            levels, counts = _levels(column)
            n_missing = int(column.isna().sum())
            every = [*levels, MISSING] if n_missing else list(levels)
            amounts = [*counts, n_missing] if n_missing else list(counts)
            kept = sorted(np.argsort([-amount for amount in amounts], kind="stable")[: self.max_levels])
            self.levels_.append([every[one] for one in kept])
            self.shared_.append(len(every) > self.max_levels)
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X: pd.DataFrame) -> Matrix:
        """Return zeros and ones, shape (n, columns of all levels)."""
        blocks = [
            _indicators(X.iloc[:, place], levels, shared)
            for place, (levels, shared) in enumerate(zip(self.levels_, self.shared_, strict=True))
        ]
        return np.hstack(blocks) if blocks else np.empty((len(X), 0))


class DateParts(TransformerMixin, BaseEstimator):
    """Takes dates apart into numbers; a missing date gives missing parts.

    Parameters
    ----------
    parts : of `DATE_ATTRIBUTES`
    """

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = parts

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Learn nothing; refuse unknown parts."""
        unknown = [part for part in self.parts if part not in DATE_ATTRIBUTES]
        if unknown:
            raise ValueError(f"A date has no part '{unknown[0]}'; it has {', '.join(DATE_ATTRIBUTES)}.")
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X: pd.DataFrame) -> Matrix:
        """Return the parts, shape (n, p * len(parts)), column by column."""
        dates = [typed_column(X.iloc[:, place], "datetime") for place in range(X.shape[1])]
        names = [DATE_ATTRIBUTES[part] for part in self.parts]
        parts = [getattr(one.dt, name).to_numpy(dtype=float) for one in dates for name in names]
        return np.column_stack(parts) if parts else np.empty((len(X), 0))


class HashedWords(TransformerMixin, BaseEstimator):
    """Hashes the words of each text column into a fixed number of columns; learns nothing.

    Parameters
    ----------
    n_columns : per text column
    """

    def __init__(self, n_columns: int = N_HASHED) -> None:
        self.n_columns = n_columns

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Learn nothing."""
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X: pd.DataFrame) -> Matrix:
        """Return word counts scaled to length one, shape (n, p * n_columns)."""
        hashing = HashingVectorizer(n_features=self.n_columns)
        texts = (X.iloc[:, place].fillna("").astype(str) for place in range(X.shape[1]))
        return np.hstack([hashing.transform(column).toarray() for column in texts])


class RobustSmoothClip(TransformerMixin, BaseEstimator):
    """Centres on the median, scales by the quartiles and bends far values towards ±3.

    z = (x - median) / (q75 - q25), or 2 (x - median) / (max - min) where the quartiles meet, or 0
    for a constant; the result is z / sqrt(1 + (z/3)²). Missing values stay missing.
    Source: Holzmüller, Grinsztajn & Steinwart (2024), RealMLP, arXiv 2407.04491.
    """

    def fit(self, X: Any, y: Any = None) -> Self:
        """Learn median and scale of each column.

        Parameters
        ----------
        X : array of shape (n, p)
        """
        values = np.asarray(X, dtype=float)
        low, middle, high = _quartiles(values)
        spread, reach = high - low, np.fmax.reduce(values) - np.fmin.reduce(values)
        scale = np.where(spread > 0, spread, reach / 2)
        self.center_ = np.nan_to_num(middle)
        self.factor_ = np.divide(1.0, scale, out=np.zeros_like(scale), where=scale > 0)
        self.n_features_in_ = values.shape[1]
        return self

    def transform(self, X: Any) -> Matrix:
        """Return scaled and bent values in [-3, 3], shape (n, p)."""
        z = (np.asarray(X, dtype=float) - self.center_) * self.factor_
        return np.asarray(z / np.sqrt(1 + (z / CLIP) ** 2))


def _quartiles(values: Matrix) -> Matrix:
    """Return the three quartiles of each column without its missing values, shape (3, p)."""
    if np.isnan(values).any():
        return pd.DataFrame(values).quantile([0.25, 0.5, 0.75]).to_numpy()
    return np.asarray(np.quantile(values, [0.25, 0.5, 0.75], axis=0))


def _levels(column: pd.Series) -> tuple[list[str], list[int]]:
    """Return the levels that occur, in natural order, and how often each does."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes = column.cat.codes.to_numpy()
        counts = np.bincount(codes[codes >= 0], minlength=len(column.cat.categories))
        found = {str(level): int(n) for level, n in zip(column.cat.categories, counts, strict=True) if n > 0}
    else:
        found = {str(level): int(n) for level, n in column.value_counts().items()}
    levels = natural_order(found)
    return levels, [found[level] for level in levels]


def natural_order(levels: Any) -> list[str]:
    """Return texts sorted by value if all are numbers, else by text."""
    try:
        return sorted(levels, key=lambda level: (float(level), level))
    except ValueError:
        return sorted(levels)


def _codes(column: pd.Series, levels: Sequence[str]) -> NDArray[np.intp]:
    """Return the place of each value in `levels`, -1 where it is not among them."""
    index = pd.Index(np.asarray(levels, dtype=object))
    if isinstance(column.dtype, pd.CategoricalDtype):
        places = index.get_indexer(pd.Index(np.asarray(column.cat.categories, dtype=object)))
        return np.append(places, -1)[column.cat.codes.to_numpy()]
    return index.get_indexer(pd.Index(column.to_numpy(dtype=object)))


def _indicators(column: pd.Series, levels: Sequence[str | None], shared: bool) -> Matrix:
    known = [level for level in levels if level is not None]
    codes = _codes(column, known)
    missing = column.isna().to_numpy()
    if MISSING in levels:
        codes = np.where(missing, len(known), codes)
    n_columns = len(levels) + shared
    if shared:
        codes = np.where(codes < 0, len(levels), codes)
    table = np.vstack([np.eye(n_columns), np.zeros(n_columns)])[codes]
    return table[:, 1:] if n_columns == 2 else table
