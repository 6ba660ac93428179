"""Encodings beyond codes and levels: the target by level, hashed levels, topics of texts, logs."""

from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import KFold
from sklearn.preprocessing import QuantileTransformer, TargetEncoder

from ..features import N_HASHED_LEVELS, N_TOPICS

Matrix = NDArray[np.float64]

MAX_WORDS = 20_000
MAX_QUANTILES = 1000
N_FOLDS = 5
_SEED = 0


def target_encoder(*, is_regression: bool) -> TargetEncoder:
    """Return scikit-learn's encoder: the mean of the target per level, shrunk towards that of all rows.

    In the rows it is fitted on, each row is encoded from other folds, so that no row sees its own target.
    Source: Micci-Barreca (2001), SIGKDD Explorations 3(1), 27-32.
    """
    # Whole numbers of a regression would be taken for classes.
    kind = "continuous" if is_regression else "auto"
    return TargetEncoder(target_type=kind, cv=KFold(N_FOLDS, shuffle=True, random_state=_SEED))


def signed_log(values: Any) -> Matrix:
    """Return ``sign(x) log(1 + |x|)``; missing values stay missing."""
    x = np.asarray(values, dtype=float)
    return np.asarray(np.sign(x) * np.log1p(np.abs(x)))


class NormalRanks(TransformerMixin, BaseEstimator):
    """Spreads the ranks of each column like a normal distribution; missing values stay missing.

    scikit-learn's `QuantileTransformer` with as many quantiles as there are rows, at most 1,000.
    """

    def fit(self, X: Any, y: Any = None) -> Self:
        """Learn the quantiles of each column, of an array of shape (n, p)."""
        n_quantiles = min(MAX_QUANTILES, len(X))
        self.ranks_ = QuantileTransformer(
            n_quantiles=n_quantiles, output_distribution="normal", random_state=_SEED
        ).fit(X)
        self.n_features_in_ = self.ranks_.n_features_in_
        return self

    def transform(self, X: Any) -> Matrix:
        """Return the ranks as normal deviates, shape (n, p)."""
        return np.asarray(self.ranks_.transform(X), dtype=float)


class HashedLevels(TransformerMixin, BaseEstimator):
    """Hashes the levels of each column into a fixed number of columns; learns nothing.

    Parameters
    ----------
    n_columns : per column of levels
    """

    def __init__(self, n_columns: int = N_HASHED_LEVELS) -> None:
        self.n_columns = n_columns

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Learn nothing."""
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X: pd.DataFrame) -> Matrix:
        """Return +1 or -1 in one column per level, 0 elsewhere, shape (n, p * n_columns)."""
        hasher = FeatureHasher(n_features=self.n_columns, input_type="string")
        blocks = [
            hasher.transform([[_word(value)] for value in X.iloc[:, place]]).toarray()
            for place in range(X.shape[1])
        ]
        return np.hstack(blocks) if blocks else np.empty((len(X), 0))


class Topics(TransformerMixin, BaseEstimator):
    """Weighs the words of each text column by TF-IDF and keeps the strongest directions.

    Source: Deerwester et al. (1990), Indexing by latent semantic analysis, JASIS 41(6), 391-407. Fewer
    words than directions leave columns of zeros.

    Parameters
    ----------
    n_columns : per text column
    """

    def __init__(self, n_columns: int = N_TOPICS) -> None:
        self.n_columns = n_columns

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Learn words and directions of each column.

        Parameters
        ----------
        X : frame of shape (n, p) of texts
        """
        self.weights_: list[TfidfVectorizer | None] = []
        self.directions_: list[TruncatedSVD | None] = []
        for place in range(X.shape[1]):
            weights = TfidfVectorizer(max_features=MAX_WORDS)
            try:
                table = weights.fit_transform(_texts(X, place))
            except ValueError:  # there is not a single word
                self.weights_.append(None)
                self.directions_.append(None)
                continue
            n = min(self.n_columns, table.shape[1] - 1, table.shape[0] - 1)
            self.weights_.append(weights)
            self.directions_.append(
                TruncatedSVD(n_components=n, random_state=_SEED).fit(table) if n > 0 else None
            )
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X: pd.DataFrame) -> Matrix:
        """Return the directions, shape (n, p * n_columns)."""
        result = np.zeros((len(X), len(self.weights_) * self.n_columns))
        for place, (weights, directions) in enumerate(zip(self.weights_, self.directions_, strict=True)):
            if weights is not None and directions is not None:
                found = directions.transform(weights.transform(_texts(X, place)))
                start = place * self.n_columns
                result[:, start : start + found.shape[1]] = found
        return result


def _texts(X: pd.DataFrame, place: int) -> pd.Series:
    return X.iloc[:, place].fillna("").astype(str)


def _word(value: Any) -> str:
    return "" if pd.isna(value) else f"={value}"
