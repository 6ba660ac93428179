"""Tests of the association of columns of mixed kinds: known values, bias, missing cells, what is left out."""

import itertools

import numpy as np
import pandas as pd
import polars as pl
import pytest
from numpy.typing import NDArray
from scipy.stats import f_oneway
from scipy.stats.contingency import association
from sklearn.datasets import load_iris

from hydroml.services.profile.association.associations import associations
from hydroml.services.profile.association.codes import labels
from hydroml.services.profile.association.cramers import cramers_matrix, cramers_v
from hydroml.services.profile.association.ratios import correlation_ratios
from hydroml.services.profile.association.scaled import Scaled, scaled
from hydroml.tests.support.datasets_room import ANNA, Room

Floats = NDArray[np.float64]


def table_of(x: NDArray[np.intp], y: NDArray[np.intp]) -> NDArray[np.intp]:
    shape = (x.max() + 1, y.max() + 1)
    return np.bincount(x * shape[1] + y, minlength=shape[0] * shape[1]).reshape(shape)


def epsilon(values: Floats, codes: NDArray[np.intp]) -> float:
    """Return the correlation ratio from an analysis of variance of the rows that have both."""
    both = ~np.isnan(values) & (codes > 0)
    groups = [values[both & (codes == level)] for level in np.unique(codes[both])]
    n, k = both.sum(), len(groups)
    explained = 1 - 1 / (1 + f_oneway(*groups).statistic * (k - 1) / (n - k))
    return float(np.sqrt(max(0.0, 1 - (1 - explained) * (n - 1) / (n - k))))


def test_cramers_v_is_1_for_copies_and_near_the_plain_one_for_many_rows() -> None:
    rng = np.random.default_rng(1)
    x = rng.integers(0, 4, 50_000)
    y = np.where(rng.random(50_000) < 0.5, x, rng.integers(0, 4, 50_000))
    assert cramers_v(table_of(x, x)) == pytest.approx(1)
    assert cramers_v(table_of(x, y)) == pytest.approx(association(table_of(x, y)), abs=1e-3)


def test_cramers_v_of_independent_columns_is_not_biased_upwards() -> None:
    rng = np.random.default_rng(2)
    pairs = [table_of(rng.integers(0, 10, 200), rng.integers(0, 10, 200)) for _ in range(50)]
    assert np.mean([cramers_v(one) ** 2 for one in pairs]) < 0.01
    assert np.mean([association(one) ** 2 for one in pairs]) > 0.04, "the plain one is"


def test_a_single_level_has_no_association() -> None:
    assert np.isnan(cramers_v(np.array([[3, 4]])))
    assert np.isnan(cramers_v(np.array([[3, 0], [4, 0]])))
    assert np.isnan(cramers_v(np.zeros((0, 3), np.intp)))


