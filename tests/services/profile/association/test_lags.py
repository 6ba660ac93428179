"""Tests of correlations with a later target: known lags, order, repeated moments, gaps, refusals."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from hydroml.services.errors import InvalidInputError
from hydroml.services.profile import LagCorrelations
from hydroml.services.profile.association.lags import lag_correlations, lagged, moments_of, noise_band
from hydroml.tests.support.datasets_room import ANNA, Room


def test_each_lag_is_the_correlation_with_the_shifted_target() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(2, 300)).cumsum(axis=1)
    x[rng.random(300) < 0.1] = np.nan
    y[rng.random(300) < 0.1] = np.nan
    got = lag_correlations(x, y, range(10))
    expected = [pd.Series(x).corr(pd.Series(y).shift(-steps)) for steps in range(10)]
    np.testing.assert_allclose(got, expected, atol=1e-6)


def test_autocorrelation_of_a_season_returns_with_its_period() -> None:
    season = np.sin(np.arange(400) * 2 * np.pi / 12) + np.random.default_rng(2).normal(0, 0.3, 400)
    values = lag_correlations(season, season, range(25))
    assert values[0] == pytest.approx(1)
    assert values[6] < -0.7
    assert lagged("s", values, 0.1, first=1).best_lag in (6, 12, 18, 24)


def test_few_moments_and_flat_columns_have_no_correlation() -> None:
    assert np.isnan(lag_correlations(np.ones(50), np.arange(50.0), range(3))).all()
    assert np.isnan(lag_correlations(np.arange(4.0), np.arange(4.0), range(5))[2:]).all()


def test_noise_stays_in_its_band() -> None:
    rng = np.random.default_rng(3)
    values = lag_correlations(rng.normal(size=2000), rng.normal(size=2000), range(200))
    assert (np.abs(values) > noise_band(2000)).mean() == pytest.approx(0.05, abs=0.04)


def test_moments_are_ordered_by_all_columns_and_repeated_ones_averaged() -> None:
    moments = moments_of([pl.Series([2021, 2020, 2021, None]), pl.Series([1, 12, 1, 5])], 10)
    assert moments.n_moments == 2
    np.testing.assert_array_equal(moments.averaged(pl.Series([4.0, 1.0, 8.0, 99.0])), [1.0, 6.0])
    np.testing.assert_array_equal(moments.averaged(pl.Series([4.0, None, None, 9.0])), [np.nan, 4.0])


def test_of_too_many_moments_the_last_are_taken() -> None:
    moments = moments_of([pl.Series([5, 1, 4, 2, 3, 5])], 2)
    np.testing.assert_array_equal(moments.averaged(pl.Series([50, 10, 40, 20, 30, 52])), [40, 51])
    assert moments_of([pl.Series([None, None], dtype=pl.Int64)], 2).n_moments == 0


def series(n: int = 500) -> pd.DataFrame:
    """A flow that follows the rain three days later; rows shuffled."""
    rng = np.random.default_rng(4)
    rain = rng.gamma(0.5, 4, n)
    flow = np.concatenate((np.zeros(3), rain[:-3])) + rng.normal(0, 0.5, n)
    days = pd.date_range("2021-01-01", periods=n).strftime("%Y-%m-%d")
    frame = pd.DataFrame(
        {"day": days, "rain": rain.round(3), "flow": flow.round(3), "site": ["a", "b"] * (n // 2)}
    )
    return frame.sample(frac=1, random_state=5)


def test_rain_is_found_three_days_before_the_flow(room: Room) -> None:
    dataset = room.take(series().to_csv(index=False).encode())
    got = room.profiles.lags(ANNA, dataset.id, target="flow", time=["day"], max_lag=10)
    assert isinstance(got, LagCorrelations)
    assert (got.lags, got.n_moments, got.time) == (tuple(range(11)), 500, ("day",))
    own, rain = got.items
    assert own.name == "flow"
    assert own.values[0] == pytest.approx(1)
    assert (rain.name, rain.best_lag) == ("rain", 3)
    assert (rain.values[3] or 0) > 0.9
    assert room.profiles.lags(ANNA, dataset.id, target="flow", time=["day"], max_lag=10) is got


def test_what_cannot_be_ordered_or_correlated_is_refused_with_its_field(room: Room) -> None:
    dataset = room.take(series(60).to_csv(index=False).encode())
    for target, time, max_lag, field in (
        ("site", ["day"], 10, "/target"),
        ("flow", ["site"], 10, "/time"),
        ("flow", [], 10, "/time"),
        ("flow", ["nothing"], 10, "/time"),
        ("flow", ["day"], 0, "/max_lag"),
        ("nothing", ["day"], 10, "/target"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            room.profiles.lags(ANNA, dataset.id, target=target, time=time, max_lag=max_lag)
        assert field in {one.field for one in refused.value.errors}


def test_the_moments_of_a_series_may_be_parts_of_dates(room: Room) -> None:
    frame = pd.DataFrame({"month": np.tile(range(1, 13), 20), "year": np.repeat(range(2000, 2020), 12)})
    frame["heat"] = np.cos(frame["month"] * np.pi / 6) + 0.01 * frame["year"] + np.arange(240) % 7 * 0.01
    dataset = room.take(frame.sample(frac=1, random_state=1).to_csv(index=False).encode())
    got = room.profiles.lags(ANNA, dataset.id, target="heat", time=["year", "month"], max_lag=14)
    assert [item.name for item in got.items] == ["heat"]
    values = [value or 0 for value in got.items[0].values]
    assert values[12] > 0.9
    assert values[6] < -0.9
