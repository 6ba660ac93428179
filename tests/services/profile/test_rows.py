"""Tests of which rows of a table are looked at."""

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hydroml.services.profile.rows import Rows

N_ROWS = 120_000


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of 24 row groups: the row's number, the minute of the hour, labels, and a strange name."""
    row = np.arange(N_ROWS)
    columns = {"row": row, "minute": row % 60, "label": pl.Series(row % 7).cast(pl.String).to_arrow()}
    columns["^a.*$"] = row * 0.5
    path = tmp_path / "[table].parquet"
    pq.write_table(pa.table(columns), path, row_group_size=5_000)
    return path


def test_all_rows_are_read_where_they_are_asked_for(table: Path) -> None:
    rows = Rows(table, exact=True)
    assert (rows.n_rows, rows.n_seen, rows.exact, rows.positions) == (N_ROWS, N_ROWS, True, None)
    got = rows.frame(["^a.*$", "row"])
    assert list(got) == ["^a.*$", "row"]
    assert got["row"].to_list() == list(range(N_ROWS))
    assert got["^a.*$"].dtype == pl.Float64
    assert list(Rows(table, exact=True).frame()) == list(rows.names)


def test_a_sample_is_spread_over_the_file_and_the_same_each_time(table: Path) -> None:
    rows = Rows(table, exact=False, sample_rows=10_000)
    assert not rows.exact
    assert rows.n_seen == pytest.approx(10_000, abs=10)
    assert rows.positions is not None
    assert len(np.unique(rows.positions)) == rows.n_seen
    parts = np.bincount(rows.positions * 10 // N_ROWS, minlength=10)
    assert parts.min() >= 1
    got = rows.frame()
    assert got["row"].to_list() == rows.positions.tolist()
    assert got["label"].to_list() == [str(row % 7) for row in rows.positions]
    again = Rows(table, exact=False, sample_rows=10_000)
    np.testing.assert_array_equal(again.positions, rows.positions)


def test_a_table_that_repeats_itself_is_not_sampled_in_step(table: Path) -> None:
    rows = Rows(table, exact=False, sample_rows=12_000)
    counts = np.bincount(rows.frame(["minute"])["minute"].to_numpy(), minlength=60)
    expected = rows.n_seen / 60
    assert np.abs(counts - expected).max() < 5 * np.sqrt(expected)


def test_a_small_table_is_looked_at_whole(table: Path) -> None:
    assert Rows(table, exact=False, sample_rows=N_ROWS).exact


def test_many_columns_are_sampled_by_fewer_rows(tmp_path: Path) -> None:
    names = [f"c{place}" for place in range(1500)]
    values = np.arange(8_000)
    path = tmp_path / "wide.parquet"
    pq.write_table(pa.table(dict.fromkeys(names, values)), path)
    rows = Rows(path, exact=False)
    assert rows.n_seen == 5_000
    assert sum(len(block) for block in rows.blocks(names)) == 1500
    assert len(rows.frame(names[:70])) == 70


def test_a_column_comes_in_pieces_too(table: Path) -> None:
    pieces = list(Rows(table, exact=False, sample_rows=1_000).pieces("row", 50_000))
    assert [len(piece) for piece in pieces] == [50_000, 50_000, 20_000]
    assert pl.concat(pieces).to_list() == list(range(N_ROWS))


def test_text_takes_more_room_than_numbers(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    rng = np.random.default_rng(1)
    texts = ["".join(map(chr, rng.integers(97, 122, 100))) for _ in range(1000)]
    pq.write_table(pa.table({"text": texts, "number": np.arange(1000)}), path)
    text, number = Rows(path, exact=True).stored_bytes(["text", "number"])
    assert text > 100_000 > number