@pytest.mark.parametrize("few", [0, 64])
def test_all_pairs_at_once_are_the_pairs_one_by_one(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr("hydroml.services.profile.association.one_hot.FEW_LEVELS", few)
    monkeypatch.setattr("hydroml.services.profile.association.one_hot.LEVELS_AT_ONCE", 12)
    monkeypatch.setattr("hydroml.services.profile.association.one_hot.CELLS_AT_ONCE", 0)
    rng = np.random.default_rng(8)
    sizes = (2, 5, 70, 3, 11, 90, 1, 0)
    base = rng.integers(0, 1000, 600)
    coded = [base % size + 1 if size else np.zeros(600, np.intp) for size in sizes]
    for codes in coded[:5]:
        codes[rng.random(600) < 0.2] = 0
    got = cramers_matrix(coded, [size + 1 for size in sizes])
    for i, j in itertools.product(range(len(sizes)), repeat=2):
        both = (coded[i] > 0) & (coded[j] > 0)
        one = cramers_v(table_of(coded[i][both], coded[j][both])[1:, 1:]) if both.any() else np.nan
        np.testing.assert_allclose(got[i, j], one, atol=1e-9)
    assert np.isnan(got[6:]).all()
    assert got[0, 0] == pytest.approx(1)


@pytest.mark.parametrize("levels", [3, 200])
@pytest.mark.parametrize("holes", [False, True])
def test_the_correlation_ratio_is_that_of_an_analysis_of_variance(levels: int, holes: bool) -> None:
    rng = np.random.default_rng(levels)
    codes = rng.integers(1, levels + 1, 3000)
    values = rng.normal(size=levels + 1)[codes] * np.array([[0.0], [0.5], [3]]) + rng.normal(size=(3, 3000))
    if holes:
        codes[rng.random(3000) < 0.2] = 0
        values[1, rng.random(3000) < 0.3] = np.nan
    got = correlation_ratios(scaled(values), [codes], [levels + 1])[0]
    np.testing.assert_allclose(got, [epsilon(one, codes) for one in values], atol=1e-4)
    assert got[0] < 0.1


def test_both_ways_of_adding_up_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    values, codes = scaled(rng.normal(size=(5, 1000))), rng.integers(0, 9, 1000)
    product = correlation_ratios(values, [codes], [9])
    monkeypatch.setattr("hydroml.services.profile.association.one_hot.FEW_LEVELS", 0)
    np.testing.assert_allclose(correlation_ratios(values, [codes], [9]), product, atol=1e-5)


def test_what_varies_little_beside_a_far_value_in_other_rows_keeps_its_ratio() -> None:
    rng = np.random.default_rng(4)
    codes = rng.integers(1, 4, 2000)
    values = codes + rng.normal(size=2000)
    expected = epsilon(values[1:], codes[1:])
    values[0], codes[0] = -1e6, 0
    assert correlation_ratios(scaled(values[None]), [codes], [4])[0, 0] == pytest.approx(expected, abs=1e-3)


def test_a_level_for_each_row_and_a_number_that_does_not_vary_have_no_ratio() -> None:
    numbers = scaled(np.vstack([np.arange(50.0), np.ones(50)]))
    assert np.isnan(correlation_ratios(numbers, [np.arange(1, 51)], [51])).all()
    halves = correlation_ratios(numbers, [np.arange(50) // 25 + 1], [3])[0]
    assert halves[0] > 0.8
    assert np.isnan(halves[1])


def test_a_category_of_two_levels_is_as_close_as_its_number() -> None:
    rng = np.random.default_rng(5)
    flag = rng.integers(0, 2, 20_000)
    values = scaled(np.vstack([flag + rng.normal(size=20_000), flag]))
    matrix = associations(values, [flag + 1])
    assert matrix[0, 2] == pytest.approx(matrix[0, 1], abs=1e-3)
    assert matrix[1, 2] == pytest.approx(1, abs=1e-6)


def test_all_pairs_lie_between_0_and_1_and_the_matrix_is_symmetric() -> None:
    data, kinds = load_iris(return_X_y=True)
    cut = labels(pl.Series(data[:, 0]).round(0).cast(pl.String), 10)
    matrix = associations(scaled(data.T), [kinds + 1, cut])
    np.testing.assert_array_equal(matrix, matrix.T)
    assert ((matrix >= 0) & (matrix <= 1)).all()
    assert matrix[4, 2] == pytest.approx(np.sqrt(0.941), abs=2e-3)  # R squared of petal length by species


def test_tables_of_one_sort_of_column_work() -> None:
    codes = [np.tile([1, 2, 3, 1], 50), np.tile([1, 2, 2, 1], 50)]
    assert associations(Scaled.empty(0, 200), codes)[0, 1] > 0.6
    assert associations(scaled(load_iris().data.T), []).shape == (4, 4)


def test_kinds_that_compare_are_compared_and_the_others_left_out(room: Room) -> None:
    rng = np.random.default_rng(6)
    n = 400
    colours = np.array(["red", "green", "blue"])[rng.integers(0, 3, n)]
    frame = pd.DataFrame(
        {
            "id": [f"R{i:05d}" for i in range(n)],
            "size": (colours == "red") + rng.normal(size=n),
            "colour": colours,
            "warm": np.where(colours == "red", "yes", "no"),
            "when": pd.date_range("2020-01-01", periods=n).strftime("%Y-%m-%d"),
            "same": ["x"] * n,
        }
    )
    dataset = room.take(frame.to_csv(index=False).encode())
    got = room.profiles.correlations(ANNA, dataset.id, method="association")
    assert set(got.columns) == {"size", "colour", "warm", "when"}
    assert got.method == "association"
    pairs = {
        frozenset((one, other)): float(got.values[i, j])
        for (i, one), (j, other) in itertools.product(enumerate(got.columns), repeat=2)
    }
    assert pairs[frozenset(("colour", "warm"))] == pytest.approx(1, abs=0.01)
    assert 0.3 < (pairs[frozenset(("size", "colour"))] or 0) < 0.6
    assert (pairs[frozenset(("when", "colour"))] or 0) < 0.15
