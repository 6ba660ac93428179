"""Tests of reading rows in pieces: where a file is cut and what is cleaned does not show in the table."""

import csv
import io
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hydroml.services.datasets import overrides
from hydroml.services.datasets.column_notes import ColumnNotes
from hydroml.services.datasets.csv import csv_opening, csv_tables
from hydroml.services.datasets.csv.csv_pieces import as_piece, count_rows, pieces, state_of
from hydroml.services.datasets.csv.dialect import Dialect

WORD = st.text(st.sampled_from('ab ä,"\n0.5'), max_size=6).map(lambda word: f"w{word}")
NUMBER = st.one_of(
    st.integers(-(10**6), 10**6).map(str), st.floats(-1e6, 1e6).map(repr), st.sampled_from(["", "NA", "007"])
)


def silent(share: float, sentence: str) -> None:
    assert 0 <= share <= 1
    assert sentence


def written(content: bytes, folder: Path, piece_bytes: int, **given: Any) -> tuple[pl.DataFrame, Any]:
    source, target = folder / "source.csv", folder / "table.parquet"
    source.write_bytes(content)
    asked = overrides.parsed(given)
    opened = csv_opening.opened(source, asked)
    noting = ColumnNotes()
    done = csv_tables.write(opened, target, noting, silent, asked=asked.kinds, piece_bytes=piece_bytes)
    notes = {note.code: (note.n, note.lines) for note in (*done.notes.notes(), *noting.notes())}
    return pl.read_parquet(target), ({column.name: column.kind for column in done.columns}, notes)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(NUMBER, WORD, NUMBER), min_size=3, max_size=40), size=st.integers(20, 200))
def test_small_pieces_give_the_same_table_as_one(
    rows: list[tuple[str, str, str]], size: int, tmp_path: Path
) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("first", "middle", "last"), *rows])
    content = out.getvalue().encode()
    given = {"dialect": {"delimiter": ",", "quote": '"'}, "header": True}
    whole, met = written(content, tmp_path, 1 << 20, **given)
    cut, met_in_pieces = written(content, tmp_path, size, **given)
    assert cut.equals(whole)
    assert met_in_pieces == met
    assert whole["middle"].to_list() == [row[1] for row in rows]


def faulty(n: int, seed: int) -> tuple[bytes, list[int]]:
    """Return a file of `n` rows of which some have a field too many or too few, and their lines."""
    pick = random.Random(seed)
    lines, bad = ["number,name,place"], []
    for row in range(n):
        line = f'{row},"name, {row}",{pick.choice("abc")}'
        if pick.random() < 0.05:
            line = pick.choice([line + ",more", line.rpartition(",")[0]])
            bad.append(row + 2)
        lines.append(line)
    return "\n".join(lines).encode(), bad


@pytest.mark.parametrize("size", [200, 5000, 1 << 20])
def test_faulty_rows_are_named_wherever_the_file_is_cut(size: int, tmp_path: Path) -> None:
    content, bad = faulty(400, seed=3)
    table, (_, notes) = written(content, tmp_path, size)
    assert table.height == 400
    assert table["number"].to_list() == list(range(400))
    named = [*notes["ROW_TOO_LONG"][1], *notes["ROW_TOO_SHORT"][1]]
    assert sorted(named) == bad


@pytest.mark.parametrize("size", [300, 1 << 20])
def test_rows_after_a_stray_quote_are_still_whole(size: int, tmp_path: Path) -> None:
    rows = [f'{row},"two\nlines",x' for row in range(60)]
    rows[20] = '20,5" pipe,x'
    content = "\n".join(["number,text,place", *rows]).encode()
    table, _ = written(content, tmp_path, size)
    assert table["number"].to_list() == list(range(60))
    assert table["text"].to_list() == ["two\nlines"] * 20 + ['5" pipe'] + ["two\nlines"] * 39


