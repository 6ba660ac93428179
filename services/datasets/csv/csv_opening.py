"""Settles how a CSV file is to be read: its dialect, its header, and what the user said of both."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .. import header, refusals
from ..cells.forms import Form, Habits
from ..overrides import Overrides
from ..records import ReportNote
from . import csv_stream
from .csv_typed import Layout
from .detection import detect, rows_of, width
from .dialect import Dialect, Sample, sample
from .placing import placed

MAX_COLUMNS = 10_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A CSV file of which dialect and names are settled; `notes` says what was doubtful about them."""

    path: Path
    dialect: Dialect
    names: tuple[str, ...]
    notes: tuple[ReportNote, ...]
    habits: Habits

    def layout(self, wanted: Sequence[Form | None] = ()) -> Layout:
        """Return how rows become columns, in these forms or in forms that are not known yet."""
        unknown: list[Form | None] = [None] * len(self.names)
        return Layout(csv_stream.parser_dialect(self.dialect), self.names, tuple(wanted or unknown))


def opened(path: Path, overrides: Overrides) -> Opened:
    """Settle dialect and names; what the user said is believed.

    Parameters
    ----------
    path : a UTF-8 file, with or without byte order mark

    Raises
    ------
    UnreadableFileError
        ``FILE_EMPTY``, ``FILE_ONE_COLUMN`` or ``FILE_TOO_MANY_COLUMNS``.
    """
    pieces = sample(path)
    if not pieces.head.strip():
        raise refusals.empty()
    dialect = _settled(pieces, overrides)
    if dialect.n_columns > MAX_COLUMNS:
        raise refusals.too_many_columns(dialect.n_columns, MAX_COLUMNS)
    found = placed(pieces, dialect, skip=overrides.skip, has_header=overrides.header)
    dialect = found.dialect
    names, notes = header.names(found.names, dialect.n_columns)
    if not dialect.header and overrides.header is None:
        message = "The first line holds values, not names; the columns are called by their place."
        notes = [ReportNote("HEADER_MISSING", "warning", message)]
    decimal = overrides.decimal or ("," if dialect.delimiter != "," else ".")
    habits = Habits(decimal_comma=decimal == ",", month_first=overrides.month_first)
    return Opened(path, dialect, tuple(names), (*found.notes, *notes), habits)


def _settled(pieces: Sample, overrides: Overrides) -> Dialect:
    dialect = detect(pieces) or Dialect(overrides.delimiter or ",")
    if overrides.is_of_dialect:
        dialect = replace(
            dialect,
            delimiter=overrides.delimiter or dialect.delimiter,
            quote=overrides.quote or dialect.quote,
            escape=overrides.escape or dialect.escape,
        )
        dialect = replace(dialect, n_columns=width(rows_of(pieces, replace(dialect, n_columns=0))))
    if dialect.n_columns < 2:
        raise refusals.one_column(
            f"'{overrides.delimiter}'" if overrides.delimiter else "commas, semicolons, tabs and other marks"
        )
    return dialect
