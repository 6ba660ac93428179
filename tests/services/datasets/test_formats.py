"""Tests of formats: they are told from the content, whatever the name says."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from hydroml.services.datasets import formats
from hydroml.services.errors import UnreadableFileError
from hydroml.tests.support.reading import read
from hydroml.tests.support.workbooks import workbook

ROWS = [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]


def parquet() -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame(ROWS).write_parquet(buffer)
    return buffer.getvalue()


FILES = {
    "csv": b"a,b\n1,x\n2,y\n",
    "json": json.dumps(ROWS).encode(),
    "ndjson": b"\n".join(json.dumps(row).encode() for row in ROWS),
    "parquet": parquet(),
    "xlsx": workbook({"S": [["a", "b"], [1, "x"], [2, "y"]]}),
}


@pytest.mark.parametrize("form", FILES)
def test_every_format_is_recognised_also_within_gzip(form: str) -> None:
    for content in (FILES[form], gzip.compress(FILES[form], mtime=0)):
        got = read(content)
        assert got.format == form
        assert got.frame.columns == ["a", "b"] and got.frame.rows() == [(1, "x"), (2, "y")]
        assert (got.report.dialect.get("compression") == "gzip") == (content is not FILES[form])


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, b"content")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        (archive("table.csv"), "ZIP archive", "Unpack"),
        (archive("mimetype", "content.xml"), "OpenDocument", "XLSX"),
        (archive("word/document.xml"), "Word document", "CSV"),
        (archive("xl/workbook.bin"), "XLSB", "XLSX"),
        (archive(), "empty ZIP", "Export"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel", "XLSX"),
        (b"PARE" + bytes(20), "encrypted Parquet", "encryption"),
        (b"ARROW1" + bytes(20), "Arrow", "Parquet"),
        (b"BZh9" + bytes(20), "bzip2", "gzip"),
    ],
)
def test_a_format_that_is_not_read_is_refused_with_the_way_out(
    content: bytes, what: str, remedy: str
) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(content)
    assert caught.value.code == "FILE_FORMAT"
    assert what in caught.value.message and remedy in caught.value.hint


@pytest.mark.parametrize(
    ("head", "form"),
    [
        ('{"a": 1}\n{"a": 2}', "ndjson"),
        ('{"a": 1}', "json"),
        ('{\n"a": 1}', "json"),
        ('[{"a": 1}]', "json"),
        ("[[1, 2], [3, 4]]", "json"),
        ("[1, 2]\n[3, 4]", "ndjson"),
        ("[1, 2]\n", "json"),
        ("[a],[b]\n1,2", "csv"),
        ("{a},b\n1,2", "csv"),
        ("a,b", "csv"),
    ],
)
def test_text_is_told_by_how_it_begins(head: str, form: str) -> None:
    assert formats.of_text(head) == form


def test_the_ends_of_a_short_file_are_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"ab")
    assert formats.ends(tmp_path / "x") == (b"ab", b"ab")
