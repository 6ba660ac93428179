"""Property tests: any table of text, written in any dialect, is read back cell by cell."""

import csv
import io
from typing import Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hydroml.services.datasets.csv import csv_clean
from hydroml.services.datasets.csv.csv_pieces import as_piece, state_of
from hydroml.services.datasets.csv.csv_typed import Layout, UncleanError, texts
from hydroml.services.datasets.csv.dialect import Dialect
from hydroml.services.datasets.notes import LineNotes
from hydroml.tests.support.reading import read

LETTERS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=12)
WORDS = st.text(st.sampled_from("abcdefäß,;\t|\"'\n \\.-"), min_size=1, max_size=10).map(
    lambda word: f"w{word}w"
)


Quoting = Literal[0, 1]
MINIMAL: Quoting = 0
ALL: Quoting = 1


@st.composite
def tables(draw: st.DrawFn, cells: st.SearchStrategy[str]) -> list[list[str]]:
    width = draw(st.integers(2, 5))
    return draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=12))


def written(rows: list[list[str]], delimiter: str, newline: str, quoting: Quoting) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(rows)
    return out.getvalue().encode()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    tables(LETTERS),
    st.sampled_from([",", ";", "\t", "|", "~"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([MINIMAL, ALL]),
)
def test_both_ways_through_a_file_give_the_cells_that_were_written(
    rows: list[list[str]], delimiter: str, newline: str, quoting: Quoting
) -> None:
    width = len(rows[0])
    dialect = Dialect(delimiter, n_columns=width, header=False)
    layout = Layout(dialect, tuple(map(str, range(width))), (None,) * width)
    content, notes = written(rows, delimiter, newline, quoting), LineNotes()
    cleaned = csv_clean.clean(memoryview(content), dialect, notes, line=1)
    assert cells(cleaned, layout) == [tuple(row) for row in rows]
    assert not set(notes.counts) - {"ROW_BLANK"}
    if state_of(as_piece(content, dialect), dialect) == "clean":
        try:
            assert cells(content, layout) == [tuple(row) for row in rows]
        except UncleanError:
            return


def cells(content: bytes, layout: Layout) -> list[tuple[str, ...]]:
    columns = texts(memoryview(content), layout, range(len(layout.names)))
    return list(zip(*(column.to_list() for column in columns), strict=True))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    tables(WORDS),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_table_in_a_random_dialect_comes_back(
    rows: list[list[str]], delimiter: str, newline: str, encoding: str
) -> None:
    header = [f"name_{place}" for place in range(len(rows[0]))]
    content = written([header, *rows], delimiter, newline, ALL).decode().encode(encoding)
    got = read(content)
    assert got.frame.columns == header
    assert [tuple(map(str, row)) for row in got.frame.rows()] == [tuple(row) for row in rows]
