"""Looks at the parts of an Excel workbook as bytes: what they unpack to, and what a parser would not tell."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree

from .. import refusals

MAX_ROWS = 1_048_576
MAX_SHEET_COLUMNS = 16_384
MAX_CELLS = 60_000_000
"""Rows times columns of a sheet: the parser holds all of them, empty ones too, with 32 bytes each."""

WORKBOOK = re.compile(r"xl/workbook\w*\.xml")
_MAX_SMALL_PART = 1 << 24
_CHUNK = 1 << 22
_CELL_AT_END = re.compile(rb'r="([A-Z]{1,9})(\d{1,12})"')
_KNOWN_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,9})(\d{1,12})"[^>]*(?<!/)>')
_UNCOMPUTED = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v>\s*</v>|<v\s*/>)?\s*</c>'
)


@dataclass(frozen=True, slots=True)
class SheetLook:
    """The last row and column with a value (1-based), and cells with an error or an uncomputed formula."""

    n_rows: int = 0
    n_columns: int = 0
    n_errors: int = 0
    n_uncomputed: int = 0


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the names of the sheets with the part of the archive that holds each.

    Raises
    ------
    UnreadableFileError
        ``FILE_CORRUPT``
    """
    names = archive.namelist()
    book = next(name for name in names if WORKBOOK.fullmatch(name))
    place = PurePosixPath(book)
    links = _tree(archive, str(place.parent / "_rels" / f"{place.name}.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts = {}
    for sheet in _tree(archive, book).iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for key, value in sheet.items() if key.endswith("}id")), None)
            target = targets.get(link, "")
            parts[sheet.get("name", "")] = (
                target[1:] if target.startswith("/") else str(place.parent / target)
            )
    return parts


def check_all(archive: zipfile.ZipFile, max_bytes: int) -> None:
    """Unpack every part of the workbook once and throw it away, so that none is larger than it says.

    Raises
    ------
    UnreadableFileError
        ``FILE_CORRUPT`` or ``FILE_TOO_LARGE``.
    """
    n_bytes = 0
    for name in archive.namelist():
        if name.startswith("xl/") and not name.startswith("xl/worksheets/"):
            for chunk in _chunks(archive, name):
                n_bytes += len(chunk)
                if n_bytes > max_bytes:
                    raise refusals.too_large(max_bytes, "The unpacked content")


def look(archive: zipfile.ZipFile, part: str) -> SheetLook:
    """Return how far a sheet reaches and what in it is no value.

    Raises
    ------
    UnreadableFileError
        ``FILE_CORRUPT``, or ``FILE_TOO_LARGE`` for a sheet that reaches so far that it cannot be held.
    """
    n_errors = n_uncomputed = 0
    reach = (0, 0)
    for piece in _rows(archive, part):
        n_errors += piece.count(b't="e"')
        if b"<f" in piece:
            n_uncomputed += len(_UNCOMPUTED.findall(piece))
        reach = _furthest(reach, _last_cells(piece))
    if reach[0] * reach[1] > MAX_CELLS:  # perhaps only cells without a value reach so far
        reach = (0, 0)
        for piece in _rows(archive, part):
            reach = _furthest(reach, _KNOWN_CELL.findall(piece))
    n_rows, n_columns = reach
    if n_rows > MAX_ROWS or n_columns > MAX_SHEET_COLUMNS:
        raise refusals.corrupt(
            "XLSX", f"row {n_rows:,} or column {n_columns:,} is beyond the last of a sheet"
        )
    if n_rows * n_columns > MAX_CELLS:
        raise refusals.too_far(n_rows, n_columns, MAX_CELLS)
    return SheetLook(n_rows, n_columns, n_errors, n_uncomputed)


def _last_cells(piece: bytes) -> list[tuple[bytes, bytes]]:
    """Return the place of the last cell of each row."""
    found, end = [], 0
    while (end := piece.find(b"</row>", end)) >= 0:
        start = piece.rfind(b"<c ", 0, end)
        met = _CELL_AT_END.search(piece, start, end) if start >= 0 else None
        if met:
            found.append((met[1], met[2]))
        end += 1
    return found


def _furthest(reach: tuple[int, int], cells: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    """Return the last row and column among those of `reach` and the cells."""
    rows = (int(digits) for _, digits in cells)
    columns = (_column(letters) for letters in {letters for letters, _ in cells})
    return max(reach[0], *rows, 0), max(reach[1], *columns, 0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rows(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a sheet in pieces that end with a row."""
    rest = b""
    for chunk in _chunks(archive, part):
        piece, mark, rest = (rest + chunk).rpartition(b"</row>")
        if mark:
            yield piece + mark
    yield rest


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    try:
        with archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except KeyError:
        raise refusals.corrupt("XLSX", f"its part '{part[:100]}' is missing") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise refusals.corrupt("XLSX", f"in its part '{part[:100]}': {str(error)[:200]}") from None


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    content = b""
    for chunk in _chunks(archive, part):
        content += chunk
        if len(content) > _MAX_SMALL_PART:
            raise refusals.corrupt("XLSX", f"its part '{part}' is larger than {_MAX_SMALL_PART:,} bytes")
    if b"<!" in content.replace(b"<!--", b""):  # entities, which the format forbids, may swell without end
        raise refusals.corrupt("XLSX", f"its part '{part}' declares entities")
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError) as error:
        raise refusals.corrupt("XLSX", f"in its part '{part}': {error}") from None
