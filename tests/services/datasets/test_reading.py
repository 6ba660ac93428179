"""Tests of awkward tables: every row and cell arrives, and what was doubtful is named with its line."""

import gzip
import json
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from hydroml.services.errors import UnreadableFileError
from hydroml.tests.support.reading import read

ROWS = [("anna", "1.5", "x"), ("ben", "2", "y"), ("carla", "", "z")]


def csv(delimiter: str, newline: str = "\n") -> str:
    return newline.join(delimiter.join(row) for row in [("name", "amount", "class"), *ROWS]) + newline


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x1f", "\x01", ":"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_newline_gives_the_same_table(delimiter: str, newline: str) -> None:
    got = read(csv(delimiter, newline).encode())
    assert got.frame.columns == ["name", "amount", "class"]
    assert got.frame.rows() == [("anna", 1.5, "x"), ("ben", 2.0, "y"), ("carla", None, "z")]
    assert got.report.dialect["delimiter"] == delimiter


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_recognised(encoding: str) -> None:
    content = "straße,größe\nMüllerweg,1\nÅngström,2\n日本,3\n".encode(encoding)
    got = read(content)
    assert got.frame.columns == ["straße", "größe"]
    assert got.column("straße") == ["Müllerweg", "Ångström", "日本"]
    assert got.report.dialect["encoding"] in (encoding, "utf-16")


def test_latin_1_is_read_and_the_guess_is_told() -> None:
    got = read("straße;größe\nMüllerweg;1\nAllée;2\n".encode("latin-1"))
    assert got.column("straße") == ["Müllerweg", "Allée"]
    assert "ENCODING_GUESSED" in got.codes
    assert got.report.dialect["encoding"] == "cp1252"


def test_a_few_broken_bytes_in_utf_8_do_not_spoil_the_rest() -> None:
    got = read(
        "name,n\nMüller,1\nÅsa,2\nÉva,3\nÖzil,4\nÜmit,5\nçelik,6\nñu,7\nøre,8\næ,9\nß,10\n".encode()
        + b"x\xffy,11\n"
    )
    assert got.column("name")[0] == "Müller"
    assert got.column("name")[-1] == "x\ufffdy"
    assert got.codes["ENCODING_INVALID_BYTES"][0] == 1


def test_rows_with_too_few_fields_are_padded_and_named() -> None:
    got = read(b"a,b,c\n1,2,3\n4,5\n6,7,8\n9\n")
    assert got.frame.rows() == [(1, 2, 3), (4, 5, None), (6, 7, 8), (9, None, None)]
    assert got.codes["ROW_TOO_SHORT"] == (2, (3, 5))


def test_rows_with_too_many_fields_are_joined_and_named() -> None:
    got = read(b"id,text\n" + b"1,fine\n" * 10 + b"2,one, two, three\n3,fine\n")
    assert got.column("text")[10] == "one, two, three"
    assert got.codes["ROW_TOO_LONG"] == (1, (12,))


def test_blank_lines_are_no_rows_but_are_named() -> None:
    got = read(b"a,b\n1,2\n\n3,4\n\n")
    assert got.frame.rows() == [(1, 2), (3, 4)]
    assert got.codes["ROW_BLANK"] == (1, (3,))


def test_newlines_inside_quotes_belong_to_the_cell() -> None:
    got = read(b'a,b\n"one\ntwo",1\n"three\r\n\r\nfour",2\n')
    assert got.column("a") == ["one\ntwo", "three\r\n\r\nfour"]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    got = read(b'a,b\n"one\ntwo",1\nx\ny,2\n')
    assert got.codes["ROW_TOO_SHORT"] == (1, (4,))


def test_a_quote_that_never_closes_costs_no_row() -> None:
    got = read(b"a,b\n" + b"x,1\n" * 5 + b'"open,2\n' + b"y,3\n" * 5)
    assert got.column("a") == ["x"] * 5 + ['"open'] + ["y"] * 5
    assert got.codes["QUOTE_OPEN"] == (1, (7,))


def test_stray_quotes_stay_in_the_cell() -> None:
    got = read(b'size,n\n5" pipe,1\n6" pipe,2\nthe "big" one,3\n')
    assert got.column("size") == ['5" pipe', '6" pipe', 'the "big" one']


