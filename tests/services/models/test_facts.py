"""Facts are read from the profile: true counts, classes, time and groups."""

from typing import Any

import pytest

from hydroml.services.findings import Finding
from hydroml.services.models import facts, size_band
from hydroml.services.profile.records import ColumnProfile, Profile, TargetProfile
from hydroml.services.vocabulary import ColumnKind

STRANGE = '<b>x</b> a.b "' + "long" * 80


def column(name: str, kind: ColumnKind, n_distinct: int, n_missing: int = 0, **stats: Any) -> ColumnProfile:
    return ColumnProfile(name, kind, n_missing, n_distinct, stats=stats)


def profile(*columns: ColumnProfile, n_rows: int = 1000, **more: Any) -> Profile:
    return Profile("sha256:x", n_rows, len(columns), True, None, columns, **more)


def test_kinds_missing_values_and_expanded_columns_are_counted() -> None:
    table = profile(
        column("age", "numeric", 80, 100),
        column("city", "categorical", 300),
        column("colour", "categorical", 3),
        column("member", "boolean", 2),
        column(STRANGE, "integer", 9),
        column("y", "boolean", 2, top=(("no", 940), ("yes", 60))),
    )
    found = facts(table, "y", "binary", ["age", "city", "colour", "member", STRANGE, "y", "gone"])
    assert (found.n_features, found.n_numeric, found.n_categorical) == (5, 2, 3)
    assert found.n_expanded == 2 + 21 + 3 + 1 + 1
    assert found.missing_share == pytest.approx(100 / 5000)
    assert (found.n_classes, found.minority_count) == (2, 60)
    assert found.minority_share == pytest.approx(0.06)


def test_rows_without_a_target_do_not_count() -> None:
    balance = {"a": 500, "b": 300, "c": 100}
    target = TargetProfile("y", "multiclass", "3 values", n_missing=100, balance=balance)
    table = profile(column("x", "numeric", 9), column("y", "categorical", 3, 100), target=target)
    found = facts(table, "y", "multiclass", ["x"])
    assert (found.n_rows, found.n_classes, found.minority_count) == (900, 3, 100)


def test_numbers_have_skew_instead_of_classes() -> None:
    table = profile(column("x", "numeric", 9), column("y", "numeric", 900, skew=2.0, min=0.5))
    found = facts(table, "y", "regression", ["x"])
    assert (found.n_classes, found.minority_share, found.target_skew, found.target_min) == (
        None,
        None,
        2.0,
        0.5,
    )


def test_order_in_time_comes_from_a_finding_then_a_date_then_year_and_month() -> None:
    x, y = column("x", "numeric", 9), column("y", "numeric", 9)
    date, year, month = (
        column("d", "datetime", 900),
        column("Year", "integer", 5),
        column("month", "integer", 12),
    )
    finding = Finding("DATA_TIME_ORDER", "warning", "x", "sorted")
    assert facts(profile(x, y, date, findings=(finding,)), "y", "regression", ["x"]).time_column == "x"
    assert facts(profile(x, y, date), "y", "regression", ["x"]).time_column == "d"
    assert facts(profile(x, y, year, month), "y", "regression", ["x"]).time_column == "Year"
    assert facts(profile(x, y, year), "y", "regression", ["x"]).time_column is None


def test_too_few_moments_order_nothing() -> None:
    """Rows of three years cannot be divided into windows and a test."""
    x, y, month = column("x", "numeric", 9), column("y", "numeric", 9), column("month", "integer", 12)
    found = facts(profile(x, y, column("year", "integer", 4), month), "y", "regression", ["x"])
    assert (found.time_column, found.n_moments) == (None, None)
    found = facts(profile(x, y, column("year", "integer", 5), month), "y", "regression", ["x"])
    assert (found.time_column, found.n_moments) == ("year", 5)


@pytest.mark.parametrize(
    ("name", "kind", "n_distinct", "expected"),
    [
        ("customer_id", "integer", 100, True),
        ("patientId", "categorical", 50, True),
        ("wells", "identifier", 20, True),
        ("customer_id", "identifier", 1000, False),
        ("humid", "integer", 50, False),
        ("customer_id", "numeric", 50, False),
        ("id", "integer", 5, False),
    ],
)
def test_a_repeated_id_is_a_group(name: str, kind: ColumnKind, n_distinct: int, expected: bool) -> None:
    table = profile(column("x", "numeric", 9), column(name, kind, n_distinct), column("y", "numeric", 9))
    assert (facts(table, "y", "regression", ["x"]).group_column == name) is expected


def test_an_empty_selection_is_no_division_by_zero() -> None:
    found = facts(profile(column("y", "numeric", 9), n_rows=0), "y", "regression", [])
    assert (found.n_rows, found.missing_share, found.n_expanded) == (0, 0.0, 0)


def test_the_bands_follow_the_true_count_of_rows() -> None:
    bands = [size_band(rows) for rows in (0, 9_999, 10_000, 100_000, 100_001)]
    assert bands == ["small", "small", "medium", "medium", "large"]
