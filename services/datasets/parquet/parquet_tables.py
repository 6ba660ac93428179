"""Reads an uploaded Parquet file column by column, a batch of rows at a time, within a limit of bytes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ...errors import UnreadableFileError
from ...vocabulary import ColumnKind
from .. import refusals
from ..cells.kinds import Settled, settle_text
from ..column_notes import ColumnNotes
from ..header import names as usable_names
from ..records import ReportNote
from . import parquet_values

_MAX_COLUMNS = 10_000
_MAX_DEPTH = 20
_BATCH_ROWS = 1 << 16
_BROKEN = (pa.ArrowException, OSError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column of the table: one of the file, or a field of one that holds structures.

    `n_columns` columns of the file from `first` on hold it, within `depth` structures.
    """

    name: str
    first: int
    n_columns: int
    depth: int
    type: pa.DataType


def opened(path: Path, max_bytes: int) -> pq.ParquetFile:
    """Return the file, its footer checked.

    Parameters
    ----------
    max_bytes : the most that its values may take in memory

    Raises
    ------
    UnreadableFileError
        ``FILE_CORRUPT``, ``FILE_NO_ROWS``, ``FILE_ONE_COLUMN``, ``FILE_TOO_MANY_COLUMNS`` or
        ``FILE_TOO_LARGE``.
    """
    try:
        file = pq.ParquetFile(path, page_checksum_verification=True)
        found = leaves(file)
    except _BROKEN as error:
        raise _corrupt(error) from None
    n_columns, n_rows = len(found), file.metadata.num_rows
    if n_columns == 0 or n_rows == 0:
        raise refusals.no_rows(n_columns)
    if n_columns == 1:
        raise refusals.one_column("the columns of its schema")
    if n_columns > _MAX_COLUMNS:
        raise refusals.too_many_columns(n_columns, _MAX_COLUMNS)
    groups = (file.metadata.row_group(place).num_rows for place in range(file.metadata.num_row_groups))
    if n_rows < 0 or sum(groups) != n_rows:
        raise refusals.corrupt("Parquet", f"its footer promises {n_rows:,} rows, its row groups do not")
    if n_rows * sum(map(_width, found)) > max_bytes:
        raise refusals.too_large(max_bytes, "The unpacked content")
    return file


def leaves(file: pq.ParquetFile) -> list[Leaf]:
    """Return the columns of the table, the fields of structures named by their path.

    Raises
    ------
    UnreadableFileError
        ``FILE_CORRUPT`` when types and columns do not belong together.
    """
    found = list(_leaves(file.schema_arrow, "", 0, 0))
    if sum(leaf.n_columns for leaf in found) != len(file.schema):
        raise refusals.corrupt("Parquet", "the types in its footer do not fit its columns")
    return found


def names(file: pq.ParquetFile) -> tuple[list[str], list[ReportNote]]:
    """Return usable names of the columns and notes on what was changed."""
    given = leaves(file)
    usable, notes = usable_names([leaf.name for leaf in given], len(given))
    if nested := [name for name, leaf in zip(usable, given, strict=True) if leaf.depth]:
        listed = ", ".join(f"'{name[:60]}'" for name in nested[:5]) + (" ..." if len(nested) > 5 else "")
        message = f"Structures within the rows were spread over columns: {listed}."
        notes.append(ReportNote("NESTED_FLATTENED", "info", message, len(nested)))
    return usable, notes


def columns(
    file: pq.ParquetFile,
    called: list[str],
    noting: ColumnNotes,
    *,
    max_bytes: int,
    asked: Mapping[str, ColumnKind],
) -> Iterator[Settled]:
    """Yield the columns in order, each with its kind; one is in memory at a time.

    Parameters
    ----------
    called : usable names of the columns
    max_bytes : the most that all values together may take in memory
    asked : kinds that the user asked for, by column name
    """
    room = max_bytes
    for name, leaf in zip(called, leaves(file), strict=True):
        try:
            values, n_bytes = _read(file, leaf, room)
            settled = parquet_values.settled(name, leaf.type, values, noting)
        except MemoryError:  # which Arrow counts among its own errors
            raise
        except _BROKEN as error:
            raise _corrupt(error) from None
        room -= n_bytes
        if name in asked and asked[name] != settled.kind:
            settled = settle_text(name, settled.values.cast(pl.String), noting, asked=asked[name])
        yield settled


def _read(file: pq.ParquetFile, leaf: Leaf, room: int) -> tuple[list[pa.Array], int]:
    """Return the values of a column in pieces, and the bytes they take."""
    places = list(range(leaf.first, leaf.first + leaf.n_columns))
    groups = list(range(file.metadata.num_row_groups))
    pieces, n_bytes, n_rows = [], 0, 0
    for batch in file.reader.iter_batches(
        _BATCH_ROWS, row_groups=groups, column_indices=places, use_threads=False
    ):
        piece = batch.column(0)
        for _ in range(leaf.depth):
            piece = piece.flatten()[0]
        piece = parquet_values.checked(piece)
        n_bytes += piece.nbytes
        n_rows += len(piece)
        if n_bytes > room:
            raise refusals.too_large(room, "The unpacked content")
        pieces.append(piece)
    if n_rows != file.metadata.num_rows:
        raise refusals.corrupt("Parquet", f"'{leaf.name[:60]}' has {n_rows:,} values, too few or too many")
    return pieces, n_bytes


def _leaves(fields: pa.Schema | pa.StructType, path: str, first: int, depth: int) -> Iterator[Leaf]:
    for place in range(len(fields) if isinstance(fields, pa.Schema) else fields.num_fields):
        field = fields.field(place)
        name = f"{path}.{field.name}" if depth else field.name
        n_columns = _n_columns(field.type)
        if pa.types.is_struct(field.type) and field.type.num_fields and depth < _MAX_DEPTH:
            yield from _leaves(field.type, name, first, depth + 1)
        else:
            yield Leaf(name, first, n_columns, depth, field.type)
        first += n_columns


def _n_columns(kind: pa.DataType) -> int:
    """Return how many columns of the file hold values of a type."""
    if isinstance(kind, pa.BaseExtensionType):
        return _n_columns(kind.storage_type)
    if pa.types.is_nested(kind):
        return sum(_n_columns(kind.field(place).type) for place in range(kind.num_fields))
    return 1


def _width(leaf: Leaf) -> int:
    """Return how many bytes each value takes at least."""
    try:
        return max(1, int(leaf.type.bit_width) // 8)
    except ValueError:  # of no fixed width
        return 4


def _corrupt(error: Exception) -> UnreadableFileError:
    if isinstance(error, UnreadableFileError):
        return error
    told = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    return refusals.corrupt("Parquet", told)
