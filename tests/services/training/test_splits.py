"""Splits: nothing is judged that trained, nothing of the test or the future is seen, seeds decide."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hydroml.services.errors import TrainingError
from hydroml.services.experiments.config import Validation
from hydroml.services.training.splits import Rows, Splits, split_indices

SHUFFLED = [
    "holdout",
    "kfold",
    "stratified_kfold",
    "repeated_kfold",
    "repeated_stratified_kfold",
    "group_kfold",
    "stratified_group_kfold",
]


def some_rows(n: int = 200) -> Rows:
    rng = np.random.default_rng(0)
    classes = rng.choice(3, n, p=[0.7, 0.2, 0.1]).astype(np.intp)
    groups = np.sort(rng.integers(0, 40, n)).astype(np.intp)
    return Rows(n, classes=classes, groups=np.unique(groups, return_inverse=True)[1])


def split(rows: Rows, strategy: str, *, seed: int = 1, **options: Any) -> Splits:
    return split_indices(Validation.model_validate({"strategy": strategy, **options}), rows, seed)


@pytest.mark.parametrize("strategy", SHUFFLED)
def test_every_row_has_one_part_and_the_test_is_never_seen(strategy: str) -> None:
    rows = some_rows()
    splits = split(rows, strategy)
    assert sorted([*splits.test, *splits.fit]) == list(range(rows.n))
    assert 0.15 < len(splits.test) / rows.n < 0.25
    for train, judge in splits.folds:
        assert not set(train) & set(judge)
        assert not (set(train) | set(judge)) & set(splits.test)
        assert set(train) | set(judge) == set(splits.fit)


@pytest.mark.parametrize("strategy", SHUFFLED)
def test_the_seed_alone_decides(strategy: str) -> None:
    rows = some_rows()
    first, again, other = (split(rows, strategy, seed=seed) for seed in (1, 1, 2))
    assert (first.test == again.test).all()
    assert all((a[1] == b[1]).all() for a, b in zip(first.folds, again.folds, strict=True))
    assert first.test.tolist() != other.test.tolist()


@pytest.mark.parametrize("strategy", ["kfold", "stratified_kfold", "group_kfold"])
def test_each_row_outside_the_test_is_judged_once(strategy: str) -> None:
    splits = split(some_rows(), strategy, n_splits=4)
    assert sorted(np.concatenate([judge for _, judge in splits.folds])) == splits.fit.tolist()
    sizes = [len(judge) for _, judge in splits.folds]
    assert max(sizes) - min(sizes) <= 5


def test_repeats_draw_the_folds_anew() -> None:
    splits = split(some_rows(), "repeated_kfold", n_splits=3, repeats=2)
    assert len(splits.folds) == 6
    assert splits.folds[0][1].tolist() != splits.folds[3][1].tolist()


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(1, 40), min_size=2, max_size=5),
    k=st.integers(2, 6),
    share=st.floats(0.05, 0.5),
    seed=st.integers(0, 1000),
)
def test_classes_are_spread_evenly(counts: list[int], k: int, share: float, seed: int) -> None:
    classes = np.repeat(np.arange(len(counts)), counts).astype(np.intp)
    rows = Rows(len(classes), classes=classes)
    try:
        splits = split(rows, "stratified_kfold", n_splits=k, test_size=share, seed=seed)
    except TrainingError:
        assert len(classes) < 3 * k
        return
    for c, count in enumerate(counts):
        in_test = int((classes[splits.test] == c).sum())
        assert abs(in_test - share * count) <= 1 and in_test < count
        held = [int((classes[judge] == c).sum()) for _, judge in splits.folds]
        assert max(held) - min(held) <= 1


@pytest.mark.parametrize("strategy", ["group_kfold", "stratified_group_kfold"])
def test_a_group_is_never_on_both_sides(strategy: str) -> None:
    rows = some_rows()
    assert rows.groups is not None
    splits = split(rows, strategy)
    assert not set(rows.groups[splits.test]) & set(rows.groups[splits.fit])
    for train, judge in splits.folds:
        assert not set(rows.groups[train]) & set(rows.groups[judge])


def test_stratified_groups_keep_the_mix_of_classes() -> None:
    rows = some_rows(2000)
    assert rows.classes is not None
    splits = split(rows, "stratified_group_kfold")
    overall = np.bincount(rows.classes) / rows.n
    for _, judge in splits.folds:
        assert np.abs(np.bincount(rows.classes[judge]) / len(judge) - overall).max() < 0.1


@settings(max_examples=80, deadline=None)
@given(
    moments=st.lists(st.integers(0, 60), min_size=30, max_size=120),
    k=st.integers(2, 4),
    gap=st.integers(0, 3),
    horizon=st.one_of(st.none(), st.integers(1, 4)),
    strategy=st.sampled_from(["time_expanding", "time_sliding"]),
)
def test_no_row_of_the_future_trains(
    moments: list[int], k: int, gap: int, horizon: int | None, strategy: str
) -> None:
    order = np.asarray(moments)
    rows = Rows(len(order), order=order)
    try:
        splits = split(rows, strategy, n_splits=k, gap=gap, horizon=horizon)
    except TrainingError as error:
        assert error.code == "SPLIT_IMPOSSIBLE"
        return
    pairs = [*splits.folds, (splits.fit, splits.test)]
    for train, judge in pairs:
        between = len(np.unique(order[(order > order[train].max()) & (order < order[judge].min())]))
        assert order[train].max() < order[judge].min() and between >= gap
    for (_, first), (_, second) in pairwise(pairs):
        assert order[first].max() < order[second].min()
    if horizon is not None:
        assert all(len(np.unique(order[judge])) == horizon for _, judge in splits.folds)
    if strategy == "time_sliding":
        assert len({len(np.unique(order[train])) for train, _ in splits.folds}) == 1


def test_the_last_rows_in_time_are_the_test_whatever_their_place_in_the_table() -> None:
    order = np.random.default_rng(0).permutation(100)
    splits = split(Rows(100, order=order), "time_expanding", test_size=0.2)
    assert sorted(order[splits.test]) == list(range(80, 100))


def test_marks_name_the_test_and_the_folds() -> None:
    marks = np.array(["1", "2", "test", "train", "2", "1"], dtype=object)
    splits = split(Rows(6, marks=marks), "predefined")
    assert splits.test.tolist() == [2]
    assert [judge.tolist() for _, judge in splits.folds] == [[0, 5], [1, 4]]
    assert splits.folds[0][0].tolist() == [1, 3, 4]


def test_train_and_test_alone_leave_the_folds_to_the_seed() -> None:
    marks = np.array(["train"] * 10 + ["test"] * 5, dtype=object)
    splits = split(Rows(15, marks=marks), "predefined", n_splits=2)
    assert splits.test.tolist() == list(range(10, 15))
    assert sorted(np.concatenate([judge for _, judge in splits.folds])) == list(range(10))


def test_a_class_with_one_row_stays_out_of_the_test() -> None:
    classes = np.array([0] * 50 + [1], dtype=np.intp)
    assert 50 not in split(Rows(51, classes=classes), "stratified_kfold", test_size=0.5).test


@pytest.mark.parametrize(
    ("rows", "strategy", "options", "reason"),
    [
        (Rows(4), "kfold", {"n_splits": 5}, "3 rows cannot fill 5 folds"),
        (Rows(40), "stratified_kfold", {}, "target of classes"),
        (Rows(40), "group_kfold", {}, "needs a group column"),
        (Rows(40), "time_expanding", {}, "needs a time column"),
        (Rows(40), "predefined", {}, "needs the column"),
        (Rows(8, groups=np.arange(8) // 2), "group_kfold", {"n_splits": 4}, "3 groups cannot fill 4"),
        (Rows(40, order=np.arange(40) // 20), "time_expanding", {}, "too few for 5 folds"),
    ],
)
def test_what_cannot_be_divided_is_refused_with_the_reason(
    rows: Rows, strategy: str, options: dict[str, Any], reason: str
) -> None:
    with pytest.raises(TrainingError, match=reason) as caught:
        split(rows, strategy, **options)
    assert caught.value.code == "SPLIT_IMPOSSIBLE" and caught.value.hint
