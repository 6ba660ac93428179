"""Tests of finding out a dialect: the one under which a text looks most like a table."""

from pathlib import Path

import pytest

from hydroml.services.datasets.csv.detection import detect, width
from hydroml.services.datasets.csv.dialect import HEAD_BYTES, Dialect, Sample, sample
from hydroml.services.datasets.csv.placing import Placed, placed
from hydroml.tests.support.reading import read

ROWS = [("anna", "1.5", "2024-01-02 10:30:00"), ("ben", "-2", "2023-05-06 07:08:09"), ("carla", "40", "")]


def text(delimiter: str) -> str:
    rows = [("name", "amount", "seen"), *ROWS]
    return "".join(delimiter.join(f'"{c}"' if delimiter in c else c for c in row) + "\n" for row in rows)


def found(content: str) -> Dialect:
    dialect = detect(Sample(content))
    assert dialect is not None
    return dialect


def place(content: str) -> Placed:
    return placed(Sample(content), found(content), skip=None, has_header=None)


@pytest.mark.parametrize(
    "mark", [",", ";", "\t", "|", "^", "~", "\x1f", "\x01", ":", " ", "||", "::", ", ", "|~|", "@"]
)
def test_any_delimiter_of_one_or_several_characters_is_found(mark: str) -> None:
    assert (found(text(mark)).delimiter, found(text(mark)).n_columns) == (mark, 3)
    got = read(text(mark).encode())
    assert got.frame.columns == ["name", "amount", "seen"]
    assert got.column("amount") == [1.5, -2.0, 40.0]


def test_times_and_decimal_commas_do_not_pass_for_fields() -> None:
    assert found("a;b\n1,5;10:20:30\n2,5;11:20:30\n3,5;12:20:30\n").delimiter == ";"
    assert found("a b\n10:20:30 1998-07-03\n11:20:30 2001-07-03\n12:21:30 2002-07-03\n").delimiter == " "


def test_the_quote_is_the_one_that_encloses_fields() -> None:
    single = "a,b\n'x, \"y\"',1\n'it''s',2\nplain,3\n"
    assert found(single).quote == "'"
    assert found("a,b\n\"it's, so\",1\nO'Hare,2\nplain,3\n").quote == '"'


def test_a_backslash_escapes_only_where_quotes_make_no_sense_without_it() -> None:
    assert found('a,b\n"say \\"hi\\", ok",1\n"x",2\n').escape == "\\"
    assert found('a,b\n"C:\\dir\\",1\n"D:\\dir\\",2\n').escape is None


def test_faults_of_other_lines_do_not_hide_an_escape() -> None:
    rows = [f'"{n}", "the \\"old\\" mill", "{n}.5"' for n in range(5)]
    faults = [f'"{n}", """so far", "{n}.5"' for n in range(5)]
    assert found("\n".join([*rows, *faults, *[f'"{n}", "x", "1.5"' for n in range(20)], ""])).escape == "\\"


def test_excel_tells_the_delimiter_in_the_first_line() -> None:
    got = read(b"sep=;\na;b\n1,5;2\n2,5;3\n")
    assert (got.frame.columns, got.frame.rows()) == (["a", "b"], [(1.5, 2), (2.5, 3)])
    assert got.codes["PREAMBLE"] == (1, (1,))


def test_text_without_a_delimiter_has_no_dialect() -> None:
    assert detect(Sample("name\nanna\nben\n")) is None


def test_rows_that_leave_out_empty_ends_do_not_narrow_the_table() -> None:
    rows = [["a", "b", "c", "d"], ["1", "2"], ["1", "2", "3"], ["1", "2"], ["1", "2", "3", "4"]]
    assert width(rows) == 4


def test_a_long_first_line_is_read_whole(tmp_path: Path) -> None:
    header = ",".join(f"a rather long name {n}" for n in range(5000))
    row = ",".join(str(n) for n in range(5000))
    (tmp_path / "x").write_text(f"{header}\n{row}\n{row}\n")
    pieces = sample(tmp_path / "x")
    assert len(header) > HEAD_BYTES
    dialect = detect(pieces)
    assert dialect is not None and dialect.n_columns == 5000


def test_the_sample_shows_quotes_that_begin_late(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("a,b\n" + "x,1\n" * 100_000 + "'y,z',1\n" * 10_000)
    assert "'y,z'" in sample(tmp_path / "x").pieces[-1]


def test_titles_above_the_table_are_no_rows_even_with_delimiters_behind_them() -> None:
    got = read(b"Sales report,,,\nof May,,,\nname,n,m,k\nanna,1,2,3\nben,4,5,6\ncarl,7,8,9\n")
    assert got.frame.columns == ["name", "n", "m", "k"]
    assert got.codes["PREAMBLE"] == (2, (1, 2))


def test_a_first_row_with_missing_values_stays_a_row() -> None:
    got = read(b"1,,,\n2,5,6,7\n3,8,9,7\n4,8,1,7\n")
    assert got.frame.height == 4


def test_sources_and_notes_below_the_table_are_named_and_left_out() -> None:
    got = read(
        b"day,n,m\n2024-01-01,1,2\n2024-01-02,3,4\n2024-01-03,5,6\n\nSource: the office\n* provisional\n"
    )
    assert got.frame.height == 3
    assert got.codes["FOOTER"] == (3, (5, 6, 7))


def test_a_last_row_that_was_cut_is_a_row() -> None:
    got = read(b"name,n,m\nanna,1,2\nben,3,4\ncarl,5,6\ndo")
    assert got.column("name") == ["anna", "ben", "carl", "do"]
    assert got.codes["ROW_TOO_SHORT"] == (1, (5,))


def test_a_delimiter_behind_each_line_makes_no_column_and_is_told_once() -> None:
    got = read(b"a,b,\n1,x,\n2,y,\n3,z,\n")
    assert got.frame.rows() == [(1, "x"), (2, "y"), (3, "z")]
    assert got.codes == {"DELIMITER_AT_END": (0, ())}


def test_a_second_header_row_is_named_and_no_row() -> None:
    got = read(b"flow,level,site\nm3/s,cm,-\n1.5,20,a\n2.5,30,b\n3.5,40,c\n")
    assert got.frame.columns == ["flow", "level", "site"]
    assert got.column("flow") == [1.5, 2.5, 3.5]
    assert got.codes["HEADER_SECOND_ROW"] == (1, (2,))


def test_a_header_of_groups_is_joined_to_the_names_below() -> None:
    content = "site;2019;;2020;\n;flow;level;flow;level\na;1;2;3;4\nb;5;6;7;8\nc;9;1;2;3\n"
    assert place(content).names == ["site", "2019 flow", "2019 level", "2020 flow", "2020 level"]
