"""Writes the normalised table: columns arrive one by one, row groups leave, and neither all is held."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .cells.kinds import Settled
from .records import Column

ROW_GROUP = 50_000
_GROUP_BYTES = 1 << 26
_MANY_LEVELS = 0.5


def write(columns: Iterator[Settled], path: Path) -> tuple[tuple[Column, ...], int]:
    """Write a Parquet file and return its columns and number of rows.

    Each column is put aside on disk before the next one is made, so that memory holds one at a time.

    Parameters
    ----------
    columns : all of the same length, in the order of the table
    path : of the file to write; a draft beside it is removed
    """
    draft = path.with_suffix(".part")
    described, pieces = _put_aside(columns, draft)
    with pa.memory_map(str(draft)) as source:
        buffer = source.read_buffer()
        arrays = [
            pa.ipc.open_stream(buffer.slice(start, size)).read_all().column(0) for start, size in pieces
        ]
        table = pa.Table.from_arrays(arrays, names=[column.name for column in described])
        how = _compression(table.schema)
        with pq.ParquetWriter(path, table.schema, compression=how, write_statistics=False) as out:
            for start in range(0, table.num_rows, ROW_GROUP):
                out.write_table(table.slice(start, ROW_GROUP))
        n_rows = int(table.num_rows)
    draft.unlink()
    return tuple(described), n_rows


@dataclass(slots=True)
class GroupWriter:
    """Takes consecutive rows of all columns and writes them in groups of 50,000 rows or 64 MiB.

    A thread of its own writes. LZ4 without statistics takes two thirds of the processor time of zstd with
    them, for a third more bytes; nothing reads the statistics. Broken numbers hardly shrink and stay as
    they are.

    Parameters
    ----------
    path : of the Parquet file to write
    names : of the columns
    """

    path: Path
    names: Sequence[str]
    _writer: pq.ParquetWriter | None = None
    _held: list[pa.Table] = field(default_factory=list)
    _beside: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1))
    _writing: Future[None] | None = None

    def add(self, columns: Sequence[pl.Series | pa.ChunkedArray]) -> None:
        """Take some rows; types are those of the first ones."""
        arrays = [
            _plain(column.to_arrow() if isinstance(column, pl.Series) else column) for column in columns
        ]
        self._held.append(pa.Table.from_arrays(arrays, names=list(self.names)))
        n_rows = sum(table.num_rows for table in self._held)
        if n_rows >= ROW_GROUP or sum(table.nbytes for table in self._held) >= _GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        """Write what is held and end the file."""
        if self._held:
            self._flush()
        self._wait()
        self._beside.shutdown()
        if self._writer is not None:
            self._writer.close()

    def discard(self) -> None:
        """End and remove the file."""
        self._held.clear()
        self.close()
        self.path.unlink(missing_ok=True)

    def _flush(self) -> None:
        """Hand what is held to the thread that writes; at most one group waits there."""
        table = pa.concat_tables(self._held)
        self._held.clear()
        self._wait()
        self._writing = self._beside.submit(self._write, table)

    def _wait(self) -> None:
        if self._writing is not None:
            self._writing.result()

    def _write(self, table: pa.Table) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(
                self.path,
                table.schema,
                compression=_compression(table.schema),
                use_dictionary=_with_few_levels(table),
                write_statistics=False,
            )
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))


def _compression(schema: pa.Schema) -> dict[str, str]:
    return {field.name: "none" if pa.types.is_floating(field.type) else "lz4" for field in schema}


def _with_few_levels(table: pa.Table) -> list[str]:
    """Return the columns of text for which a dictionary saves space; numbers are faster without."""
    return [
        name
        for name, column in zip(table.column_names, table.columns, strict=True)
        if pa.types.is_large_string(column.type)
        and pc.count_distinct(column.slice(0, ROW_GROUP)).as_py()
        < _MANY_LEVELS * min(ROW_GROUP, table.num_rows)
    ]


def _put_aside(columns: Iterator[Settled], draft: Path) -> tuple[list[Column], list[tuple[int, int]]]:
    """Write each column as an Arrow stream into one file; return where each begins and its size."""
    described, pieces = [], []
    with pa.OSFile(str(draft), "wb") as sink:
        for column in columns:
            start = sink.tell()
            array = _plain(column.values.to_arrow())
            batch = pa.record_batch([array], names=["values"])
            with pa.ipc.new_stream(sink, batch.schema) as stream:
                stream.write_batch(batch)
            pieces.append((start, sink.tell() - start))
            described.append(Column(column.name, column.kind, storage_words(column.values.dtype)))
    return described, pieces


def _plain(array: pa.Array) -> pa.Array:
    """Return texts in the usual layout; 64-bit offsets, because a column may exceed 2 GiB."""
    is_text = pa.types.is_string_view(array.type) or pa.types.is_string(array.type)
    return array.cast(pa.large_string()) if is_text else array


def storage_words(kind: pl.DataType) -> str:
    """Return the name of the Parquet type in which values of a type are stored."""
    array = _plain(pl.Series([], dtype=kind).to_arrow())
    return "string" if pa.types.is_large_string(array.type) else str(array.type)
