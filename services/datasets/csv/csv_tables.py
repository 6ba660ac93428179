"""Reads the rows of a CSV file in pieces, straight into the table, and decides the kinds of its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import polars as pl

from ...vocabulary import ColumnKind
from .. import refusals
from ..cells import facts, forms, kinds
from ..cells.facts import Facts
from ..cells.forms import Form, Tally
from ..cells.guessing import guess_all
from ..cells.kinds import Noting
from ..notes import LineNotes
from ..ports import Progress
from ..records import Column
from ..table import GroupWriter, storage_words
from . import csv_pieces, csv_sample, csv_stream, csv_typed
from .csv_opening import Opened
from .csv_pieces import PIECE_BYTES
from .csv_typed import TypedPiece

_TEXT_BYTES = 1 << 28


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the columns with their kinds, how many rows, and what was met line by line."""

    columns: tuple[Column, ...]
    n_rows: int
    notes: LineNotes


def write(
    source: Opened,
    target: Path,
    noting: Noting,
    report: Progress,
    *,
    asked: Mapping[str, ColumnKind],
    piece_bytes: int = PIECE_BYTES,
) -> Written:
    """Write the table and return its columns, each with the kind that all its values give it.

    The forms of the columns are guessed from rows spread over the file and hold for all rows, or the
    columns concerned are looked at as a whole and the file is read once more.

    Parameters
    ----------
    target : the Parquet file to write
    noting : where doubts about columns are told
    asked : kinds that the user asked for, by column name
    piece_bytes : how much is worked on at once

    Raises
    ------
    UnreadableFileError
        ``FILE_NO_ROWS``.
    """
    wanted = _guessed(source, asked)
    done = _Pass(source, wanted, GroupWriter(target, source.names), piece_bytes)
    done.run(report)
    if done.n_rows == 0:
        raise refusals.no_rows(len(source.names))
    if done.misfits:
        settled = _settled(source, sorted(done.misfits), asked)
        wanted = [settled.get(place, form) for place, form in enumerate(wanted)]
        done = _Pass(source, wanted, GroupWriter(target, source.names), piece_bytes)
        done.run(report)
    columns = tuple(done.column(place, asked, noting) for place in range(len(source.names)))
    return Written(columns, done.n_rows, done.notes)


@dataclass(slots=True)
class _Pass:
    """One reading of all rows; ends without a table if a column does not fit its form."""

    source: Opened
    wanted: Sequence[Form | None]
    writer: GroupWriter
    piece_bytes: int
    n_rows: int = 0
    notes: LineNotes = field(default_factory=LineNotes)
    misfits: set[int] = field(default_factory=set)
    _met: list[tuple[Facts, Tally]] = field(default_factory=list)
    _storages: list[pl.DataType] = field(default_factory=list)

    def run(self, report: Progress) -> None:
        """Read everything."""
        for line in range(self.source.dialect.skip):
            self.notes.add("PREAMBLE", line + 1)
        layout = self.source.layout(self.wanted)
        work = partial(csv_typed.typed, layout=layout)
        path, dialect = self.source.path, self.source.dialect
        for outcome in csv_stream.run(path, dialect, layout, work, size=self.piece_bytes):
            self.notes.join(outcome.notes)
            self._take(outcome.made)
            report(0.05 + 0.5 * outcome.share, f"{self.n_rows:,} rows read")
        for line in csv_pieces.footer_lines(self.source.path, self.source.dialect):
            self.notes.add("FOOTER", line)
        self.writer.discard() if self.misfits else self.writer.close()

    def column(self, place: int, asked: Mapping[str, ColumnKind], noting: Noting) -> Column:
        """Return a column with its kind, and tell what was met in it."""
        name, storage = self.source.names[place], self._storages[place]
        met, tally = self._met[place]
        kinds.tell(name, self.wanted[place] or forms.TEXT, tally, noting, self.source.habits)
        kind = asked.get(name) or kinds.kind_of(name, storage, met)
        return Column(name, kind, storage_words(storage))

    def _take(self, piece: TypedPiece) -> None:
        self.n_rows += piece.n_rows
        if piece.n_rows == 0:
            return
        self.misfits |= {place for place, column in enumerate(piece.columns) if column is None}
        if self.misfits:
            return
        columns = [column for column in piece.columns if column is not None]
        met = [(column.met, column.applied.tally) for column in columns]
        self._met = [_joined(*both) for both in zip(self._met, met, strict=True)] if self._met else met
        self._storages = [column.applied.values.dtype for column in columns]
        self.writer.add([column.stored for column in columns])


def _joined(one: tuple[Facts, Tally], other: tuple[Facts, Tally]) -> tuple[Facts, Tally]:
    return facts.join(one[0], other[0]), forms.join(one[1], other[1])


def _guessed(source: Opened, asked: Mapping[str, ColumnKind]) -> list[Form | None]:
    """Return the forms that rows spread over the file suggest, None where all of these are missing."""
    cells = csv_sample.spread(source.path, source.layout()) if _is_fast(source) else []
    if not cells:
        return [None] * len(source.names)
    guesses = guess_all(cells, source.habits)
    for place, name in enumerate(source.names):
        if name in asked:
            guesses[place] = _asked_form(name, cells[place], source, asked)
    return guesses


def _asked_form(name: str, cells: pl.Series, source: Opened, asked: Mapping[str, ColumnKind]) -> Form:
    storage = kinds.STORED_AS[asked[name]]
    return forms.asked_for(storage, cells, source.habits)


def _is_fast(source: Opened) -> bool:
    return source.layout().dialect == source.dialect


def _settled(source: Opened, places: Sequence[int], asked: Mapping[str, ColumnKind]) -> dict[int, Form]:
    """Return the forms that all cells of the columns at `places` fit, some columns at a time."""
    each = source.path.stat().st_size / len(source.names)
    n_together = max(1, int(_TEXT_BYTES / max(1.0, each)))
    found: dict[int, Form] = {}
    for start in range(0, len(places), n_together):
        some = places[start : start + n_together]
        texts = _texts(source, some)
        guesses = guess_all(texts, source.habits)
        for place, cells, guess in zip(some, texts, guesses, strict=True):
            name = source.names[place]
            found[place] = _asked_form(name, cells, source, asked) if name in asked else guess or forms.TEXT
    return found


def _texts(source: Opened, places: Sequence[int]) -> list[pl.Series]:
    """Return the texts of some columns in all rows."""
    layout = source.layout()
    work = partial(csv_typed.texts, layout=layout, places=places)
    parts = [outcome.made for outcome in csv_stream.run(source.path, source.dialect, layout, work)]
    return [pl.concat(column) for column in zip(*parts, strict=True)]
