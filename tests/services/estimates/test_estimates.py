"""Estimates grow with the work, are remembered and are settled."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from hydroml.services.estimates import Estimates, PastEstimate
from hydroml.services.experiments.config import ExperimentConfig
from hydroml.services.profile.records import ColumnProfile, Profile


class MemoryEstimates:
    """Past estimates in a list, newest first."""

    def __init__(self) -> None:
        self.items: list[PastEstimate] = []

    def add(self, estimate: PastEstimate) -> None:
        self.items = [estimate, *(one for one in self.items if one.experiment_id != estimate.experiment_id)]

    def settle(self, experiment_id: str, actual_s: float, peak_memory_bytes: int | None) -> None:
        self.items = [
            replace(one, actual_s=actual_s, peak_memory_bytes=peak_memory_bytes)
            if one.experiment_id == experiment_id
            else one
            for one in self.items
        ]

    def recent(self, limit: int = 20) -> tuple[PastEstimate, ...]:
        return tuple(one for one in self.items if one.actual_s is not None)[:limit]


def table(n_rows: int = 2000) -> Profile:
    columns = (
        ColumnProfile("x", "numeric", 10, 900),
        ColumnProfile("city", "categorical", 0, 12),
        ColumnProfile("y", "boolean", 0, 2),
    )
    return Profile("sha256:x", n_rows, len(columns), True, None, columns)


def configuration(**changes: Any) -> ExperimentConfig:
    usual: dict[str, Any] = {
        "name": "n",
        "dataset": {"id": "ds", "fingerprint": "sha256:x"},
        "target": "y",
        "task": "binary",
        "features": {"include": ["x", "city"]},
        "models": [{"key": "lightgbm_vote"}],
        "validation": {"strategy": "stratified_kfold", "n_splits": 5},
        "metric": "roc_auc",
        "seed": 1,
    }
    return ExperimentConfig.model_validate({**usual, **changes})


def raw(n_rows: int = 2000, **changes: Any) -> float:
    return Estimates(MemoryEstimates()).estimate(configuration(**changes), table(n_rows)).raw_s


def test_an_estimate_is_an_interval_with_memory_and_record() -> None:
    estimate = Estimates(MemoryEstimates()).estimate(configuration(), table())
    assert 0 < estimate.seconds.low < estimate.seconds.expected < estimate.seconds.high
    assert estimate.memory_bytes > 100e6
    assert (estimate.record.n, estimate.record.covered, estimate.record.median_error) == (0, 0, None)


@pytest.mark.parametrize(
    "more",
    [
        {"n_rows": 40_000},
        {"validation": {"strategy": "stratified_kfold", "n_splits": 10}},
        {"validation": {"strategy": "repeated_stratified_kfold", "n_splits": 5, "repeats": 3}},
        {"models": [{"key": "lightgbm_vote"}, {"key": "random_forest"}]},
        {"search": {"enabled": True, "n_trials": 30}},
        {"task": "multiclass", "target": "city", "features": {"include": ["x", "y"]}},
    ],
)
def test_more_work_takes_longer(more: dict[str, Any]) -> None:
    assert raw(**more) > raw() + 0.1


def test_less_work_is_quicker() -> None:
    assert raw(validation={"strategy": "holdout", "n_splits": 5}) < raw()
    assert raw(models=[{"key": "logistic"}]) < raw()
    assert raw(resources={"n_threads": 2}) < raw()


def test_trees_count_in_proportion() -> None:
    few, many = (
        raw(models=[{"key": "random_forest", "hyperparameters": {"n_estimators": trees}}])
        for trees in (100, 1000)
    )
    assert many > few * 2


def test_the_time_limit_of_the_search_bounds_the_estimate() -> None:
    search = {"enabled": True, "n_trials": 5000, "timeout_s": 60.0}
    assert raw(search=search) < raw() + 61


def test_a_forest_on_many_rows_needs_memory_for_its_trees() -> None:
    estimates = Estimates(MemoryEstimates())
    forest = configuration(models=[{"key": "random_forest"}])
    capped = configuration(models=[{"key": "random_forest", "hyperparameters": {"max_leaf_nodes": 64}}])
    large = table(200_000)
    assert estimates.estimate(forest, large).memory_bytes > 2 * estimates.estimate(capped, large).memory_bytes


def test_faults_of_the_configuration_do_not_break_the_estimate() -> None:
    changes: dict[str, Any] = {
        "features": {"include": ["x", "gone"], "transforms": [{"columns": ["x"], "step": "lags"}]},
        "models": [{"key": "blend"}, {"key": "ridge", "hyperparameters": {"nothing": 1}}],
        "target": "gone too",
        "validation": {"strategy": "predefined", "column": "gone"},
    }
    assert raw(**changes) > 0


def test_what_runs_took_calibrates_the_next_estimate() -> None:
    store = MemoryEstimates()
    estimates = Estimates(store, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    first = estimates.estimate(configuration(), table())
    for number in range(15):
        estimates.remember(f"exp_{number}", first)
        estimates.settle(f"exp_{number}", first.raw_s * 3, 500_000_000)
    later = estimates.estimate(configuration(), table())
    assert later.seconds.expected == pytest.approx(first.raw_s * 3, rel=0.15)
    assert later.record.n == 15
    assert later.record.median_error == pytest.approx(2 / 3, rel=1e-3)
    assert store.items[0].peak_memory_bytes == 500_000_000


def test_an_estimate_is_made_at_once_for_wide_tables() -> None:
    columns = tuple(ColumnProfile(f"c{place}", "numeric", 0, 90) for place in range(2000))
    wide = Profile("sha256:x", 20_000, 2000, True, None, columns)
    config = configuration(
        target="c0", task="regression", features={"include": [one.name for one in columns[1:]]}
    )
    assert Estimates(MemoryEstimates()).estimate(config, wide).raw_s > 10
