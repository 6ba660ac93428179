"""Intervals begin wide, follow the machine and narrow as runs agree."""

from datetime import UTC, datetime

import numpy as np
import pytest

from hydroml.services.estimates import PastEstimate
from hydroml.services.estimates.calibration import calibrated, track_record


def past(raw_s: float, actual_s: float | None, *, low: float = 1.0, high: float = 100.0) -> PastEstimate:
    return PastEstimate("exp", datetime(2026, 1, 1, tzinfo=UTC), raw_s, low, raw_s, high, actual_s)


def test_without_any_run_the_interval_is_wide_around_the_cost_model() -> None:
    interval = calibrated(10.0, ())
    assert interval.expected == pytest.approx(10.0)
    assert interval.low < 5 and interval.high > 20
    assert interval.level == 0.8


def test_a_machine_of_half_the_speed_doubles_the_expectation() -> None:
    interval = calibrated(10.0, [past(10.0, 20.0)] * 20)
    assert interval.expected == pytest.approx(20.0, rel=0.05)


def test_runs_that_agree_narrow_the_interval() -> None:
    few, many = (calibrated(10.0, [past(10.0, 11.0)] * n) for n in (2, 20))
    assert many.high / many.low < few.high / few.low


def test_one_wild_run_does_not_move_the_expectation() -> None:
    interval = calibrated(10.0, [past(10.0, 10.0)] * 9 + [past(10.0, 1000.0)])
    assert interval.expected == pytest.approx(10.0, rel=0.05)


def test_runs_of_another_size_count_less() -> None:
    near = calibrated(10.0, [past(10.0, 10.0)] * 5 + [past(2000.0, 8000.0)] * 5)
    assert near.expected < 12


def test_unsettled_and_senseless_runs_are_passed_over() -> None:
    assert calibrated(10.0, [past(10.0, None), past(0.0, 5.0), past(5.0, 0.0)]) == calibrated(10.0, ())


@pytest.mark.parametrize("spread", [0.15, 0.5])
def test_intervals_cover_about_as_often_as_they_say(spread: float) -> None:
    generator = np.random.default_rng(4)
    covered = []
    for _ in range(400):
        ratios = np.exp(generator.normal(0.3, spread, 21))
        interval = calibrated(10.0, [past(10.0, 10.0 * ratio) for ratio in ratios[:20]])
        covered.append(interval.low <= 10.0 * ratios[20] <= interval.high)
    assert 0.75 <= np.mean(covered) <= 0.99


def test_the_record_counts_hits_and_errors() -> None:
    record = track_record([past(10.0, 20.0), past(10.0, 200.0), past(10.0, 10.0), past(10.0, None)])
    assert (record.n, record.covered) == (3, 2)
    assert record.median_error == pytest.approx(0.5)
    assert track_record(()).median_error is None