def test_a_column_that_is_no_number_at_its_end_is_text_from_its_beginning(tmp_path: Path) -> None:
    rows = [f"{row},{row / 4}" for row in range(20_000)]
    rows[9_000] = "007,x"
    table, (kinds, _) = written("\n".join(["code,value", *rows]).encode(), tmp_path, 4096)
    assert table["code"][9_000] == "007"
    assert table["value"][8_999:9_001].to_list() == ["2249.75", "x"]
    assert table["value"].dtype == pl.String
    assert kinds["code"] == "identifier"


def test_a_column_that_is_empty_at_first_gets_the_kind_of_its_values(tmp_path: Path) -> None:
    rows = [f"{row}," for row in range(5000)]
    rows[4_321] += "2021-03-04"
    table, (kinds, _) = written("\n".join(["n,day", *rows]).encode(), tmp_path, 4096)
    assert kinds["day"] == "datetime"
    assert table["day"].null_count() == 4999


def test_a_kind_that_was_asked_for_is_kept_and_what_does_not_fit_is_told(tmp_path: Path) -> None:
    content = b"a,b,c\n1,007,x\n2,3,y\nzwei,4,z\n"
    given = {"kinds": {"a": "integer", "b": "identifier", "c": "text"}}
    table, (kinds, notes) = written(content, tmp_path, 1 << 20, **given)
    assert kinds == {"a": "integer", "b": "identifier", "c": "text"}
    assert table["a"].to_list() == [1, 2, None]
    assert table["b"].to_list() == ["007", "3", "4"]
    assert notes["KIND_CELLS_LOST"][0] == 1


def test_the_order_of_day_and_month_is_doubted_until_it_is_said(tmp_path: Path) -> None:
    content = b"day,n\n01/02/2021,1\n03/04/2021,2\n"
    table, (_, notes) = written(content, tmp_path, 1 << 20)
    said, (_, no_notes) = written(content, tmp_path, 1 << 20, dialect={"day_first": False})
    assert (table["day"][0].month, said["day"][0].month) == (2, 1)
    assert "DATE_ORDER_ASSUMED" in notes
    assert "DATE_ORDER_ASSUMED" not in no_notes


def test_pieces_end_with_rows_and_know_their_lines(tmp_path: Path) -> None:
    source = tmp_path / "source.csv"
    source.write_bytes(b'a,b\n1,"x\ny"\n2,z\n3,"\n"\n4,w')
    dialect = Dialect(",", n_columns=2)
    cut = list(pieces(source, dialect, size=12))
    assert b"".join(bytes(piece.body) for piece in cut) == b'1,"x\ny"\n2,z\n3,"\n"\n4,w'
    assert [bytes(piece.body)[:1] for piece in cut] == [b"1", b"3"]
    assert [piece.line for piece in cut] == [2, 5]


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (b"1,2\n3,4\n", "clean"),
        (b'1,"2"\n"3","a ""b"""\n', "clean"),
        (b'1,"2\n\n3"\n', "clean"),
        (b"1,2\r\n3,4\r\n", "clean"),
        (b'"",""\n', "clean"),
        (b"1,2\n\n3,4\n", "faulty"),
        (b"1,2\r\n\r\n3,4\r\n", "faulty"),
        (b"\r\n1,2\r\n", "faulty"),
        (b"1,2\r3,4\n", "faulty"),
        (b'1,5" pipe\n2,6" pipe\n', "astray"),
        (b'1,"open\n2,x\n', "astray"),
        (b'1,"x"y\n', "astray"),
    ],
)
def test_a_piece_says_how_far_it_can_be_trusted(body: bytes, state: str) -> None:
    dialect = Dialect(",", n_columns=2)
    assert state_of(as_piece(body, dialect), dialect) == state


def test_rows_are_counted_without_reading_them() -> None:
    piece = as_piece(b'1,"x\ny"\n\n2,z\n3,w\n\n', Dialect(",", n_columns=2))
    assert count_rows(piece, is_last=True) == 3