def test_quotes_that_begin_late_in_the_file_count() -> None:
    got = read(b"a,b\n" + b"x,1\n" * 50_000 + b'"y,\nz",2\n' + b"x,3\n" * 50_000)
    assert got.frame.height == 100_001
    assert got.column("a")[50_000] == "y,\nz"


def test_doubled_and_escaped_quotes_are_one_quote() -> None:
    assert read(b'a,b\n"say ""hi""",1\n"x",2\n').column("a") == ['say "hi"', "x"]
    assert read(b'a,b\n"say \\"hi\\", ok",1\n"x",2\n').column("a") == ['say "hi", ok', "x"]
    assert read(b"a,b\n'x, y',1\n'z',2\n").column("a") == ["x, y", "z"]


def test_a_preamble_is_left_out_and_named() -> None:
    got = read(b"Report of May\n\nmade by hand\na,b,c\n1,2,3\n4,5,6\n")
    assert got.frame.columns == ["a", "b", "c"]
    assert got.frame.rows() == [(1, 2, 3), (4, 5, 6)]
    assert got.codes["PREAMBLE"] == (3, (1, 2, 3))


def test_a_missing_header_is_noticed() -> None:
    got = read(b"1,2.5,x\n2,3.5,y\n3,4.5,z\n")
    assert got.frame.columns == ["column_1", "column_2", "column_3"]
    assert got.frame.height == 3
    assert "HEADER_MISSING" in got.codes


def test_a_header_that_is_one_short_names_all_but_the_first_column() -> None:
    got = read(b"mpg,cyl\nmazda,21,6\nfiat,32,4\n")
    assert got.frame.columns == ["column_1", "mpg", "cyl"]
    assert got.frame.rows() == [("mazda", 21, 6), ("fiat", 32, 4)]


def test_a_delimiter_at_the_end_of_every_line_makes_no_column() -> None:
    got = read(b"a,b\n1,2,\n3,4,\n5,6,\n")
    assert got.frame.rows() == [(1, 2), (3, 4), (5, 6)]


NAMES = [
    "<b>x</b>",
    "a.b",
    '"',
    "x" * 300,
    "\u202eשלום",
    "'; drop table x; --",
    "{name}",
    "%s",
    "a\nb",
    "../x",
]


def test_strange_names_are_only_data() -> None:
    header = ",".join('"' + name.replace('"', '""') + '"' for name in NAMES)
    row = ",".join("1" for _ in NAMES)
    assert read(f"{header}\n{row}\n{row}\n".encode()).frame.columns == NAMES


def test_empty_and_doubled_names_become_unique() -> None:
    got = read(b"a,,a,a_2,\nx,1,2,3,4\ny,1,2,3,4\n")
    assert got.frame.columns == ["a", "column_2", "a_3", "a_2", "column_5"]
    assert got.codes["HEADER_EMPTY_NAME"][0] == 2
    assert got.codes["HEADER_DUPLICATE_NAME"][0] == 1


def test_missing_cells_are_counted_by_their_spelling() -> None:
    got = read(b"a,b,c\n,NA,x\n1,2,None\nnull,3,NaN\n4,N/A,y\n")
    assert got.column("a") == [None, 1, None, 4]
    assert got.column("c") == ["x", "None", None, "y"]
    message = next(note.message for note in got.report.notes if note.code == "MISSING_VALUES")
    assert "1 empty" in message and "1 'NA'" in message and "None" not in message.replace("'None'", "")


def test_decimal_commas_are_numbers_where_the_comma_does_not_separate() -> None:
    got = read(b"a;b\n1,5;x\n2;y\n-3,25;z\n")
    assert got.column("a") == [1.5, 2.0, -3.25]
    assert got.report.dialect["decimal"] == ","


def test_numbers_that_would_lose_something_stay_text() -> None:
    got = read(b"zip,long,plus\n007,12345678901234567890,1\n123,12345678901234567891,2\n")
    assert got.column("zip") == ["007", "123"]
    assert got.column("long") == ["12345678901234567890", "12345678901234567891"]


def test_gzip_and_several_members_are_unpacked() -> None:
    packed = gzip.compress(b"a,b\n1,2\n") + gzip.compress(b"3,4\n")
    got = read(packed)
    assert got.frame.rows() == [(1, 2), (3, 4)]
    assert got.report.dialect["compression"] == "gzip"


