"""Tests of files that are no table: each is refused with cause, place and remedy."""

import gzip
import json
from pathlib import Path

import polars as pl
import pytest

from hydroml.services.errors import UnreadableFileError
from hydroml.tests.support.reading import MAX_UNPACKED, read

CSV = b"a,b\n" + b"1,2\n" * 50
_TABLE = pl.DataFrame({"a": [1, 2], "b": ["x", "y"]})


def parquet(frame: pl.DataFrame, folder: Path) -> bytes:
    frame.write_parquet(folder / "made.parquet")
    return (folder / "made.parquet").read_bytes()


def refusal(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(content)
    assert caught.value.hint, "a refusal names the remedy"
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"\n \r\n\t\n", "FILE_EMPTY"),
        (b"\xef\xbb\xbf", "FILE_EMPTY"),
        (b"a,b,c\n", "FILE_NO_ROWS"),
        (b"a,b,c", "FILE_NO_ROWS"),
        (b"[]", "FILE_EMPTY"),
        (b'{"a": [], "b": []}', "FILE_NO_ROWS"),
        (b"name\nanna\nben\n", "FILE_ONE_COLUMN"),
        (b"one sentence\nand another one here\nno\n", "FILE_ONE_COLUMN"),
        (b'[{"a": 1}, {"a": 2}]', "FILE_ONE_COLUMN"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "FILE_BINARY"),
        (bytes(range(256)) * 20, "FILE_BINARY"),
        (b"%PDF-1.7\n...", "FILE_BINARY"),
        (b"SQLite format 3\x00" + bytes(100), "FILE_BINARY"),
        (b"PK\x03\x04" + bytes(100), "FILE_TRUNCATED"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "FILE_FORMAT"),
        (b"<?xml version='1.0'?><a><b>1</b></a>", "FILE_FORMAT"),
        (b'[{"a": 1}, 2]', "FILE_FORMAT"),
        (b'{"a": {"b": 1}, "c": 3}', "FILE_FORMAT"),
        (b'[{"a": 1, "b": 2}, {"a": 3, "b"', "FILE_TRUNCATED"),
        (b'[{"a": 1, "b": 2}, {"a": 3, "b": "x', "FILE_TRUNCATED"),
        (b'[{"a": 1, "b": 2},, {"a": 3, "b": 4}]', "FILE_CORRUPT"),
        (b'{"a": 1, "b": 2}\n{"a": 3, "b"', "FILE_TRUNCATED"),
        (b'{"a": 1, "b": 2}\n{"a" 3}\n{"a": 3, "b": 5}\n', "FILE_CORRUPT"),
        (b"[" * 100_000, "FILE_CORRUPT"),
        (b"PAR1" + bytes(100), "FILE_TRUNCATED"),
        (b"PAR1" + bytes(100) + b"PAR1", "FILE_CORRUPT"),
        (gzip.compress(CSV, mtime=0)[:-20], "FILE_TRUNCATED"),
        (gzip.compress(CSV, mtime=0)[:20] + b"\x00\xff" * 20, "FILE_CORRUPT"),
        (gzip.compress(gzip.compress(CSV, mtime=0), mtime=0), "FILE_FORMAT"),
        (gzip.compress(b"", mtime=0), "FILE_EMPTY"),
        (gzip.compress(bytes(MAX_UNPACKED + 1), mtime=0), "FILE_TOO_LARGE"),
        (b"\xff\xfea\x00,\x00b\x00\n", "FILE_ENCODING"),
        (
            b",".join(b"c%d" % i for i in range(10_001)) + b"\n" + b",".join([b"1"] * 10_001),
            "FILE_TOO_MANY_COLUMNS",
        ),
    ],
)
def test_what_is_no_table_is_refused_by_its_code(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_parquet_cut_at_any_place_is_refused(tmp_path: Path) -> None:
    whole = parquet(pl.DataFrame({"a": range(1000), "b": [str(i) for i in range(1000)]}), tmp_path)
    for share in (0.1, 0.5, 0.9, 0.99):
        assert refusal(whole[: int(len(whole) * share)]).code == "FILE_TRUNCATED"


def test_parquet_with_damaged_pages_is_refused(tmp_path: Path) -> None:
    whole = bytearray(parquet(pl.DataFrame({"a": range(1000), "b": [str(i) for i in range(1000)]}), tmp_path))
    whole[40:200] = bytes(160)
    assert refusal(bytes(whole)).code == "FILE_CORRUPT"


def test_parquet_without_rows_or_with_one_column_is_refused(tmp_path: Path) -> None:
    assert refusal(parquet(_TABLE.head(0), tmp_path)).code == "FILE_NO_ROWS"
    assert refusal(parquet(_TABLE.select("a"), tmp_path)).code == "FILE_ONE_COLUMN"


def test_the_place_of_a_fault_in_json_is_named() -> None:
    assert "line 2, column 9" in refusal(b'[{"a": 1, "b": 2},\n{"a": 3,, "b": 4}]').message
    assert "line 2" in refusal(b'{"a": 1, "b": 2}\n{"a" 3}\n{"a": 3, "b": 5}\n').message


def test_the_remedy_of_one_column_speaks_of_the_delimiter() -> None:
    assert "semicolon" in refusal(b"name\nanna\nben\n").hint


def test_json_lines_that_are_no_objects_are_refused_by_line() -> None:
    assert "line 2" in refusal(json.dumps({"a": 1, "b": 2}).encode() + b"\n[1, 2]\n").message
