"""Tests of values that stand for "missing"; what is a value must not be taken for one."""

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from hydroml.services.profile.column import runs
from hydroml.services.profile.column.columns import describe
from hydroml.services.profile.column.disguised import in_numbers

RNG = np.random.default_rng(1)
AGES = RNG.integers(18, 95, 2000)
DEGREES = RNG.normal(12, 8, 2000).round(1)
INCOMES = RNG.lognormal(10, 1, 2000).round()


@pytest.mark.parametrize(
    ("values", "value", "n"),
    [
        (AGES, -999, 5),
        (AGES, 999, 5),
        (AGES, 9999, 40),
        (AGES, -99, 3),
        (AGES, -1, 300),
        (DEGREES, -999, 8),
        (DEGREES, -99.9, 8),
        (DEGREES, 9999.9, 8),
        (INCOMES, -9999, 4),
        (RNG.integers(1950, 2021, 3000), 9999, 20),
        (RNG.integers(0, 20_000, 3000), 365_243, 200),
    ],
)
def test_sentinels_are_found_and_counted(values: NDArray[np.float64], value: float, n: int) -> None:
    mixed = RNG.permutation(np.concatenate((values.astype(float), np.full(n, float(value)))))
    assert in_numbers(runs.of(mixed)) == {f"{value:g}": n}


def test_several_sentinels_are_found_in_one_column() -> None:
    values = np.concatenate((AGES, np.full(9, -99), np.full(5, -999)))
    assert in_numbers(runs.of(values)) == {"-999": 5, "-99": 9}


@pytest.mark.parametrize(
    "values",
    [
        RNG.integers(0, 100, 3000),  # ages up to 99
        RNG.integers(-2, 3, 3000),  # answers around 0
        RNG.poisson(0.3, 3000),  # counts that are mostly 0
        np.concatenate((RNG.normal(50_000, 5_000, 900).round(), np.zeros(100))),  # no salary
        np.concatenate((RNG.integers(0, 31, 3000), np.full(20, -1))),  # degrees just below freezing
        np.concatenate((RNG.lognormal(5, 1.2, 3000).round(), np.full(6, 999.0))),  # prices
        RNG.standard_t(1.5, 3000).round(2),  # heavy tails
        np.concatenate((AGES, [-999])),  # once only
        np.array([1, 2, 3, 4, 5, 9] * 100),  # codes of answers
        np.concatenate((RNG.uniform(0, 1, 500), [100.0] * 3)),  # a few large ones
        RNG.geometric(0.05, 5000) * 99,  # multiples of 99
    ],
)
def test_values_are_no_sentinels(values: NDArray[np.float64]) -> None:
    assert in_numbers(runs.of(values)) == {}


@pytest.mark.parametrize("token", ["?", "unknown", "Missing", "n/a", "-", "Not Available", "(blank)", "#N/A"])
def test_texts_that_stand_for_missing_are_found(token: str) -> None:
    labels = pl.Series(["red", "green", "blue"] * 20 + [token] * 4)
    assert describe("c", "categorical", labels).disguised == {token: 4}


@pytest.mark.parametrize("level", ["None", "none", "No_Basement", "other", "no", "nothing", "NA-West", "x"])
def test_levels_are_no_missing_values(level: str) -> None:
    labels = pl.Series(["Attic", "Shed"] * 20 + [level] * 40)
    assert describe("c", "categorical", labels).disguised == {}


def test_a_word_among_numbers_stands_for_missing() -> None:
    cells = pl.Series([str(n) for n in range(50)] + ["none"] * 6 + ["high", "low"])
    assert describe("c", "categorical", cells).disguised == {"none": 6}


def test_a_question_mark_of_two_levels_is_not_enough_to_tell() -> None:
    assert describe("c", "categorical", pl.Series(["yes"] * 20 + ["?"] * 20)).disguised == {}


@pytest.mark.parametrize("kind", ["identifier", "constant", "boolean"])
def test_other_kinds_are_not_asked(kind: str) -> None:
    values = pl.Series([*AGES.tolist(), *([-999] * 5)])
    assert describe("c", kind, values).disguised == {}  # type: ignore[arg-type]
