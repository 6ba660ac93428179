"""Numbers, sizes, times and shares in words."""

from datetime import UTC, datetime, timedelta

import pytest

from hydroml.components import format as fmt

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1.7449, "1.74"),
        (12_789, "12.8 k"),
        (1500.6, "1,501"),
        (0.000123456, "0.000123"),
        (-5, "−5"),
    ],
)
def test_a_number_has_three_significant_digits(value: float, text: str) -> None:
    assert fmt.number(value) == text


def test_what_is_no_number_is_a_dash() -> None:
    assert (
        fmt.number(None) == fmt.number(float("nan")) == fmt.percent(None) == fmt.compact(float("inf")) == "–"
    )


def test_exact_counts_have_separators() -> None:
    assert fmt.count(12_300) == "12,300"


def test_large_numbers_are_shortened_with_a_prefix() -> None:
    assert fmt.compact(29_231) == "29.2 k"
    assert fmt.compact(6_200_000) == "6.2 M"
    assert fmt.compact(540) == "540"


@pytest.mark.parametrize(
    ("n_bytes", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_281_000, "1.28 MB"),
        (4_100_000, "4.1 MB"),
        (1_070_000_000, "1.07 GB"),
    ],
)
def test_sizes_carry_their_unit(n_bytes: int, text: str) -> None:
    assert fmt.size(n_bytes) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.42, "0.4 s"),
        (12.2, "12 s"),
        (130, "2 min 10 s"),
        (120, "2 min"),
        (11_100, "3 h 5 min"),
        (200_000, "2 days"),
    ],
)
def test_time_spans_are_told_in_two_units_at_most(seconds: float, text: str) -> None:
    assert fmt.duration(seconds) == text


def test_an_estimate_looks_like_one() -> None:
    assert fmt.interval_seconds(20.3, 44) == "≈ 20 to 45 s"
    assert fmt.interval_seconds(48, 130) == "≈ 50 s to 2 min 10 s"
    assert fmt.interval_seconds(4.1, 4.3) == "≈ 4 s"


def test_tiny_shares_are_not_rounded_to_nothing() -> None:
    assert fmt.percent(0.167) == "16.7 %"
    assert fmt.percent(0.0001) == "< 0.1 %"
    assert fmt.percent(0.9999) == "> 99.9 %"
    assert fmt.percent(0) == "0 %"


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(hours=30), "yesterday"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=6 + 7), "11 Nov"),
        (timedelta(days=400), "20 Oct 2025"),
    ],
)
def test_age_is_told_coarsely(ago: timedelta, text: str) -> None:
    assert fmt.age(NOW - ago, NOW) == text


def test_long_texts_are_cut_with_an_ellipsis() -> None:
    assert fmt.cut("x" * 300, 10) == "x" * 9 + "…"
    assert fmt.plural(1, "finding") == "1 finding"
    assert fmt.plural(1200, "row") == "1,200 rows"
