"""The drawing of the folds agrees with what the trainer does."""

import numpy as np
import pytest

from hydroml.components.training import STRATEGIES, fold_bars, hidden_fields, offered, validation_words
from hydroml.services.experiments.config import Validation
from hydroml.services.training.splits import Rows, split_indices


@pytest.mark.parametrize(
    "strategy", ["kfold", "stratified_kfold", "holdout", "time_expanding", "time_sliding"]
)
@pytest.mark.parametrize("n_rows", [60, 891, 2930])
def test_rows_are_drawn_as_the_trainer_divides_them(strategy: str, n_rows: int) -> None:
    validation = Validation(strategy=strategy, n_splits=5, test_size=0.2)
    classes = np.arange(n_rows, dtype=np.intp) % 2 if "stratified" in strategy else None
    splits = split_indices(validation, Rows(n_rows, classes, order=np.arange(n_rows)), 7)
    bars = fold_bars(validation.model_dump(), n_rows)
    *folds, test = bars
    assert abs(test.test - len(splits.test)) <= 1
    assert len(folds) == len(splits.folds)
    for bar, (train, judge) in zip(folds, splits.folds, strict=True):
        assert abs(bar.judge - len(judge)) <= 2
        assert abs(bar.fit + bar.fit_after - len(train)) <= 2


def test_all_rows_of_shuffled_folds_are_judged_once() -> None:
    bars = fold_bars({"strategy": "kfold", "n_splits": 7, "test_size": 0.0}, 100)
    assert sum(bar.judge for bar in bars) == 100
    assert all(bar.fit + bar.judge + bar.fit_after == 100 for bar in bars)


def test_time_and_groups_are_offered_only_with_a_column_for_them() -> None:
    assert {one.key for one in offered("binary", {}, "kfold")} == {
        "kfold",
        "stratified_kfold",
        "repeated_stratified_kfold",
        "holdout",
    }
    keys = {one.key for one in offered("regression", {"time": "day", "group": "site"}, "kfold")}
    assert {"time_expanding", "time_sliding", "group_kfold"} <= keys


def test_the_chosen_strategy_is_always_offered() -> None:
    assert "predefined" in {one.key for one in offered("regression", {}, "predefined")}


def test_settings_without_a_meaning_are_hidden() -> None:
    assert hidden_fields("holdout")["n_splits"] and not hidden_fields("holdout")["test_size"]
    assert hidden_fields("kfold")["gap"] and not hidden_fields("time_expanding")["gap"]


def test_every_strategy_can_be_told_in_words() -> None:
    for key in STRATEGIES:
        assert validation_words({"strategy": key, "n_splits": 5, "repeats": 2})
