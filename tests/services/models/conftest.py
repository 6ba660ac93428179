"""Small real tables of scikit-learn as models see them: numbers, codes and missing values."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from hydroml.services.vocabulary import Task

Table = tuple[NDArray[np.float64], NDArray[np.float64]]


@pytest.fixture(scope="session")
def table() -> Callable[[Task], Table]:
    """Return features (n, p) with one column of codes and 5 % missing values, and the target (n,)."""
    loaders = {"binary": load_breast_cancer, "multiclass": load_wine}

    def make(task: Task) -> Table:
        features, target = loaders.get(task, load_diabetes)(return_X_y=True)
        generator = np.random.default_rng(3)
        chosen = np.column_stack([features[:, :8], generator.integers(0, 30, len(target))]).astype(float)
        chosen[generator.random(chosen.shape) < 0.05] = np.nan
        return chosen, target

    return make


@pytest.fixture(scope="session")
def prepared(table: Callable[[Task], Table]) -> Callable[[Task, str], Table]:
    """Return such a table as the encoding of a model wants it."""

    def make(task: Task, encoding: str) -> Table:
        features, target = table(task)
        if encoding == "one_hot":
            filled = np.where(np.isnan(features), np.nanmedian(features, axis=0), features)
            features = (filled - filled.mean(axis=0)) / filled.std(axis=0)
        return features, target

    return make