@pytest.mark.parametrize(
    "document",
    [
        [{"a": 1, "b": "x"}, {"a": 2.5, "b": None}],
        {"a": [1, 2.5], "b": ["x", None]},
        {"a": {"r1": 1, "r2": 2.5}, "b": {"r1": "x", "r2": None}},
        {"data": [{"a": 1, "b": "x"}, {"a": 2.5}], "n": 2},
        [["a", "b"], [1, "x"], [2.5, None]],
    ],
)
def test_json_in_any_orientation_is_the_same_table(document: object) -> None:
    for text in (json.dumps(document), json.dumps(document, indent=2)):
        got = read(text.encode())
        assert got.frame.rows() == [(1.0, "x"), (2.5, None)]
        assert got.format == "json"


def test_one_json_object_per_line_may_have_different_keys() -> None:
    got = read(b'{"a": 1, "b": "x"}\n{"a": 2, "c": [1, 2]}\n\n{"c": {"d": null}}\n')
    assert got.format == "ndjson"
    assert got.frame.columns == ["a", "b", "c", "c.d"]
    assert got.frame.rows() == [(1, "x", None, None), (2, None, "[1, 2]", None), (None,) * 4]
    assert "NESTED_AS_TEXT" in got.codes


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "small": pl.Series([1, None, 3], dtype=pl.Int8),
            "real": pl.Series([1.5, float("nan"), float("inf")], dtype=pl.Float32),
            "text": ["007", "008", "007"],
            "level": pl.Series(["a", "b", "a"], dtype=pl.Categorical),
            "day": [datetime(2024, 1, 1), datetime(2024, 1, 2), None],
            "zoned": pl.Series([datetime(2024, 1, day) for day in (1, 2, 3)]).dt.replace_time_zone(
                "Europe/Berlin"
            ),
            "list": [[1], [2, 3], None],
            "yes": [True, False, None],
            "money": pl.Series(["1.10", "2.20", None]).cast(pl.Decimal(10, 2)),
        }
    )
    frame.write_parquet(tmp_path / "x.parquet")
    got = read((tmp_path / "x.parquet").read_bytes())
    assert got.column("small") == [1, None, 3]
    assert got.column("real") == [1.5, None, None]
    assert got.column("text") == ["007", "008", "007"]
    assert got.column("zoned")[0] == datetime(2023, 12, 31, 23)
    assert got.column("list") == ["[1]", "[2, 3]", None]
    assert got.column("money") == [1.1, 2.2, None]
    assert got.kinds["day"] == "datetime" and got.kinds["yes"] == "boolean"


def test_a_wide_table_is_read() -> None:
    header = ",".join(f"c{i}" for i in range(3000))
    row = ",".join(str(i) for i in range(3000))
    assert read(f"{header}\n{row}\n{row}\n".encode()).frame.shape == (2, 3000)


def test_nothing_is_left_beside_the_table(tmp_path: Path) -> None:
    read("a;b\nä;1\nö;2\n".encode("latin-1"), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ingest.json", "original", "table.parquet"]


def test_nul_characters_in_text_do_not_cut_it() -> None:
    got = read(b"a,b\nx\x00y,1\n" + b"plain text,2\n" * 20)
    assert got.column("a")[0] == "x\x00y"


@pytest.mark.parametrize("filler", ["y", "y,\n"])
def test_a_row_of_megabytes_is_a_row(filler: str) -> None:
    cell = filler * (3_000_000 // len(filler))
    got = read(f'a,b\nx,1\n"{cell}",2\nz,3\nw,4,5\n'.encode())
    assert got.column("a") == ["x", cell, "z", "w"]
    assert got.codes["ROW_TOO_LONG"][0] == 1


def test_random_bytes_are_read_or_refused_but_never_break() -> None:
    import random

    source = random.Random(1)
    for length in (1, 2, 3, 10, 100, 1000):
        for _ in range(30):
            content = bytes(source.choice(b'",;\n\r\tab1.\\\xff\x00{}[]:') for _ in range(length))
            try:
                read(content)
            except UnreadableFileError as error:
                assert error.code.startswith("FILE_")
