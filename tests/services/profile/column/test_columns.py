"""Tests of the description of one column by its kind."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from hydroml.services.profile.column.columns import describe

START = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def test_numbers_have_all_figures_of_the_known_ones() -> None:
    values = pl.Series([3, None, 1, 2, 2, 1000, *([2] * 30), *range(60)])
    got = describe("n", "integer", values)
    known = np.array(values.drop_nulls())
    assert (got.n_missing, got.n_distinct) == (1, len(np.unique(known)))
    assert got.stats["mean"] == pytest.approx(known.mean())
    assert got.stats["top"][0] == [2, 33]
    assert got.is_distinct_exact
    assert got.histogram is not None
    assert sum(got.histogram.counts) == len(known)


def test_outliers_are_named_by_the_row_of_the_table() -> None:
    values = pl.Series([None, *np.random.default_rng(1).normal(size=500), 400.0, None, -900.0])
    got = describe("n", "numeric", values)
    assert got.outlier_rows[:2] == (504, 502)
    assert len(got.outlier_rows) == min(20, got.n_outliers)


def test_numbers_that_never_repeat_have_no_most_frequent_ones() -> None:
    values = pl.Series(np.random.default_rng(2).normal(size=1000))
    assert "top" not in describe("n", "numeric", values).stats
    assert describe("n", "numeric", pl.Series([1.5, 2.5, 1.5])).stats["top"] == [[1.5, 2], [2.5, 1]]


def test_long_whole_numbers_stay_apart() -> None:
    values = pl.Series([2**53, 2**53 + 1, 2**53 + 2, 2**53 + 1])
    got = describe("n", "integer", values)
    assert got.n_distinct == 3
    assert got.stats["top"][0] == [2**53 + 1, 2]


def test_the_most_frequent_labels_come_first_and_equal_counts_in_their_order() -> None:
    labels = [f"l{i:02}" for i in range(30)]
    got = describe("c", "categorical", pl.Series([*labels, "l07", "l29", "l29", None]))
    assert got.stats["top"] == [["l29", 3], ["l07", 2], *([name, 1] for name in labels if name != "l07")][:20]
    assert (got.n_missing, got.n_distinct) == (1, 30)
    assert describe("i", "identifier", pl.Series(labels[::-1])).stats["top"][0] == ["l00", 1]


def test_truth_is_counted_by_value() -> None:
    got = describe("b", "boolean", pl.Series([True, False, True, None]))
    assert got.stats["top"] == [[True, 2], [False, 1]]
    assert (got.n_missing, got.n_distinct) == (1, 2)


def test_texts_have_lengths_in_characters_and_words() -> None:
    got = describe("t", "text", pl.Series(["größer", "two words", "two words", None, " a  b c "]))
    assert (got.stats["min_length"], got.stats["max_length"]) == (6, 9)
    assert got.stats["mean_length"] == pytest.approx((6 + 9 + 9 + 8) / 4)
    assert got.stats["mean_words"] == pytest.approx((1 + 2 + 2 + 3) / 4)


@pytest.mark.parametrize(
    ("cells", "numbers", "moments"),
    [
        (["1", "2.5", "-3e2", "x"], 0.75, 0.0),
        (["1,5", "2,25", "x", "y"], 0.5, 0.0),
        (["1,234.5", "12,000", "low"], 2 / 3, 0.0),
        (["2024-01-02", "2024-01-03", "later"], 0.0, 2 / 3),
        (["03.04.2024", "13.04.2024", "?", "?"], 0.0, 0.5),
        (["red", "green", "nan"], 0.0, 0.0),
        (["007", "008", "0123"], 1.0, 0.0),
    ],
)
def test_strings_say_which_share_spells_numbers_and_dates(
    cells: list[str], numbers: float, moments: float
) -> None:
    got = describe("c", "categorical", pl.Series(cells))
    assert got.stats["number_share"] == pytest.approx(numbers)
    assert got.stats["date_share"] == pytest.approx(moments)


def test_dates_have_a_usual_step_and_gaps() -> None:
    hours = [*range(100), *range(103, 200), *range(300, 310)]
    moments = [START + timedelta(hours=hour) for hour in hours]
    got = describe("d", "datetime", pl.Series([*moments[::-1], moments[5], None]))
    assert (got.stats["min"], got.stats["max"]) == ("2024-01-01T00:00:00", "2024-01-13T21:00:00")
    assert (got.stats["step_s"], got.stats["n_gaps"]) == (3600.0, 2)
    assert got.stats["largest_gap_s"] == 101 * 3600.0
    assert (got.n_missing, got.n_distinct) == (1, len(hours))
    assert got.histogram is not None
    assert got.histogram.edges[0] == START.replace(tzinfo=UTC).timestamp()
    assert sum(got.histogram.counts) == len(hours) + 1


def test_a_step_of_days_does_not_see_two_days_as_a_gap() -> None:
    days = [START + timedelta(days=day) for day in (0, 1, 2, 4, 5, 6, 7)]
    got = describe("d", "datetime", pl.Series(days))
    assert (got.stats["step_s"], got.stats["n_gaps"]) == (86400.0, 0)


@pytest.mark.parametrize("dtype", [pl.Int64, pl.Float64, pl.String, pl.Boolean, pl.Datetime("us")])
def test_a_column_without_values_is_described_too(dtype: pl.DataType) -> None:
    got = describe("e", "constant", pl.Series([None, None], dtype=dtype))
    assert (got.n_missing, got.n_distinct, got.histogram, got.outlier_rows) == (2, 0, None, ())
    assert all(value in (None, []) for value in got.stats.values())
