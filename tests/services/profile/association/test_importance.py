"""Tests of mutual information: its size, its bias, its noise floor, its error and its bins."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy.stats import spearmanr
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.feature_selection import mutual_info_classif, mutual_info_regression

from hydroml.services.profile.association import importance
from hydroml.services.profile.association.codes import bins, coded, labels, n_bins
from hydroml.services.profile.association.importance import importances
from hydroml.services.profile.association.information import crossed, error, information, noise_floor
from hydroml.tests.support.datasets_room import ANNA, Room


def test_information_of_a_fair_coin_with_itself_is_log_2() -> None:
    coin = np.arange(10_000) % 2
    assert information(crossed(coin, coin)) == pytest.approx(np.log(2), abs=1e-4)


def test_information_of_nothing_is_nothing() -> None:
    none = np.zeros(0, np.intp)
    assert information(crossed(none, none)) == 0


def test_information_of_a_normal_pair_is_that_of_its_correlation() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 20_000).T
    got = information(crossed(bins(x), bins(y)))
    assert got == pytest.approx(-0.5 * np.log(1 - 0.36), abs=0.02)


def test_information_of_independent_columns_is_not_biased_upwards() -> None:
    rng = np.random.default_rng(4)
    scores = [information(crossed(rng.integers(0, 8, 500), rng.integers(0, 8, 500))) for _ in range(50)]
    assert np.mean(scores) < 0.01


def test_the_noise_floor_is_what_shuffled_rows_reach() -> None:
    rng = np.random.default_rng(5)
    x, y = rng.integers(0, 12, 2000), rng.geometric(0.3, 2000)
    shuffled = [float(information(crossed(x, rng.permutation(y)))) for _ in range(400)]
    table = crossed(x, y)
    floor = noise_floor(table.sum(axis=1), table.sum(axis=0))
    assert np.mean(np.array(shuffled) > floor) == pytest.approx(0.05, abs=0.04)


def test_independent_columns_seldom_pass_the_floor_and_dependent_ones_do() -> None:
    rng = np.random.default_rng(6)
    target = pl.Series(rng.normal(size=3000))
    noise = [(f"n{i}", pl.Series(rng.normal(size=3000))) for i in range(60)]
    told = [("parabola", target**2), ("sign", (target > 0)), ("word", (target > 1).cast(pl.String))]
    items = {item.name: item for item in importances([*noise, *told], target)}
    assert sum(items[name].score > items[name].noise_floor for name, _ in noise) <= 8
    assert all(items[name].score > 20 * items[name].noise_floor for name, _ in told)
    assert len({items[name].noise_floor for name, _ in noise}) == 1, "equal margins share a floor"


def test_the_error_of_a_sample_covers_the_information_of_the_whole() -> None:
    rng = np.random.default_rng(7)
    x = rng.integers(0, 5, 100_000)
    y = (x + rng.integers(0, 6, 100_000)) // 2
    whole = float(information(crossed(x, y)))
    tables = [crossed(x[rows], y[rows]) for rows in rng.integers(0, 100_000, (200, 1000))]
    covered = [abs(float(information(table)) - whole) <= error(table) for table in tables]
    assert 0.9 <= np.mean(covered) <= 0.99


def test_columns_that_are_scored_together_score_as_each_by_itself() -> None:
    rng = np.random.default_rng(12)
    target = pl.Series(rng.normal(size=400))
    noisy = [target + rng.normal(0, scale, 400) for scale in (0.1, 1, 10)]
    holes = [values.scatter(list(range(place, 400, 7)), None) for place, values in enumerate(noisy)]
    texts = [(values > 0).cast(pl.String) for values in holes]
    features = [(f"x{place}", values) for place, values in enumerate([*noisy, *holes, *texts])]
    alone = [importances([feature], target)[0] for feature in features]
    together = {item.name: item for item in importances(features, target)}
    assert [together[item.name] for item in alone] == alone


def test_bins_hold_equally_many_rows_and_missing_is_one_of_its_own() -> None:
    values = np.concatenate(([np.nan, np.inf, -np.inf], np.random.default_rng(5).normal(size=997)))
    codes = bins(values)
    assert (codes[:3] == 0).all()
    assert (codes[3:] > 0).all()
    counts = np.bincount(codes)[1:]
    assert len(counts) == n_bins(1000)
    assert np.ptp(counts) <= 1


def test_a_rare_second_value_is_not_lost_among_the_bins() -> None:
    values = np.zeros(10_000)
    values[:50] = 1
    assert set(bins(values)) == {1, 2}


def test_a_value_of_many_rows_has_a_bin_of_its_own_and_the_others_share_the_rest() -> None:
    rng = np.random.default_rng(8)
    values = np.where(rng.random(20_000) < 0.9, 0.0, rng.normal(size=20_000))
    codes = bins(values)
    (zero,) = set(codes[values == 0])
    assert set(values[codes == zero]) == {0.0}
    assert len(set(codes)) in (n_bins(20_000), n_bins(20_000) + 1)


def test_bins_follow_the_order_of_the_values() -> None:
    values = np.random.default_rng(9).integers(0, 200, 5000).astype(float)
    codes = bins(values)
    assert (np.diff(codes[np.argsort(values, kind="stable")]) >= 0).all()


def test_rare_labels_share_a_code_and_missing_has_none() -> None:
    values = pl.Series([None, *"aaabbc", *(f"rare{i}" for i in range(9))])
    codes = labels(values, 3)
    assert codes[0] == 0
    assert len(set(codes[1:4])) == len(set(codes[4:6])) == 1
    assert set(codes[6:]) == {3}
    assert len(set(labels(values, 50))) == 13


def test_dates_are_binned_like_numbers() -> None:
    dates = pl.datetime_range(pl.datetime(2020, 1, 1), pl.datetime(2022, 1, 1), "1d", eager=True)
    assert len(set(coded(dates))) == n_bins(len(dates))


def test_rows_without_target_are_left_out_and_a_missing_value_tells() -> None:
    rng = np.random.default_rng(10)
    target = pl.Series(rng.integers(0, 2, 1000))
    gone = pl.DataFrame({"t": target}).select(pl.when(pl.col("t") == 1).then(0.5)).to_series()
    half = pl.Series([None if i % 3 == 0 else int(t) for i, t in enumerate(target)])
    (one,) = importances([("gone", gone)], target)
    (same,) = importances([("gone", gone)], half)
    assert one.score == pytest.approx(np.log(2), abs=0.01)
    assert same.score == pytest.approx(np.log(2), abs=0.01)


@pytest.mark.parametrize(
    ("table", "nearest"),
    [(load_breast_cancer, mutual_info_classif), (load_diabetes, mutual_info_regression)],
)
def test_the_order_of_features_is_that_of_nearest_neighbours(table: object, nearest: object) -> None:
    data, target = table(return_X_y=True)  # type: ignore[operator]
    items = importances([(str(j), pl.Series(one)) for j, one in enumerate(data.T)], pl.Series(target))
    ours = {int(item.name): item.score for item in items}
    theirs = nearest(data, target, random_state=0)  # type: ignore[operator]
    assert spearmanr([ours[j] for j in range(len(ours))], theirs).statistic > 0.85


def test_a_table_of_all_rows_states_no_error(room: Room) -> None:
    frame = pd.DataFrame({"x": [i % 90 for i in range(200)], "y": [i // 50 for i in range(200)]})
    dataset = room.take(frame.to_csv(index=False).encode())
    got = room.profiles.importance(ANNA, dataset.id, target="y")
    assert (got.n_rows, got.items[0].error) == (200, None)


def test_a_sample_states_its_error() -> None:
    rng = np.random.default_rng(11)
    target = rng.integers(0, 3, 500)
    aim = importance.aim_at(pl.Series(target), is_sample=True)
    values = pl.Series(target + rng.normal(0, 0.5, 500))
    [near] = importance.Scoring(aim).scored([("near", values)])
    assert near.error is not None
    assert 0.01 < near.error < near.score
