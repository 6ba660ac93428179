"""How leaks are measured."""

from collections.abc import Mapping

import numpy as np
import polars as pl
import pytest

from hydroml.services.profile.findings.leak import Leak, class_limit, find, missing_score
from hydroml.services.vocabulary import Task

N = 2_000
RNG = np.random.default_rng(20261125)


def leaks(target: pl.Series, task: Task, **features: pl.Series) -> Mapping[str, Leak]:
    return find(features.items(), len(features), target, task)


def classes(*shares: float, n: int = N) -> pl.Series:
    return pl.Series([f"c{i}" for i in RNG.choice(len(shares), n, p=shares)])


def recoded(target: pl.Series, noise: float) -> pl.Series:
    """The classes by other names, wrong in a share of the rows."""
    levels = sorted(set(target))
    places = np.array([levels.index(label) for label in target])
    wrong = RNG.random(len(places)) < noise
    places[wrong] = (places[wrong] + 1) % len(levels)
    return pl.Series([f"code {place}" for place in places])


@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.86, 0.14), (0.4, 0.3, 0.2, 0.1)])
def test_a_copy_of_the_classes_with_one_percent_of_noise_is_a_leak(shares: tuple[float, ...]) -> None:
    target = classes(*shares)
    found = leaks(target, "multiclass", copy=recoded(target, 0.01), weak=recoded(target, 0.1))
    assert set(found) == {"copy"}
    assert found["copy"].label is None


def test_a_strong_measurement_is_no_leak() -> None:
    amount = RNG.normal(size=N)
    target = pl.Series(np.where(amount + RNG.normal(0, 0.15, N) > 0, "yes", "no"))
    assert leaks(target, "binary", amount=pl.Series(amount)) == {}


def test_the_limit_allows_one_and_a_half_percent_of_wrong_rows_within_bounds() -> None:
    assert class_limit(pl.Series(["a", "b"] * 50)) == pytest.approx(0.97)
    assert class_limit(pl.Series(["a"] * 86 + ["b"] * 14)) == pytest.approx(1 - 0.015 / 0.14)
    assert class_limit(pl.Series(["a"] * 97 + ["b"] * 3)) == 0.85


@pytest.mark.parametrize("is_missing", [True, False])
def test_a_column_that_is_missing_or_known_just_for_one_class_is_a_leak(is_missing: bool) -> None:
    target = classes(0.4, 0.4, 0.2)
    of_class = (target == "c2").to_numpy()
    gone = of_class if is_missing else ~of_class
    feature = pl.Series([None if one else float(i % 7) for i, one in enumerate(gone)])
    assert leaks(target, "multiclass", refund=feature) == {"refund": Leak(1.0, "c2", is_missing)}


def test_what_is_missing_by_chance_is_no_leak_nor_is_a_class_of_a_few_rows() -> None:
    target = classes(0.7, 0.3)
    by_chance = pl.Series([None if RNG.random() < 0.3 else 1.0 for _ in range(N)])
    assert leaks(target, "binary", some=by_chance) == {}
    rare = pl.Series(["x", "y"] * 100 + ["z"] * 9)
    feature = pl.Series([1.0] * 200 + [None] * 9)
    assert missing_score(feature, rare) == Leak(0.0)


@pytest.mark.parametrize("labels", [(True, False), (1, 0), (1.0, 0.0)])
def test_classes_are_shown_as_they_are_written(labels: tuple[object, object]) -> None:
    target = pl.Series([labels[i % 2] for i in range(100)])
    feature = pl.Series([None if i % 2 == 0 else "x" for i in range(100)])
    assert leaks(target, "binary", x=feature)["x"].label in ("true", "1")


def test_a_number_and_its_function_are_leaks_of_each_other_and_a_noisy_one_is_not() -> None:
    price = RNG.lognormal(10, 1, N)
    features = {"log": np.log(price), "taxed": price * 1.19 + 3, "noisy": price * RNG.normal(1, 0.2, N)}
    found = leaks(pl.Series(price), "regression", **{name: pl.Series(one) for name, one in features.items()})
    assert set(found) == {"log", "taxed"}


def test_a_leak_is_found_beside_rows_without_a_target_and_in_large_tables() -> None:
    values = RNG.normal(size=30_000)
    target = pl.Series([None if i % 3 == 0 else value for i, value in enumerate(values)], dtype=pl.Float64)
    assert set(leaks(target, "regression", copy=pl.Series(values))) == {"copy"}


def test_moments_are_not_measured_as_numbers() -> None:
    when = pl.Series(range(100)).cast(pl.Datetime("us"))
    assert leaks(when, "regression", copy=pl.Series(range(100))) == {}
