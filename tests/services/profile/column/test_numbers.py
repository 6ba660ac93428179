"""Tests of the measures of columns of numbers against known values and other implementations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import median_abs_deviation, skew

from hydroml.services.profile.column import numbers, runs

SMALL_NUMBERS = st.lists(st.floats(-1e6, 1e6) | st.integers(-5, 5).map(float), min_size=1, max_size=60)


def tables() -> list[NDArray[np.generic]]:
    """Return columns of each sort that is counted in its own way."""
    rng = np.random.default_rng(1)
    return [
        rng.normal(40, 12, 5000).round(2),
        rng.normal(size=5000),
        rng.lognormal(3, 2, 5001),
        rng.integers(-20, 50, 5000),
        rng.integers(-(2**62), 2**62, 5000),
        np.sort(rng.exponential(size=5000)),
        -rng.geometric(0.3, 999).astype(float),
        np.array([2.5]),
    ]


@pytest.mark.parametrize("place", range(8))
def test_runs_hold_the_different_values_and_their_counts(place: int) -> None:
    values = tables()[place]
    found = runs.of(values)
    levels, counts = np.unique(values, return_counts=True)
    np.testing.assert_array_equal(found.levels, levels)
    np.testing.assert_array_equal(found.counts, counts)
    assert found.n == len(values)


@pytest.mark.parametrize("place", range(8))
def test_moments_and_quantiles_agree_with_numpy_and_scipy(place: int) -> None:
    values = tables()[place].astype(float)
    got = numbers.summary(runs.of(tables()[place]))
    assert got["mean"] == pytest.approx(values.mean())
    assert (got["min"], got["max"]) == (values.min(), values.max())
    for name, share in numbers.QUANTILES.items():
        assert got[name] == pytest.approx(np.quantile(values, share))
    if len(values) > 1:
        assert got["std"] == pytest.approx(values.std(ddof=1))
        assert got["skew"] == pytest.approx(skew(values))
    else:
        assert (got["std"], got["skew"]) == (None, None)


def test_a_small_spread_far_from_zero_keeps_its_digits() -> None:
    values = 1e9 + np.random.default_rng(2).normal(size=10_000)
    got = numbers.summary(runs.of(values))
    assert got["std"] == pytest.approx((values - 1e9).std(ddof=1), rel=1e-6)
    assert got["skew"] == pytest.approx(skew(values - 1e9), abs=1e-6)


@given(SMALL_NUMBERS)
def test_the_median_distance_needs_no_second_sort(values: list[float]) -> None:
    found = runs.of(np.array(values))
    middle = found.quantile(0.5)
    assert middle == pytest.approx(np.median(values))
    assert numbers.median_distance(found, middle) == pytest.approx(median_abs_deviation(values), abs=1e-9)


@given(SMALL_NUMBERS, st.booleans())
def test_a_histogram_counts_each_value_once(values: list[float], whole: bool) -> None:
    given_values = np.array(values).round() if whole else np.array(values)
    shape = numbers.histogram(runs.of(given_values), whole=whole)
    assert shape is not None
    edges = np.array(shape.edges)
    assert len(edges) == len(shape.counts) + 1
    if edges[0] < edges[-1]:
        assert shape.counts == tuple(np.histogram(given_values, bins=edges)[0])
    assert sum(shape.counts) == len(values)


@pytest.mark.parametrize("values", [[], [5.0], [5.0, 5.0], [1e308, -1e308], [0.0, 1e-320], [1e300] * 3])
def test_awkward_numbers_have_moments_or_none(values: list[float]) -> None:
    found = runs.of(np.array(values))
    got = numbers.summary(found)
    assert all(value is None or np.isfinite(value) for value in got.values())
    numbers.histogram(found, whole=False)
    assert numbers.n_outliers(found) == 0


def test_outliers_are_counted_by_a_rule_they_cannot_move() -> None:
    values = np.concatenate((np.random.default_rng(1).normal(size=1000), np.full(200, 100.0)))
    assert 200 <= numbers.n_outliers(runs.of(values)) <= 205
    assert numbers.n_outliers(runs.of(np.array([0.0] * 99 + [1.0]))) == 0


def test_the_outliers_that_are_named_are_the_farthest_ones_in_their_order() -> None:
    values = np.random.default_rng(3).normal(size=4000)
    values[[17, 2000, 3999]] = [50.0, -90.0, 70.0]
    places = numbers.outlier_places(values, runs.of(values))
    assert places[:3].tolist() == [2000, 3999, 17]
    assert len(places) == min(20, numbers.n_outliers(runs.of(values)))
    beyond = np.sort(np.abs(values - np.median(values)))[-len(places) :]
    np.testing.assert_allclose(np.sort(np.abs(values[places] - np.median(values))), beyond)


def test_many_equal_outliers_are_named_by_the_first_rows() -> None:
    values = np.concatenate((np.random.default_rng(4).normal(size=1000), np.full(100, 99.0)))
    assert numbers.outlier_places(values, runs.of(values)).tolist() == list(range(1000, 1020))


def test_whole_numbers_get_whole_bins() -> None:
    shape = numbers.histogram(runs.of(np.arange(0, 73)), whole=True)
    assert shape is not None
    assert sum(shape.counts) == 73
    assert all(edge.is_integer() for edge in shape.edges)
