"""Tells the format of a file from its content, never from its name."""

import json
from pathlib import Path
from typing import Literal

from . import refusals
from .unpack import unzipped
from .xlsx.xlsx_parts import WORKBOOK

Format = Literal["csv", "json", "ndjson", "parquet", "xlsx", "gzip"]

HEAD_BYTES = 1 << 16
_TAIL_BYTES = 4
_ZIP = b"PK\x03\x04"
_IN_ARCHIVES = (
    ("xl/workbook.bin", "a binary Excel workbook (XLSB)", "Save it as XLSX, or the sheet as CSV."),
    ("content.xml", "an OpenDocument file", "Save it as XLSX, or the sheet as CSV."),
    ("word/document.xml", "a Word document", "Save the table as CSV."),
    ("ppt/presentation.xml", "a PowerPoint presentation", "Save the table as CSV."),
)

_MAGIC_REFUSED = (
    (b"PK\x05\x06", "an empty ZIP archive", "Export the table again."),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel or Word file, or one with a password",
        "Save it as XLSX without a password, or the sheet as CSV.",
    ),
    (b"PARE", "an encrypted Parquet file", "Save it without encryption."),
    (b"BZh", "a bzip2 archive", "Unpack it, or compress with gzip instead."),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it, or compress with gzip instead."),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "Unpack it, or compress with gzip instead."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it, or compress with gzip instead."),
    (b"ARROW1", "an Arrow or Feather file", "Save it as Parquet."),
    (b"ORC", "an ORC file", "Save it as Parquet."),
)
_MAGIC_BINARY = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x89HDF", "an HDF5 file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x80\x04\x95", "a Python pickle"),
)
_CONTROL = frozenset(range(32)) - {1, 9, 10, 12, 13, 27, 28, 29, 30, 31}
_MAX_CONTROL_SHARE = 0.02


def of_file(path: Path, max_bytes: int) -> Format | None:
    """Return the format that magic bytes give away, or None for text.

    Parameters
    ----------
    max_bytes : the most that an archive may unpack to

    Raises
    ------
    UnreadableFileError
        As `of_bytes`, and for archives that are damaged, too large or hold no workbook.
    """
    head, tail = ends(path)
    form = of_bytes(head, tail)
    return _of_archive(path, max_bytes) if form == "xlsx" else form


def ends(path: Path) -> tuple[bytes, bytes]:
    """Return up to the first 64 KiB of a file and its last 4 bytes."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        return head, file.read(_TAIL_BYTES)


def _of_archive(path: Path, max_bytes: int) -> Format:
    with unzipped(path, max_bytes) as archive:
        names = archive.namelist()
    if any(WORKBOOK.fullmatch(name) for name in names):
        return "xlsx"
    for name, what, remedy in _IN_ARCHIVES:
        if name in names:
            raise refusals.other_format(what, remedy)
    raise refusals.other_format("a ZIP archive", "Unpack it and upload the table in it.")


def of_bytes(head: bytes, tail: bytes) -> Format | None:
    """Return the format that magic bytes give away, or None for text; any ZIP is taken for a workbook.

    Parameters
    ----------
    head : up to the first 64 KiB of the file
    tail : its last 4 bytes

    Raises
    ------
    UnreadableFileError
        For formats that are known and not read, with the way out.
    """
    if not head.strip():
        raise refusals.empty()
    if head.startswith(b"PAR1"):
        if tail != b"PAR1":
            raise refusals.truncated("Parquet", "the closing mark 'PAR1' is missing")
        return "parquet"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(_ZIP):
        return "xlsx"
    for magic, what, remedy in _MAGIC_REFUSED:
        if head.startswith(magic):
            raise refusals.other_format(what, remedy)
    for magic, what in _MAGIC_BINARY:
        if head.startswith(magic):
            raise refusals.binary(what)
    return None


def check_text(head: bytes) -> None:
    """Refuse bytes that cannot be text in an encoding with one byte per ASCII character."""
    control = sum(byte in _CONTROL for byte in head)
    if control > _MAX_CONTROL_SHARE * len(head):
        raise refusals.binary("binary data of an unknown kind")


def of_text(head: str) -> Format:
    """Return the format of text from its beginning.

    Raises
    ------
    UnreadableFileError
        For web pages and XML, which are often saved in place of the table they promise.
    """
    start = head.lstrip()[:500].lower()
    if start.startswith(("<!doctype html", "<html")):
        raise refusals.other_format(
            "a web page", "Perhaps a login page was saved instead of the file; download the table itself."
        )
    if start.startswith("<?xml"):
        raise refusals.other_format("an XML document", "Save the table as CSV.")
    if start.startswith("{"):
        return _object_format(head.lstrip())
    if start.startswith("["):
        return _list_format(head.lstrip())
    return "csv"


def _list_format(head: str) -> Format:
    """Tell a list of rows from one list per line, and both from a CSV whose first field begins so."""
    first, _, rest = head.partition("\n")
    if head[1:].lstrip()[:1] in ("{", "[", "]", ""):
        return "json"
    try:
        is_list = isinstance(json.loads(first), list)
    except (ValueError, RecursionError):
        return "csv"
    return "csv" if not is_list else "ndjson" if rest.strip() else "json"


def _object_format(head: str) -> Format:
    """Tell one JSON object per line from one object in all, and both from a CSV that begins with a brace."""
    if head[1:].lstrip()[:1] not in ('"', "}", ""):
        return "csv"
    first, _, rest = head.partition("\n")
    is_whole = first.rstrip().endswith("}")
    return "ndjson" if is_whole and rest.lstrip().startswith("{") else "json"
