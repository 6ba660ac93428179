"""Looks at pieces spread over a CSV file, so that a guess about its columns does not rest on its head."""

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from . import csv_pieces
from .csv_typed import Layout, parsed

N_BLOCKS, BLOCK_BYTES = 16, 1 << 16
_MIN_BLOCKS, _MIN_ROWS = 8, 16
_MAX_INVALID = 0.2


def spread(path: Path, layout: Layout, *, n_blocks: int = N_BLOCKS) -> list[pl.Series]:
    """Return the texts of all columns in rows from evenly spaced blocks of the file, the first one included.

    Rows that do not fit the layout are left out.

    Parameters
    ----------
    path : UTF-8 file, with or without byte order mark
    n_blocks : of 64 KiB each, fewer and larger ones where a row is long; a file that is not larger is read
        whole
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(csv_pieces.PIECE_BYTES)
        start, _ = csv_pieces.first_row(head, layout.dialect)
        block_bytes = max(BLOCK_BYTES, _MIN_ROWS * (head.find(b"\n", start) - start))
        n_blocks = max(_MIN_BLOCKS, n_blocks * BLOCK_BYTES // block_bytes)
        if size - start <= n_blocks * block_bytes:
            file.seek(start)
            return _series(_fitting(file.read(), layout)[0])
        tables = []
        for at in np.linspace(start, size - block_bytes, n_blocks).astype(int):
            file.seek(int(at))
            block = file.read(block_bytes)
            tables.append(_fitting(block, layout)[0] if at == start else _aligned(block, layout))
    return _series(pa.concat_tables(tables))


def _aligned(block: bytes, layout: Layout) -> pa.Table:
    """Return the rows of a block that begins anywhere, perhaps within quotes.

    Both is tried: that the first newline ends a row, and that it stands in a quoted field which ends later.
    """
    table, n_invalid = _fitting(block[block.find(b"\n") + 1 :], layout)
    if n_invalid <= _MAX_INVALID * max(1, table.num_rows):
        return table
    end = block.find(layout.dialect.quote.encode() + b"\n")
    other, n_others = _fitting(block[end + 2 :], layout) if end >= 0 else (table, n_invalid)
    return other if n_others < n_invalid else table


def _fitting(block: bytes, layout: Layout) -> tuple[pa.Table, int]:
    """Return the whole rows of a block that fit, and how many did not."""
    invalid: list[object] = []

    def leave_out(row: object) -> str:
        invalid.append(row)
        return "skip"

    body = block[: block.rfind(b"\n") + 1] or block
    try:
        table = parsed(body, layout, {}, on_invalid=leave_out)
    except pa.ArrowInvalid:
        return parsed(b"", layout, {}), len(block)
    return table, len(invalid)


def _series(table: pa.Table) -> list[pl.Series]:
    return [pl.Series(pl.from_arrow(column)) for column in table.columns]
