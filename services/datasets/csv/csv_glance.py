"""A first look at a CSV file before it is read: rows spread over it, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from ..cells.kinds import Settled, settle_text
from ..column_notes import ColumnNotes
from ..overrides import Overrides
from . import csv_opening, csv_pieces, csv_sample, csv_stream
from .csv_opening import Opened

_N_BLOCKS = 64


@dataclass(frozen=True, slots=True)
class Glance:
    """Some rows of a file by column; kinds are those of these rows."""

    source: Opened
    columns: Sequence[Settled]


def glance(path: Path, overrides: Overrides) -> Glance:
    """Return rows from 64 blocks of 64 KiB, evenly spaced over the file.

    Parameters
    ----------
    path : a UTF-8 file, with or without byte order mark

    Raises
    ------
    UnreadableFileError
        When it is no table.
    """
    source = csv_opening.opened(path, overrides)
    cells = csv_sample.spread(path, source.layout(), n_blocks=_N_BLOCKS)
    settle = partial(_settled, source=source, overrides=overrides)
    return Glance(source, list(csv_stream.in_order(settle, zip(source.names, cells, strict=True))))


def count_rows(source: Opened) -> int:
    """Return the exact number of rows of a file whose quotes are in order; blank lines are no rows."""
    dialect = source.layout().dialect
    size = source.path.stat().st_size

    def count(piece: csv_pieces.Piece) -> int:
        is_last = piece.start + len(piece.body) == size
        return csv_pieces.count_rows(piece, is_last=is_last)

    return sum(csv_stream.in_order(count, csv_pieces.pieces(source.path, dialect)))


def _settled(column: tuple[str, pl.Series], source: Opened, overrides: Overrides) -> Settled:
    name, cells = column
    asked = overrides.kinds.get(name)
    return settle_text(name, cells, ColumnNotes(), source.habits, asked=asked)
