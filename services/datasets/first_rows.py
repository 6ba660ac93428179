"""Settles the names of tables that come as rows of cells, such as a sheet or a list of lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from .header import has_header
from .header import names as usable_names
from .records import ReportNote

HEAD = 100
"""How many rows are looked at."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whether the first row is a header, the names of the columns, and what is doubtful about them."""

    is_header: bool
    names: tuple[str, ...]
    notes: tuple[ReportNote, ...]


def named(head: Sequence[Sequence[str]], width: int, asked: bool | None = None) -> Named:
    """Return the names of `width` columns.

    Parameters
    ----------
    head : the first rows, a cell for each column
    asked : whether the first row is a header, if the user said so
    """
    is_header = has_header(head) if asked is None else asked
    called, notes = usable_names(head[0] if is_header and head else [], width)
    if not is_header and asked is None:
        message = "The first row holds values, not names; the columns are called by their place."
        notes = [ReportNote("HEADER_MISSING", "warning", message)]
    return Named(is_header, tuple(called), tuple(notes))
