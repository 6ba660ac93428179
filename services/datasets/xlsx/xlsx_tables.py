"""Reads a sheet of an Excel workbook as text cells, each as a person sees its value."""

import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ...errors import FieldError, InvalidInputError
from .. import refusals
from ..first_rows import HEAD, named
from ..texts import TextTable, schema, writer
from ..unpack import unzipped
from . import xlsx_parts
from .xlsx_notes import SheetNotes
from .xlsx_parts import SheetLook

_MAX_COLUMNS = 10_000
_MAX_PREAMBLE = 30
_MAX_TEXT_NUMBER = 2**53
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MIDNIGHT = " 00:00:00"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The chosen sheet as text, and what is reported of it: its name, those of all sheets, its header."""

    texts: TextTable
    dialect: dict[str, Any]


def read(
    path: Path, target: Path, *, max_bytes: int, sheet: str | None = None, header: bool | None = None
) -> Sheet:
    """Read one sheet of a workbook.

    Parameters
    ----------
    target : the Arrow file to write
    max_bytes : the most that the workbook may unpack to
    sheet : the name of a sheet, or None for the first one that is not empty, visible ones first
    header : whether the first row names the columns, or None to find out

    Raises
    ------
    UnreadableFileError
        ``FILE_EMPTY``, ``FILE_CORRUPT``, ``FILE_TRUNCATED``, ``FILE_TOO_LARGE``, ``FILE_NO_ROWS``,
        ``FILE_ONE_COLUMN`` or ``FILE_TOO_MANY_COLUMNS``.
    InvalidInputError
        When there is no sheet of that name.
    """
    with unzipped(path, max_bytes) as archive:
        xlsx_parts.check_all(archive, max_bytes)
        try:
            with CalamineWorkbook.from_path(path) as book:
                found, met, filled = _chosen(book, archive, sheet)
                return _written(found, met, target, header=header, names=_names(book), others=filled)
        except PasswordError:
            raise refusals.other_format("a workbook with a password", "Save it without one.") from None
        except CalamineError as error:
            raise refusals.corrupt("XLSX", str(error)[:200] or type(error).__name__) from None


def _names(book: CalamineWorkbook) -> list[str]:
    """Return the sheets that may hold a table, hidden ones behind the others."""
    tables = [one for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    return [one.name for one in sorted(tables, key=lambda one: one.visible is not SheetVisibleEnum.Visible)]


def _chosen(
    book: CalamineWorkbook, archive: zipfile.ZipFile, asked: str | None
) -> tuple[CalamineSheet, SheetLook, list[str]]:
    """Return the sheet, what its bytes tell, and the sheets that were left out although they hold values."""
    names, parts = _names(book), xlsx_parts.sheet_parts(archive)
    if asked is not None and asked not in names:
        raise InvalidInputError(
            f"The workbook has no sheet '{asked[:80]}'.",
            hint="Its sheets: " + ", ".join(f"'{name[:80]}'" for name in names[:20]),
            errors=[FieldError("/sheet", "not a sheet of the workbook")],
        )
    for name in names if asked is None else [asked]:
        met = xlsx_parts.look(archive, parts.get(name, name))
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            return sheet, met, [other for other in names if other != name] if asked is None else []
    raise refusals.empty()


def _written(
    sheet: CalamineSheet,
    met: SheetLook,
    target: Path,
    *,
    header: bool | None,
    names: list[str],
    others: list[str],
) -> Sheet:
    width = sheet.width
    if width == 1:
        raise refusals.one_column(f"the columns of the sheet '{sheet.name[:80]}'")
    if width > _MAX_COLUMNS:
        raise refusals.too_many_columns(width, _MAX_COLUMNS)
    notes = SheetNotes(sheet, met, others)
    cells = _Cells(_numbered(sheet), notes)
    rows = iter(cells)
    head = list(itertools.islice(rows, HEAD))
    head = _without_preamble(head, width, notes)
    found = named([row for _, row in head], width, header)
    with writer(target, width) as out:
        for _, row in itertools.chain(head[found.is_header :], rows):
            out.add(row)
    if mixed := cells.days & cells.moments:
        _with_times(target, mixed, width)
    table = TextTable(target, found.names, (*found.notes, *notes.told()))
    return Sheet(table, {"sheet": sheet.name, "sheets": names, "header": found.is_header})


def _numbered(sheet: CalamineSheet) -> Iterator[tuple[int, list[Any]]]:
    """Yield the rows from the first one with a value on, with their numbers as the sheet shows them."""
    start = sheet.start or (0, 0)
    return itertools.islice(enumerate(sheet.iter_rows(), start=1), start[0], None)


def _without_preamble(
    head: list[tuple[int, list[str]]], width: int, notes: SheetNotes
) -> list[tuple[int, list[str]]]:
    """Leave out the rows before the table that are filled to less than half of its width."""
    for skip, (_, row) in enumerate(head[:_MAX_PREAMBLE]):
        if 2 * sum(map(bool, row)) > width:
            notes.preamble.extend(number for number, _ in head[:skip])
            return head[skip:]
    return head


@dataclass(slots=True)
class _Cells:
    """Turns rows into text; remembers the columns in which days and moments were met."""

    rows: Iterator[tuple[int, list[Any]]]
    notes: SheetNotes
    days: set[int] = field(default_factory=set)
    moments: set[int] = field(default_factory=set)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that hold a value, with their numbers."""
        for number, row in self.rows:
            texts = [cell if type(cell) is str else self._text(cell, place) for place, cell in enumerate(row)]
            if any(texts):
                yield number, texts
            else:
                self.notes.blank.append(number)

    def _text(self, cell: Any, place: int) -> str:
        if isinstance(cell, bool):
            return "true" if cell else "false"
        if isinstance(cell, float):
            if not cell.is_integer():
                return repr(cell)
            if _LONG <= abs(cell) < _SCIENTIFIC:
                self.notes.n_long += 1
            return str(int(cell)) if abs(cell) <= _MAX_TEXT_NUMBER else repr(cell)
        if isinstance(cell, datetime):
            self.moments.add(place)
            return cell.isoformat(" ")
        if isinstance(cell, date):
            self.days.add(place)
        if isinstance(cell, timedelta):
            return _duration(cell)
        return cell.isoformat() if isinstance(cell, date | time) else str(cell)


