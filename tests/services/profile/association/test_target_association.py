"""How strongly one column goes with the target: the measure that fits, its sign, its edges."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.stats import spearmanr
from sklearn.datasets import load_breast_cancer, load_iris

from hydroml.services.profile.association.target_association import Anchor, anchor, association
from hydroml.tests.support.datasets_room import ANNA, Room

RNG = np.random.default_rng(3)


def numeric(values: Any) -> pl.Series:
    return pl.Series(values, dtype=pl.Float64)


def test_two_numbers_are_compared_by_ranks_with_their_sign() -> None:
    x = RNG.normal(size=500)
    y = -(x**3) + RNG.normal(size=500)
    value, measure = association(numeric(x), anchor(numeric(y), is_label=False), is_label=False)
    assert measure == "spearman"
    assert value == pytest.approx(spearmanr(x, y).statistic, abs=1e-4)
    assert value is not None and value < -0.5


def test_rows_that_miss_one_of_the_two_do_not_count() -> None:
    x, y = RNG.normal(size=300), RNG.normal(size=300)
    x[::7], y[::5] = np.nan, np.nan
    known = np.isfinite(x) & np.isfinite(y)
    value, _ = association(
        numeric(x).fill_nan(None), anchor(numeric(y).fill_nan(None), is_label=False), is_label=False
    )
    assert value == pytest.approx(spearmanr(x[known], y[known]).statistic, abs=1e-4)


def test_labels_and_a_number_have_a_correlation_ratio_whichever_is_the_target() -> None:
    iris = load_iris()
    petal, label = numeric(iris.data[:, 2]), pl.Series([f"kind {one}" for one in iris.target])
    one = association(label, anchor(petal, is_label=False), is_label=True)
    other = association(petal, anchor(label, is_label=True), is_label=False)
    assert one == other
    assert one[1] == "eta"
    assert one[0] == pytest.approx(0.97, abs=0.01)


def test_labels_on_both_sides_have_cramers_v() -> None:
    labels = pl.Series(RNG.choice(["a", "b", "c"], 600))
    same, measure = association(labels, anchor(labels, is_label=True), is_label=True)
    assert (same, measure) == (1.0, "cramers_v")
    shuffled, _ = association(
        labels.sample(600, shuffle=True, seed=1), anchor(labels, is_label=True), is_label=True
    )
    assert shuffled is not None and shuffled < 0.1


def test_a_few_whole_numbers_are_classes_and_two_keep_their_order() -> None:
    classes = pl.Series(load_iris().target)
    assert anchor(classes, is_label=False).codes is not None
    malignant = pl.Series(load_breast_cancer().target)
    assert anchor(malignant, is_label=False).values is not None


@pytest.mark.parametrize(
    "values",
    [[None] * 40, [1.0] * 40, [1.0, 2.0] + [None] * 38],
    ids=["all missing", "constant", "two known"],
)
def test_what_does_not_vary_has_no_association(values: list[float | None]) -> None:
    target = numeric(np.arange(40.0))
    assert association(numeric(values), anchor(target, is_label=False), is_label=False)[0] is None
    assert association(target, anchor(numeric(values), is_label=False), is_label=False)[0] is None


def test_all_labels_missing_has_no_association() -> None:
    nothing = pl.Series([None] * 20, dtype=pl.String)
    assert association(nothing, anchor(numeric(np.arange(20.0)), is_label=False), is_label=True)[0] is None
    assert association(nothing, Anchor(codes=np.ones(20, np.intp)), is_label=True)[0] is None


def test_ten_thousand_labels_are_no_association() -> None:
    names = pl.Series([f"row {place}" for place in range(10_000)])
    value, _ = association(names, anchor(numeric(RNG.normal(size=10_000)), is_label=False), is_label=True)
    assert value is None or value < 0.2


def test_the_association_is_kept_beside_the_importance(room: Room) -> None:
    dataset = room.take(
        b"age,colour,income\n"
        + b"".join(
            f"{20 + i % 90},{'red' if i % 2 else 'blue'},{3 * (i % 90) + (i % 2)}\n".encode()
            for i in range(200)
        )
    )
    items = {one.name: one for one in room.profiles.importance(ANNA, dataset.id, target="income").items}
    assert items["age"].measure == "spearman"
    assert items["age"].association == pytest.approx(1.0, abs=1e-3)
    assert items["colour"].measure == "eta"
    assert room.profiles.cached_importance(ANNA, dataset.id, target="income") is not None
