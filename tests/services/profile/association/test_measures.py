"""Tests of the task that follows from a target, and of what counts as a leak."""

import polars as pl
import pytest

from hydroml.services.profile import ColumnProfile, detect_task
from hydroml.services.profile.findings.leak import score


def column(kind: str, n_distinct: int, **stats: object) -> ColumnProfile:
    return ColumnProfile("x", kind, 0, n_distinct, stats=stats)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("target", "n_rows", "task"),
    [
        (column("integer", 2), 100, "binary"),
        (column("boolean", 2), 100, "binary"),
        (column("numeric", 2), 100, "binary"),
        (column("categorical", 3), 100, "multiclass"),
        (column("integer", 6), 1000, "multiclass"),
        (column("integer", 6), 40, "regression"),
        (column("integer", 300), 1000, "regression"),
        (column("numeric", 900), 1000, "regression"),
        (column("numeric", 3, top=[[1.0, 500], [2.0, 300], [3.0, 200]]), 1000, "multiclass"),
        (column("numeric", 3, top=[[1.5, 500], [2.0, 300], [3.0, 200]]), 1000, "regression"),
    ],
)
def test_the_task_follows_kind_and_number_of_values(target: ColumnProfile, n_rows: int, task: str) -> None:
    got, reason = detect_task(target, n_rows)
    assert got == task
    assert str(target.n_distinct) in reason


def test_an_identifier_does_not_count_as_a_leak() -> None:
    names = pl.Series([f"n{i}" for i in range(500)])
    assert score(names, pl.Series([i % 2 for i in range(500)]), "binary") < 0.1
    assert score(names, pl.Series([float(i) for i in range(500)]), "regression") < 0.1
