"""Tests of values that are read when they are asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from hydroml.services.profile.held import Held
from hydroml.services.profile.rows import Rows


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Three columns of a hundred whole numbers, 800 bytes each."""
    pl.DataFrame({name: range(100) for name in "abc"}).write_parquet(tmp_path / "table.parquet")
    return Rows(tmp_path / "table.parquet", exact=True)


def reads(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the columns that are read from now on."""
    names: list[str] = []
    real = rows.read

    def read(asked: Sequence[str]) -> Any:
        names.extend(asked)
        return real(asked)

    monkeypatch.setattr(rows, "read", read)
    return names


def test_what_fits_is_read_once_and_the_rest_each_time(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    held, names = Held(rows, max_bytes=1700), reads(rows, monkeypatch)
    for _ in range(2):
        assert [held[name].to_list() for name in "abc"] == [list(range(100))] * 3
    assert names == ["a", "b", "c", "c"]


def test_a_column_that_was_offered_is_not_read(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    held, names = Held(rows), reads(rows, monkeypatch)
    held.offer("b", pl.Series([1, 2]))
    assert held["b"].to_list() == [1, 2]
    assert names == []


def test_asking_which_columns_there_are_reads_nothing(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    held, names = Held(rows), reads(rows, monkeypatch)
    assert "a" in held
    assert "d" not in held
    assert (list(held), len(held)) == (["a", "b", "c"], 3)
    assert names == []
    with pytest.raises(KeyError):
        held["d"]


def test_the_first_columns_share_what_is_held(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    held, names = Held(rows), reads(rows, monkeypatch)
    held["a"]
    some = held.first(250)
    assert list(some) == ["a", "b"]
    assert some["a"].equals(held["a"])
    assert names == ["a"]
    with pytest.raises(KeyError):
        some["c"]
