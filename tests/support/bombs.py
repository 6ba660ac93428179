"""Writes files that swell, reach far or nest deep, piece by piece, so that making them takes no memory."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hydroml.tests.support.workbooks import sheet, workbook

MIB = 2**20


def gzip_of_zeros(path: Path) -> None:
    """600 MB of zeros in 600 kB."""
    with gzip.open(path, "wb", compresslevel=9) as file:
        for _ in range(600):
            file.write(bytes(MIB))


def gzip_of_rows(path: Path) -> None:
    """A table of 600 MB in 2 MB."""
    rows = b"1,some text,2.5\n" * (MIB // 16)
    with gzip.open(path, "wb", compresslevel=6) as file:
        file.write(b"a,b,c\n")
        for _ in range(600):
            file.write(rows)


def xlsx_of_rows(path: Path) -> None:
    """A sheet of 600 MB in 600 kB."""
    _with_part(path, "xl/worksheets/sheet1.xml", (b'<row r="1"/>' * (MIB // 12) for _ in range(600)))


def xlsx_that_lies(path: Path) -> None:
    """A sheet of 60 MB that says it has 1 kB."""
    _with_part(path, "xl/worksheets/sheet1.xml", (b" " * MIB for _ in range(60)))
    content = path.read_bytes()
    size = (60 * MIB).to_bytes(4, "little")
    assert content.count(size) >= 1
    path.write_bytes(content.replace(size, (1024).to_bytes(4, "little")))


def xlsx_of_one_text_often(path: Path) -> None:
    """A text of 1 MB to which 20,000 cells point."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}"><v>{n}</v></c></row>'
                    for n in range(1, 20_001))  # fmt: skip
    strings = f"<sst><si><t>{'x' * MIB}</t></si></sst>".encode()
    book = {"S": f"<worksheet><sheetData>{cells}</sheetData></worksheet>"}
    link = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    content = io.BytesIO(workbook(book, extra={"xl/sharedStrings.xml": strings}))
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"</Relationships>", link.encode())
            made.writestr(entry.filename, data)


def xlsx_that_reaches_far(path: Path) -> None:
    """Two values at opposite corners of the largest sheet there is."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path.write_bytes(workbook({"S": sheet([["a", "b"], [1, 2]]).replace("</sheetData>", far)}))


def parquet_of_zeros(path: Path) -> None:
    """100 million zeros in less than 1 MB."""
    group = pa.table({"a": pa.array([0] * 1_000_000, pa.int64()), "b": pa.array([0] * 1_000_000, pa.int64())})
    with pq.ParquetWriter(path, group.schema) as out:
        for _ in range(50):
            out.write_table(group)


def parquet_of_one_text_often(path: Path) -> None:
    """A text of 1 MB in each of 3,000 rows, kept once."""
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 3000, pa.int32()), pa.array(["x" * MIB]))
    pq.write_table(pa.table({"a": text, "b": list(range(3000))}), path)


def json_nested(path: Path) -> None:
    """Five million lists within one another."""
    path.write_bytes(b"[" * 5_000_000 + b"]" * 5_000_000)


def json_objects_nested(path: Path) -> None:
    """A million objects within one another in one cell."""
    path.write_bytes(b'[{"a": 1, "b": ' + b'{"k":' * 1_000_000 + b"1" + b"}" * 1_000_000 + b"}]")


def json_of_one_object(path: Path) -> None:
    """Twenty million numbers in one object."""
    with path.open("wb") as file:
        file.write(b'{"a": [0')
        for _ in range(100):
            file.write(b",1" * 100_000)
        file.write(b'], "b": [0')
        for _ in range(100):
            file.write(b",1" * 100_000)
        file.write(b"]}")


def csv_of_an_open_quote(path: Path) -> None:
    """A quote in the second line that never closes, 20 MB before the end."""
    path.write_bytes(b'a,b\n1,"x\n' + b"2,y\n" * 5_000_000)


def csv_of_quotes(path: Path) -> None:
    """Nothing but quotes and commas."""
    path.write_bytes(b'","",,""",' * 300_000)


BOMBS = (
    gzip_of_zeros,
    gzip_of_rows,
    xlsx_of_rows,
    xlsx_that_lies,
    xlsx_of_one_text_often,
    xlsx_that_reaches_far,
    parquet_of_zeros,
    parquet_of_one_text_often,
    json_nested,
    json_objects_nested,
    json_of_one_object,
)
ODDITIES = (csv_of_an_open_quote, csv_of_quotes)


def table(path: Path, form: str, names: list[str], rows: list[list[Any]]) -> None:
    """Write a table in a format, whatever its names and cells are."""
    if form == "xlsx":
        path.write_bytes(workbook({"S": [names, *rows]}))
    elif form == "parquet":
        columns = [pa.array(column) for column in zip(*rows, strict=True)]
        pq.write_table(pa.Table.from_arrays(columns, names=names), path)
    elif form in ("json", "ndjson"):
        objects = [dict(zip(names, row, strict=True)) for row in rows]
        lines = [json.dumps(one) for one in objects]
        path.write_text("[" + ",".join(lines) + "]" if form == "json" else "\n".join(lines))
    else:
        text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [names, *rows]) + "\n"
        path.write_bytes(gzip.compress(text.encode()) if form == "gzip" else text.encode())


def _with_part(path: Path, name: str, chunks: Iterable[bytes]) -> None:
    """Write a workbook of which one part consists of these chunks."""
    content = io.BytesIO(workbook({"S": [["a", "b"], [1, 2]]}))
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in source.infolist():
            if entry.filename != name:
                made.writestr(entry.filename, source.read(entry))
        with made.open(name, "w") as part:
            for chunk in chunks:
                part.write(chunk)
