"""Files that are no table, or a table in disguise, each with what hydroml says of it."""

import gzip
import io
import random
from dataclasses import dataclass

import polars as pl

from hydroml.tests.support.tables import small_table
from hydroml.tests.support.workbooks import workbook

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(300)
LETTERS = "name,city,n\n" + "Zoë,Málaga,1\nJürgen,Köln,2\nAna,Évora,3\n" * 40


@dataclass(frozen=True, slots=True)
class Strange:
    """A file; `code` and `says` are of the refusal, or of the note when it can be read."""

    name: str
    content: bytes
    code: str
    says: str


def parquet() -> bytes:
    """Return a whole Parquet file."""
    buffer = io.BytesIO()
    pl.DataFrame({"a": range(500), "b": [str(n) for n in range(500)]}).write_parquet(buffer)
    return buffer.getvalue()


REFUSED = (
    Strange("empty.csv", b"", "FILE_EMPTY", "empty"),
    Strange("blank.csv", b"\n \r\n\t\n", "FILE_EMPTY", "empty"),
    Strange("picture.csv", PNG, "FILE_BINARY", "PNG"),
    Strange("noise.csv", random.Random(1).randbytes(5000), "FILE_BINARY", "binary"),
    Strange("cut.csv.gz", gzip.compress(small_table())[:-30], "FILE_TRUNCATED", "gzip"),
    Strange("cut.parquet", parquet()[:-100], "FILE_TRUNCATED", "Parquet"),
    Strange("cut.xlsx", workbook({"S": [["a", "b"], [1, 2]]})[:-50], "FILE_TRUNCATED", "ZIP"),
    Strange("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "FILE_FORMAT", "old Excel"),
    Strange("cut.json", b'[{"a": 1, "b": 2}, {"a": 3, "b"', "FILE_TRUNCATED", "JSON"),
    Strange("header.csv", b"a,b,c\n", "FILE_NO_ROWS", "no rows"),
    Strange("one.csv", b"name\nanna\nben\n", "FILE_ONE_COLUMN", "one column"),
)

READ = (
    Strange("latin.csv", LETTERS.encode("latin-1"), "ENCODING_GUESSED", "cp1252"),
    Strange("wide.csv", LETTERS.encode("utf-16"), "", "utf-16"),
    Strange("unmarked.csv", LETTERS.encode("utf-16-le"), "ENCODING_GUESSED", "utf-16-le"),
)