_LONG, _SCIENTIFIC = 1e15, 1e21
"""Excel keeps fifteen digits of a number; nobody numbers things with more than twenty."""


def _duration(length: timedelta) -> str:
    """Return hours, minutes and seconds, as Excel shows a length of time."""
    seconds, part = divmod(abs(length), timedelta(seconds=1))
    sign = "-" if length < timedelta() else ""
    broken = f".{part.microseconds:06d}".rstrip("0") if part else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{broken}"


def _with_times(path: Path, places: set[int], width: int) -> None:
    """Write midnight behind days in columns that also hold moments, so that one form fits all."""
    draft = path.with_name(f"{path.name}.days.part")
    form = schema(width)
    with (
        pa.memory_map(str(path)) as source,
        pa.OSFile(str(draft), "wb") as sink,
        pa.ipc.new_file(sink, form) as out,
    ):
        held = pa.ipc.open_file(source)
        for number in range(held.num_record_batches):
            batch = held.get_batch(number)
            columns = [
                _padded(column) if place in places else column for place, column in enumerate(batch.columns)
            ]
            out.write_batch(pa.record_batch(columns, schema=form))
    draft.replace(path)


def _padded(column: pa.Array) -> pa.Array:
    cells = pl.Series(pl.from_arrow(column))
    is_day = cells.str.contains(f"^{_DAY.pattern}$")
    padded = pl.select(pl.when(is_day).then(cells + _MIDNIGHT).otherwise(cells)).to_series()
    return padded.to_arrow().cast(pa.string())
