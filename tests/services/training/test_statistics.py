"""The interval and the tie test are the corrected ones and catch what they should."""

import numpy as np
import pytest
from scipy import stats

from hydroml.services.training.statistics import could_be_equal, mean_interval

RATIO = 0.25


def test_the_interval_is_wider_than_that_of_independent_folds() -> None:
    scores = [0.80, 0.82, 0.79, 0.85, 0.81]
    low, high = mean_interval(scores, RATIO) or (0.0, 0.0)
    error = np.std(scores, ddof=1) * np.sqrt(1 / 5 + RATIO)
    assert (low + high) / 2 == pytest.approx(np.mean(scores))
    assert high - low == pytest.approx(2 * stats.t.ppf(0.975, 4) * error)
    naive = stats.t.interval(0.95, 4, np.mean(scores), stats.sem(scores))
    assert high - low > naive[1] - naive[0]


def test_one_fold_has_no_interval() -> None:
    assert mean_interval([0.5], RATIO) is None


def test_noise_is_a_tie_and_a_steady_lead_is_not() -> None:
    first = [0.80, 0.82, 0.79, 0.85, 0.81]
    assert could_be_equal(first, [0.81, 0.80, 0.80, 0.84, 0.83], RATIO)
    assert not could_be_equal(first, [score - 0.05 for score in first], RATIO)
    assert could_be_equal(first, first, RATIO)


def test_one_fold_tells_only_equal_scores_from_others() -> None:
    assert could_be_equal([0.5], [0.5], RATIO)
    assert not could_be_equal([0.5], [0.6], RATIO)


def test_models_that_differ_by_chance_are_rarely_told_apart() -> None:
    rng = np.random.default_rng(0)
    pairs = rng.normal(size=(400, 2, 10)).tolist()
    told = sum(not could_be_equal(first, second, 1 / 9) for first, second in pairs)
    assert told / 400 < 0.05
