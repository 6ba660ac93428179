"""The table as text, on disk: what every reader writes and the typing of columns reads."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa

from .cells.forms import USUAL, Habits
from .records import ReportNote

BATCH_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class TextTable:
    """Columns of text under `names`; `path` is an Arrow file, read by memory mapping.

    A missing cell is the empty text or null. `habits` say how doubtful signs are used.
    """

    path: Path
    names: tuple[str, ...]
    notes: tuple[ReportNote, ...] = ()
    habits: Habits = USUAL

    @contextmanager
    def open(self) -> Iterator["TextColumns"]:
        """Yield the columns."""
        with pa.memory_map(str(self.path)) as source:
            yield TextColumns(pa.ipc.open_file(source).read_all())


@dataclass(frozen=True, slots=True)
class TextColumns:
    """The mapped columns of a `TextTable`, by place."""

    table: pa.Table

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return int(self.table.num_rows)

    def column(self, place: int) -> pl.Series:
        """Return the texts of a column; shape (n_rows,)."""
        return pl.Series(pl.from_arrow(self.table.column(place))).cast(pl.String)


def schema(n_columns: int) -> pa.Schema:
    """Return the form in which text is kept; places, because names are data."""
    return pa.schema([(str(place), pa.string()) for place in range(n_columns)])


@contextmanager
def writer(path: Path, n_columns: int) -> Iterator["RowWriter"]:
    """Yield something that takes rows of text, a cell for each of `n_columns`."""
    form = schema(n_columns)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, form) as file:
        rows = RowWriter(file, form, [])
        yield rows
        rows.flush()


@dataclass(slots=True)
class RowWriter:
    """Collects rows and writes them in batches."""

    file: pa.ipc.RecordBatchFileWriter
    form: pa.Schema
    pending: list[Sequence[str | None]]

    def add(self, row: Sequence[str | None]) -> None:
        """Take one row with as many cells as there are columns."""
        self.pending.append(row)
        if len(self.pending) >= BATCH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what is collected."""
        if self.pending:
            arrays = [pa.array(cells, pa.string()) for cells in zip(*self.pending, strict=True)]
            self.file.write_batch(pa.record_batch(arrays, schema=self.form))
            self.pending.clear()
