"""Tests of what a sample says about the whole table."""

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from hydroml.services.profile.column.columns import look
from hydroml.services.profile.estimate import estimated, share_error

N_ROWS, N_SEEN = 400_000, 20_000
RNG = np.random.default_rng(1)
PICKED = np.sort(RNG.choice(N_ROWS, N_SEEN, replace=False))


def seen_of(values: NDArray[np.generic]) -> int:
    found = look("x", "integer", pl.Series(values[PICKED]))
    return estimated(found, N_ROWS, N_SEEN).n_distinct


def test_a_key_is_different_in_every_row() -> None:
    assert seen_of(RNG.permutation(N_ROWS)) == N_ROWS


def test_few_values_are_all_seen() -> None:
    assert seen_of(RNG.integers(0, 40, N_ROWS)) == 40


@pytest.mark.parametrize(("n_distinct", "error"), [(5_000, 0.02), (30_000, 0.1), (150_000, 0.2)])
def test_about_equally_frequent_values_are_counted_well(n_distinct: int, error: float) -> None:
    values = RNG.integers(0, n_distinct, N_ROWS)
    assert seen_of(values) == pytest.approx(len(np.unique(values)), rel=error)


def test_values_of_uneven_frequency_are_bounded_from_below() -> None:
    values = RNG.zipf(1.5, N_ROWS)
    n_seen, n = len(np.unique(values[PICKED])), len(np.unique(values))
    assert n_seen < seen_of(values) <= 1.05 * n


def test_counts_are_those_of_the_whole_table_and_rows_are_named_as_there() -> None:
    values = RNG.normal(size=N_ROWS)
    values[PICKED[7]] = 1e6
    column = pl.Series(values[PICKED])
    column[3] = None
    got = estimated(look("x", "numeric", column), N_ROWS, N_SEEN, PICKED)
    assert got.n_missing == 20
    assert not got.is_distinct_exact
    assert got.outlier_rows[0] == PICKED[7] + 1
    assert got.histogram is not None
    assert sum(got.histogram.counts) == pytest.approx(N_ROWS, rel=0.01)
    assert estimated(look("x", "numeric", column), N_ROWS, N_SEEN).outlier_rows == ()


def test_neighbours_in_time_are_not_known_from_a_sample() -> None:
    moments = pl.Series(PICKED * 1_000_000).cast(pl.Datetime("us"))
    got = estimated(look("d", "datetime", moments), N_ROWS, N_SEEN)
    assert (got.stats["step_s"], got.stats["n_gaps"], got.stats["largest_gap_s"]) == (None, None, None)
    assert got.stats["min"].startswith("1970-01-01")


def test_the_error_of_independent_rows_is_that_of_a_binomial_share() -> None:
    error = share_error([pl.Series(RNG.normal(size=N_SEEN)) for _ in range(9)], N_ROWS)
    assert error == pytest.approx(1.96 * np.sqrt(0.25 / N_SEEN * (1 - N_SEEN / N_ROWS)), rel=0.5)


def test_rows_that_resemble_their_neighbours_say_less() -> None:
    alike = np.repeat(RNG.normal(size=200), N_SEEN // 200)
    error = share_error([pl.Series(alike)], N_ROWS)
    assert error > 5 * share_error([pl.Series(RNG.permutation(alike))], N_ROWS)


def test_the_stated_error_holds_in_nineteen_of_twenty_samples() -> None:
    values = RNG.random(N_ROWS) < 0.5
    shares, errors = [], []
    for _ in range(200):
        sample = pl.Series(values[RNG.choice(N_ROWS, 2_000, replace=False)].astype(float))
        shares.append(sample.mean())
        errors.append(share_error([sample + RNG.random(2_000)], N_ROWS))
    held = np.abs(np.array(shares, dtype=float) - values.mean()) <= np.array(errors)
    assert held.mean() >= 0.93
