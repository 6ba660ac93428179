"""Tests of an exact profile that was stopped: it goes on where it was, and ends as if it never had been."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest

from hydroml.services.datasets import stored
from hydroml.services.profile import Profile, rows
from hydroml.services.profile.column import columns
from hydroml.services.profile.column.columns import Seen
from hydroml.services.profile.describe import describe
from hydroml.services.profile.kept import PART, PROFILE
from hydroml.services.vocabulary import ColumnKind

KINDS: dict[str, ColumnKind] = {
    "a": "numeric",
    "b": "integer",
    "c": "categorical",
    "d": "datetime",
    "e": "boolean",
    "f": "text",
}


class StoppedError(Exception):
    """The child was killed."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset's folder with a table that is read one column at a time."""
    monkeypatch.setattr(rows, "_CELLS_AT_ONCE", 1)
    monkeypatch.setattr("hydroml.services.profile.whole.N_THREADS", 1)
    rng = np.random.default_rng(1)
    n = 500
    table = pl.DataFrame(
        {
            "a": rng.normal(size=n).round(3),
            "b": rng.integers(0, 9, n),
            "c": pl.Series(rng.choice(["x", "y", "?"], n)),
            "d": pl.Series(rng.integers(0, 10**9, n) * 10**6).cast(pl.Datetime("us")),
            "e": rng.random(n) < 0.5,
            "f": pl.Series([f"some words {k % 100}" for k in range(n)]),
        }
    )
    pq.write_table(pl.concat([table, table[:7]]).to_arrow(), tmp_path / "table.parquet")
    return tmp_path


def made(folder: Path, fingerprint: str = "sha256:1") -> Profile:
    told = describe(
        folder=str(folder), fingerprint=fingerprint, kinds=KINDS, exact=True, report=lambda *_: None
    )
    return replace(stored.load(told, Profile), seconds=0.0)


def looked_at(monkeypatch: pytest.MonkeyPatch, stop_after: int | None = None) -> list[str]:
    """Return the names of the columns that are described from now on; the next one ends it all."""
    names: list[str] = []
    real = columns.look

    def look(name: str, kind: ColumnKind, values: pl.Series) -> Seen:
        if len(names) == stop_after:
            raise StoppedError
        names.append(name)
        return real(name, kind, values)

    monkeypatch.setattr(columns, "look", look)
    return names


@pytest.mark.parametrize("n_done", [1, 3, 5])
def test_only_the_rest_is_computed_and_the_result_is_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, n_done: int
) -> None:
    undisturbed = made(folder)
    assert undisturbed.n_duplicate_rows == 7
    (folder / PROFILE).unlink()
    with monkeypatch.context() as patch:
        first = looked_at(patch, stop_after=n_done)
        with pytest.raises(StoppedError):
            made(folder)
    assert not (folder / PROFILE).exists()
    assert len((folder / PART).read_bytes().split()) > 0
    with monkeypatch.context() as patch:
        rest = looked_at(patch)
        assert made(folder) == undisturbed
    assert (first, rest) == (list(KINDS)[:n_done], list(KINDS)[n_done:])
    assert not (folder / PART).exists()
    assert json.loads((folder / PROFILE).read_text())["n_rows"] == 507


def stopped(folder: Path, monkeypatch: pytest.MonkeyPatch, n_done: int) -> Path:
    with monkeypatch.context() as patch:
        looked_at(patch, stop_after=n_done)
        with pytest.raises(StoppedError):
            made(folder)
    return folder / PART


def test_a_line_that_was_cut_off_counts_for_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    undisturbed = made(folder)
    part = stopped(folder, monkeypatch, 3)
    part.write_bytes(part.read_bytes()[:-30])
    again = stopped(folder, monkeypatch, 1)
    assert len(again.read_bytes().splitlines()) > 3
    with monkeypatch.context() as patch:
        rest = looked_at(patch)
        assert made(folder) == undisturbed
    assert rest == ["d", "e", "f"]


def test_columns_of_another_table_are_not_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped(folder, monkeypatch, 3)
    with monkeypatch.context() as patch:
        names = looked_at(patch)
        made(folder, "sha256:2")
    assert names == list(KINDS)
    stopped(folder, monkeypatch, 3)
    table = pq.read_table(folder / "table.parquet")
    pq.write_table(table.slice(1), folder / "table.parquet")
    with monkeypatch.context() as patch:
        names = looked_at(patch)
        assert made(folder).n_rows == 506
    assert names == list(KINDS)


def test_a_column_whose_kind_was_changed_is_described_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(folder, monkeypatch, 3)
    monkeypatch.setitem(KINDS, "b", "categorical")
    names = looked_at(monkeypatch)
    profile = made(folder)
    assert names == ["b", "d", "e", "f"]
    assert [column.kind for column in profile.columns] == list(KINDS.values())
