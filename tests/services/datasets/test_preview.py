"""Tests of the rows that are shown: the first ones, and some at random."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hydroml.services.datasets import preview
from hydroml.tests.support.datasets_room import ANNA, Room
from hydroml.tests.support.tables import small_table


def written(path: Path, n_rows: int, group: int, n_more: int = 0) -> Path:
    """A table whose first column is the number of the row."""
    numbers = list(range(1, n_rows + 1))
    names = ["a", "a.b", *(f"more {place}" for place in range(n_more))]
    table = pa.table([numbers, [f"row {n}" for n in numbers], *([numbers] * n_more)], names=names)
    pq.write_table(table, path, row_group_size=group)
    return path


@pytest.mark.parametrize("names", [["a"], ["a.b"], ["more 1", "a"], [], ["unknown"]])
def test_first_rows_of_some_columns_are_those_of_all(tmp_path: Path, names: list[str]) -> None:
    path = written(tmp_path / "t.parquet", 50, 20, n_more=3)
    every = preview.read(path, 7)
    shown = preview.read(path, 7, names)
    places = [place for place, name in enumerate(every.columns) if name in names]
    assert shown.columns == tuple(every.columns[place] for place in places)
    if places:
        assert shown.rows == tuple(tuple(row[place] for place in places) for row in every.rows)


@pytest.mark.parametrize("name", ["", "a\nb", "x.y.z", "<b>", "عمود", "a`b", "list.element"])
def test_columns_of_any_name_can_be_asked_for(tmp_path: Path, name: str) -> None:
    pq.write_table(pa.table([[1, 2], [3, 4]], names=[name, "other"]), tmp_path / "t.parquet")
    assert preview.read(tmp_path / "t.parquet", 2, [name]).rows == ((1,), (2,))


@pytest.mark.parametrize(
    ("n_rows", "group", "rows"), [(1000, 100, 20), (1000, 1000, 7), (30, 7, 29), (5, 2, 1)]
)
def test_random_rows_are_whole_rows_in_order_without_repeats(
    tmp_path: Path, n_rows: int, group: int, rows: int
) -> None:
    shown = preview.drawn(written(tmp_path / "t.parquet", n_rows, group), rows)
    assert shown.columns == ("a", "a.b")
    assert len(shown.rows) == rows == len(set(shown.numbers))
    assert list(shown.numbers) == sorted(shown.numbers)
    assert shown.rows == tuple((n, f"row {n}") for n in shown.numbers)


def test_random_rows_are_spread_over_the_table_and_always_the_same(tmp_path: Path) -> None:
    path = written(tmp_path / "t.parquet", 10_000, 500)
    shown = preview.drawn(path, 40)
    tenths = [sum(1 for n in shown.numbers if tenth * 1000 < n <= (tenth + 1) * 1000) for tenth in range(10)]
    assert min(tenths) >= 1
    assert list(shown.numbers) != list(range(1, 41))
    assert preview.drawn(path, 40) == shown


def test_all_rows_of_a_short_table_are_shown(tmp_path: Path) -> None:
    shown = preview.drawn(written(tmp_path / "t.parquet", 6, 4), 20)
    assert shown.numbers == (1, 2, 3, 4, 5, 6)


def test_rows_are_found_in_any_batch_of_a_wide_table(tmp_path: Path) -> None:
    path = written(tmp_path / "t.parquet", 3000, 3000, n_more=998)
    shown = preview.drawn(path, 30)
    assert [row[0] for row in shown.rows] == list(shown.numbers) == [row[-1] for row in shown.rows]
    assert shown.numbers[-1] > 1000, "beyond the first million cells"


def test_a_large_table_is_drawn_from_in_a_child_and_kept(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = room.take(small_table())
    at_once = room.datasets.sample(ANNA, dataset.id, rows=10)
    monkeypatch.setattr(preview, "_QUICK_CELLS", 0)
    shown = room.datasets.sample(ANNA, dataset.id, rows=10)
    assert (room.datasets.folder(dataset) / "sample.json").exists()
    assert len(shown.rows) == 10 == len(at_once.rows)
    everything = room.datasets.preview(ANNA, dataset.id, rows=240)
    assert shown.rows == tuple(everything.rows[n - 1] for n in shown.numbers)
    assert everything.numbers == tuple(range(1, 241))
    assert room.datasets.sample(ANNA, dataset.id, rows=10) == shown
    assert len(room.datasets.sample(ANNA, dataset.id, rows=999).rows) == 240
