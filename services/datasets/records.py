"""What is known of an uploaded table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..vocabulary import ColumnKind, DatasetStatus, Severity, Task

Cell = str | int | float | bool | None
"""A value as JSON carries it; dates are ISO texts."""

NO_ROWS = frozenset(("PREAMBLE", "FOOTER", "ROW_COMMENT", "ROW_IS_HEADER", "ROW_BLANK"))
"""Codes of notes about lines that are no rows of the table."""


@dataclass(frozen=True, slots=True)
class ReportNote:
    """One thing the reader did or doubted, with the lines (1-based) it concerns."""

    code: str
    severity: Severity
    message: str
    n: int = 0
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NotedLine:
    """A line (1-based) as it stands in the file, and the cells that were made of it, None if it is no row.

    Cells are cut after 400 characters, of a longer line the middle is left out; behind the first three
    cells `n_left_out` are left out of `after`.
    """

    code: str
    line: int
    before: str
    after: tuple[str, ...] | None
    n_left_out: int = 0


@dataclass(frozen=True, slots=True)
class NotedLines:
    """The first 20 lines of each problem, at most 60, in the order of the file."""

    lines: tuple[NotedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestReport:
    """How the file was read: its dialect (keys as in examples/dataset.json) and notes.

    `overrides` is what the user said of the file, in the form of the REST API; `reading` counts the
    readings of the file from 1.
    """

    dialect: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[ReportNote, ...] = ()
    overrides: Mapping[str, Any] = field(default_factory=dict)
    reading: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the normalised table; `storage` is its Parquet type in words."""

    name: str
    kind: ColumnKind
    storage: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """An uploaded table. `fingerprint` is ``sha256:<hex>`` of the original bytes.

    `n_rows` and `n_columns` are 0 until `status` is ``ready``; `error` says why it ``failed``.
    """

    id: str
    name: str
    format: str
    status: DatasetStatus
    n_rows: int
    n_columns: int
    size_bytes: int
    fingerprint: str
    owner: str
    project: str | None
    created_at: datetime
    error: Mapping[str, Any] | None = None
    report: IngestReport = IngestReport()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way; `received_bytes` of `size_bytes` have arrived. It becomes the dataset `id`."""

    id: str
    name: str
    size_bytes: int
    received_bytes: int
    owner: str
    project: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Some rows of a table; `numbers` are their places in it, from 1."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DatasetLimits:
    """What one upload may cost: bytes, seconds of reading, MB (2**20 bytes) of memory while reading."""

    max_upload_bytes: int = 1_100_000_000
    parse_timeout_s: float = 120.0
    parse_memory_mb: int = 3072


@dataclass(frozen=True, slots=True)
class Example:
    """A table that comes with the dependencies and is one click away."""

    key: str
    title: str
    question: str
    n_rows: int
    n_columns: int
    task: Task
    target: str
