"""Tests of correlations against pandas and scipy, with missing cells and hard numbers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import rankdata, spearmanr
from sklearn.datasets import load_breast_cancer, load_wine

from hydroml.services.profile.association.correlations import arranged, clustered
from hydroml.services.profile.association.matrices import sampling_error
from hydroml.services.profile.association.products import correlations_of
from hydroml.services.profile.association.ranks import average_ranks
from hydroml.services.profile.association.scaled import scaled
from hydroml.services.profile.rows import Rows
from hydroml.tests.support.datasets_room import ANNA, Room

Floats = NDArray[np.float64]


def pearson(columns: Floats) -> Floats:
    return correlations_of(scaled(columns))


def spearman(columns: Floats) -> Floats:
    return correlations_of(scaled(columns, average_ranks))


def with_holes(columns: Floats, share: float) -> Floats:
    result = columns.copy()
    result[np.random.default_rng(2).random(result.shape) < share] = np.nan
    return result


def test_pearson_agrees_with_numpy() -> None:
    columns = load_breast_cancer().data.T
    np.testing.assert_allclose(pearson(columns), np.corrcoef(columns), atol=2e-6)


def test_missing_cells_leave_the_rows_that_both_have() -> None:
    columns = with_holes(load_breast_cancer().data.T, 0.2)
    np.testing.assert_allclose(pearson(columns), pd.DataFrame(columns.T).corr(), atol=1e-5)


def test_columns_with_and_without_missing_cells_mix() -> None:
    columns = load_wine().data.T.copy()
    columns[3] = with_holes(columns[3], 0.3)
    columns[8] = with_holes(columns[8], 0.9)
    np.testing.assert_allclose(pearson(columns), pd.DataFrame(columns.T).corr(), atol=1e-5)


def test_spearman_agrees_with_scipy_ties_included() -> None:
    columns = load_wine().data.T.round(0)
    np.testing.assert_allclose(spearman(columns), spearmanr(columns.T).statistic, atol=1e-6)


def test_spearman_ranks_each_column_once_and_stays_close_to_ranks_of_each_pair() -> None:
    columns = with_holes(load_breast_cancer().data.T, 0.05)
    ranks = pd.DataFrame(columns.T).rank()
    np.testing.assert_allclose(spearman(columns), ranks.corr(), atol=1e-5)
    np.testing.assert_allclose(spearman(columns), pd.DataFrame(columns.T).corr("spearman"), atol=0.02)


@given(st.lists(st.one_of(st.integers(-3, 3), st.floats(-1e9, 1e9)), min_size=1, max_size=40))
def test_ranks_are_those_of_scipy(values: list[float]) -> None:
    np.testing.assert_array_equal(average_ranks(np.array(values, float)), rankdata(values))


def test_ranks_pass_over_missing_and_infinite_values() -> None:
    ranks = average_ranks(np.array([3.0, np.nan, 1.0, np.inf, 3.0]))
    np.testing.assert_array_equal(ranks, [2.5, np.nan, 1.0, np.nan, 2.5])


@pytest.mark.parametrize(
    ("offset", "factor"),
    [(0.0, 1.0), (1e9, 1.0), (1.7e9, 1e-3), (1e15, 10.0), (0.0, 1e-200), (0.0, 1e200), (-1e300, 1e290)],
)
@pytest.mark.parametrize("share", [0.0, 0.1])
def test_huge_offsets_and_tiny_or_huge_spreads_change_nothing(
    offset: float, factor: float, share: float
) -> None:
    plain = with_holes(load_wine().data[:, :2].T, share)
    shifted = np.vstack([offset + factor * plain[0], plain[1]])
    assert pearson(shifted)[0, 1] == pytest.approx(pearson(plain)[0, 1], abs=0.01 if offset == 1e15 else 1e-4)


@pytest.mark.parametrize("constant", [0.0, 7.0, 0.1, 1e300, -1e-300])
@pytest.mark.parametrize("share", [0.0, 0.1])
def test_a_column_that_does_not_vary_has_no_correlation(constant: float, share: float) -> None:
    columns = with_holes(load_wine().data[:, :3].T, share)
    columns[0, ~np.isnan(columns[0])] = constant
    got = pearson(columns)
    assert np.isnan(got[0]).all()
    assert np.isnan(got[:, 0]).all()
    assert got[1, 1] == got[2, 2] == 1


def test_rounding_is_no_variation() -> None:
    values = np.where(np.arange(100) % 2, 0.3, 0.1 + 0.2)
    assert np.ptp(values) > 0
    assert np.isnan(pearson(np.vstack([values, np.arange(100.0)]))[0]).all()


def test_fewer_than_three_common_rows_give_no_correlation() -> None:
    columns = np.array([[1, 2, 3, np.nan, np.nan], [np.nan, 2, 5, 1, 7], [4, 2, 9, 3, 3]], float)
    got = pearson(columns)
    assert np.isnan(got[0, 1])
    assert not np.isnan(got[[0, 1], 2]).any()
    assert np.isnan(pearson(columns[:, :2])).all()


def test_a_far_value_outside_the_common_rows_does_not_blur_the_rest() -> None:
    columns = load_wine().data[:, :2].T.copy()
    columns[0, 0], columns[1, 0] = -1e7, np.nan
    assert pearson(columns)[0, 1] == pytest.approx(np.corrcoef(columns[:, 1:])[0, 1], abs=1e-4)


def test_groups_stand_together() -> None:
    rng = np.random.default_rng(3)
    one, two = rng.normal(size=(2, 500))
    columns = np.vstack([pick + rng.normal(0, 0.1, 500) for pick in (one, two, one, two, one)])
    order = clustered(pearson(columns))
    assert {frozenset(order[:2]), frozenset(order[:3])} & {frozenset((1, 3)), frozenset((0, 2, 4))}


def test_all_rows_have_no_sampling_error(room: Room) -> None:
    dataset = room.take(pd.DataFrame(load_wine().data).add_prefix("x").to_csv(index=False).encode())
    for method in ("pearson", "spearman"):
        got = room.profiles.correlations(ANNA, dataset.id, method=method)
        assert (got.n_rows, got.error, got.n_left_out) == (178, None, 0)
        kept = room.profiles.cached_correlations(ANNA, dataset.id, method=method)
        assert kept is not None
        np.testing.assert_array_equal(kept.values, got.values)


def test_the_sampling_error_covers_correlations_of_independent_columns() -> None:
    got = pearson(np.random.default_rng(6).normal(size=(60, 400)))
    outside = np.abs(got[np.triu_indices(60, 1)]) > sampling_error(400)
    assert 0.03 < outside.mean() < 0.07


def test_of_very_many_columns_the_most_correlated_are_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr("hydroml.services.profile.association.correlations.MAX_COLUMNS", 4)
    path = tmp_path_factory.mktemp("few") / "t.parquet"
    pd.DataFrame({"a": [1.0, 2.0, 3.0]}).to_parquet(path)
    rng = np.random.default_rng(7)
    one, two = rng.normal(size=(2, 300))
    columns = np.vstack([one, rng.normal(size=300), two, one + 0.1 * two, rng.normal(size=300), two - one])
    got = arranged("pearson", list("abcdef"), pearson(columns), Rows(path, exact=True))
    assert set(got.columns) == set("acdf")
    assert got.n_left_out == 2
    assert got.values.shape == (4, 4)
