"""Tests of the description of columns that are too large to be held."""

from collections.abc import Iterator

import numpy as np
import polars as pl
import pytest
from scipy.stats import skew

from hydroml.services.profile.column import sketch
from hydroml.services.profile.column.sketch import N_SMALLEST, describe

N = 60_000
RNG = np.random.default_rng(1)


def pieces(values: pl.Series, size: int = 7_000) -> Iterator[pl.Series]:
    return (values[start : start + size] for start in range(0, len(values), size))


def test_moments_and_missing_values_are_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketch, "_SAMPLE_ROWS", 10_000)
    numbers = np.concatenate((RNG.lognormal(1, 1, N // 2), RNG.normal(500, 3, N // 2)))
    values = pl.Series([None, *numbers, None, None])
    got = describe("n", "numeric", pieces(values), N + 3).profile
    assert got.n_missing == 3
    assert got.stats["mean"] == pytest.approx(numbers.mean())
    assert got.stats["std"] == pytest.approx(numbers.std(ddof=1))
    assert got.stats["skew"] == pytest.approx(skew(numbers), abs=1e-9)
    assert (got.stats["min"], got.stats["max"]) == (numbers.min(), numbers.max())
    assert got.stats["q25"] == pytest.approx(np.quantile(numbers, 0.25), rel=0.1)
    assert got.n_distinct == pytest.approx(N, rel=0.03)
    assert not got.is_distinct_exact
    assert got.outlier_rows == ()


def test_few_values_are_counted_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketch, "_SAMPLE_ROWS", 10_000)
    labels = pl.Series(RNG.integers(0, N_SMALLEST // 2, N)).cast(pl.String)
    got = describe("c", "categorical", pieces(labels), N).profile
    assert got.n_distinct == labels.n_unique()
    assert got.is_distinct_exact


def test_a_long_column_of_texts_is_counted_within_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketch, "_SAMPLE_ROWS", 10_000)
    texts = pl.Series([f"sentence number {n % 40_000}" for n in range(N)])
    got = describe("t", "text", pieces(texts), N).profile
    assert got.n_distinct == pytest.approx(40_000, rel=0.03)
    assert got.stats["mean_words"] == pytest.approx(3)
