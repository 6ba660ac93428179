"""Turns the original bytes into the normalised table; runs in the limited child process."""

import hashlib
import importlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ..errors import FieldError, InvalidInputError
from . import encodings, formats, refusals, stored, table
from . import overrides as asked
from .cells.kinds import Settled, settle_text
from .column_notes import ColumnNotes
from .csv import csv_opening, csv_tables
from .csv.dialect import Dialect
from .ingest_names import ORIGINAL, REPORT, TABLE
from .json import json_tables
from .overrides import Overrides
from .parquet import parquet_tables
from .ports import Progress
from .records import Column, IngestReport, ReportNote
from .texts import TextTable
from .unpack import gunzip


def ingest(
    *,
    folder: str,
    max_bytes: int,
    then: list[str],
    report: Progress,
    overrides: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Read ``original`` in `folder`, write ``table.parquet`` and ``ingest.json`` beside it.

    Parameters
    ----------
    folder : path of the staging folder
    max_bytes : the most that a compressed file may unpack to
    then : functions ``module:name`` to call afterwards with the folder and what is answered here
    overrides : what the user said of the file; see `overrides.parsed`

    Returns
    -------
    dict with ``fingerprint, format, n_rows, columns`` and ``report`` in JSON types

    Raises
    ------
    UnreadableFileError
        When the file cannot be read as a table; the code says why.
    InvalidInputError
        When the overrides make no sense for this file.
    """
    place = Path(folder)
    report(0.02, "Reading the file")
    answer = _read(place, _Reading(place, max_bytes, asked.parsed(overrides)), report)
    for step in then:
        report(0.6, "Describing the columns")
        _function(step)(folder=folder, ingested=answer, report=report)
    stored.write(place / REPORT, answer, dict[str, Any])  # last: its presence says that all is done
    return answer


def _read(place: Path, reading: "_Reading", report: Progress) -> dict[str, Any]:
    """Write the table and return what is known of it; the digest is made beside, in a thread."""
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(fingerprint, place / ORIGINAL)
        form, columns, n_rows = reading.run(report)
    found = IngestReport(reading.dialect, (*reading.notes, *reading.noting.notes()))
    return {
        "fingerprint": digest.result(),
        "format": form,
        "n_rows": n_rows,
        "columns": stored.dump(columns, tuple[Column, ...]),
        "report": stored.dump(found, IngestReport),
    }


def fingerprint(path: Path) -> str:
    """Return ``sha256:<hex>`` of the bytes of a file."""
    digest = hashlib.sha256()
    for chunk in encodings.chunks(path):
        digest.update(chunk)
    return f"sha256:{digest.hexdigest()}"


class _Reading:
    """One reading of an original: which way it takes, and what it leaves behind."""

    def __init__(self, folder: Path, max_bytes: int, overrides: Overrides) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._overrides = overrides
        self._drafts = [folder / "unpacked.part", folder / "utf8.part", folder / "text.part"]
        self.noting = ColumnNotes()
        self.notes: list[ReportNote] = []
        self.dialect: dict[str, Any] = {}

    def run(self, report: Progress) -> tuple[str, tuple[Column, ...], int]:
        """Write the table; return the format of the file, the columns and the number of rows."""
        path = self._folder / ORIGINAL
        form: str | None = formats.of_file(path, self._max_bytes)
        if form == "gzip":
            unpacked = gunzip(path, self._drafts[0], self._max_bytes)
            path = unpacked.path
            self.notes.extend(unpacked.notes)
            self.dialect["compression"] = "gzip"
            form = formats.of_file(path, self._max_bytes)
        if form == "gzip":
            raise refusals.other_format("gzip inside gzip", "Unpack it once before the upload.")
        if form == "xlsx":
            written = table.write(self._sheet_columns(path), self._table)
        elif form is not None:
            written = table.write(self._parquet_columns(path), self._table)
        else:
            form, written = self._text(path, report)
        self._check_asked(written[0])
        for draft in self._drafts:
            draft.unlink(missing_ok=True)
        return form, *written

    @property
    def _table(self) -> Path:
        return self._folder / TABLE

    def _text(self, path: Path, report: Progress) -> tuple[str, tuple[tuple[Column, ...], int]]:
        head, _ = formats.ends(path)
        if encodings.guess(head) is None:
            formats.check_text(head)
        text = encodings.settle(path, head, self._drafts[1], asked=self._overrides.encoding)
        form = formats.of_text(encodings.start_of(text.path))
        self.notes.extend(text.notes)
        self.dialect["encoding"] = text.encoding
        if form == "csv":
            return form, self._csv(text.path, report)
        read = json_tables.read_lines if form == "ndjson" else json_tables.read_document
        texts = read(text.path, self._drafts[2])
        self.notes.extend(texts.notes)
        return form, table.write(self._text_columns(texts), self._table)

    def _csv(self, path: Path, report: Progress) -> tuple[tuple[Column, ...], int]:
        source = csv_opening.opened(encodings.with_newlines(path, self._drafts[1]), self._overrides)
        self.notes.extend(source.notes)
        self.dialect.update(_as_reported(source.dialect))
        kinds = self._overrides.kinds
        written = csv_tables.write(source, self._table, self.noting, report, asked=kinds)
        self.notes.extend(written.notes.notes())
        if "DECIMAL_COMMA" in self.noting.columns:
            self.dialect["decimal"] = ","
        return written.columns, written.n_rows

    def _parquet_columns(self, path: Path) -> Iterator[Settled]:
        file = parquet_tables.opened(path, self._max_bytes)
        called, notes = parquet_tables.names(file)
        self.notes.extend(notes)
        yield from parquet_tables.columns(
            file, called, self.noting, max_bytes=self._max_bytes, asked=self._overrides.kinds
        )

    def _sheet_columns(self, path: Path) -> Iterator[Settled]:
        from .xlsx import xlsx_tables  # its library is loaded only where there is a workbook

        asked = self._overrides
        read = xlsx_tables.read(
            path, self._drafts[2], max_bytes=self._max_bytes, sheet=asked.sheet, header=asked.header
        )
        self.notes.extend(read.texts.notes)
        self.dialect.update(read.dialect)
        yield from self._text_columns(read.texts)

    def _text_columns(self, texts: TextTable) -> Iterator[Settled]:
        with texts.open() as mapped:
            if mapped.n_rows == 0:
                raise refusals.no_rows(len(texts.names))
            for place, name in enumerate(texts.names):
                yield settle_text(
                    name,
                    mapped.column(place),
                    self.noting,
                    replace(texts.habits, month_first=self._overrides.month_first),
                    asked=self._overrides.kinds.get(name),
                )

    def _check_asked(self, columns: tuple[Column, ...]) -> None:
        """Refuse kinds of columns that the table does not have."""
        unknown = set(self._overrides.kinds) - {column.name for column in columns}
        if unknown:
            raise InvalidInputError(
                "The file has no column " + ", ".join(f"'{name[:80]}'" for name in sorted(unknown)[:5]) + ".",
                hint="Name columns as they are called after the reading.",
                errors=[FieldError(f"/kinds/{name[:80]}", "not a column") for name in sorted(unknown)[:20]],
            )


def _as_reported(dialect: Dialect) -> Mapping[str, Any]:
    """Return what a report says of a dialect; where the table stands only if that is not the usual place."""
    told = asdict(dialect)
    reported = {key: told[key] for key in ("delimiter", "quote", "escape", "header")} | {"decimal": "."}
    unusual = {"skip": 0, "skip_end": 0, "header_rows": 1}
    return reported | {key: told[key] for key, usual in unusual.items() if told[key] != usual}


def _function(step: str) -> Callable[..., None]:
    module, _, name = step.partition(":")
    function: Callable[..., None] = getattr(importlib.import_module(module), name)
    return function
