"""Decides whether the first row names the columns, and makes the names usable."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ..wording import counted
from .cells.cell_shapes import MISSING, is_typed
from .records import ReportNote

MAX_NAME = 10_000
_MOSTLY = 0.8
_MIN_TICKS = 3
_NAMED_ALONE = 0.7
_WITHIN = re.compile(r"\d{2}[.,]\d|\d{4}-\d\d-\d\d")


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first of the rows is a header.

    It is when a column holds numbers or dates below and something else in the first row, or when the numbers
    in the first row only count on, as years do; it is not when the first row holds other numbers or dates,
    or repeats values from below.
    """
    if len(rows) < 2:
        return not any(is_typed(cell) for cell in rows[0]) if rows else True
    first, rest = rows[0], rows[1:]
    below = [_known(rest, place) for place in range(len(first))]
    n_for = sum(
        bool(cell.strip()) and not is_typed(cell) and cell not in MISSING
        for cell, cells in zip(first, below, strict=True)
        if is_typed_column(cells)
    )
    n_against = sum(map(is_typed, first))
    if n_against and (_counts_on(first, rest) or n_header_rows(rows) == 2):
        return True
    if n_for > n_against or (n_for and not n_against):
        return True
    if n_against or 2 * sum(not cell.strip() for cell in first) > len(first):
        return False
    if any(list(row) == list(first) for row in rest):
        return True  # put together from files that each had it
    return not any(cell in cells for cell, cells in zip(first, below, strict=True) if cell.strip())


def are_row_names(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first cells of rows name them, as R writes it: none is empty or there twice."""
    cells = [row[0].strip() for row in rows if row]
    return all(cells) and len(set(cells)) == len(cells)


def holds_values(cells: Sequence[str]) -> bool:
    """Tell whether a number with decimals or a date stands within a cell, as where a delimiter is lost."""
    return any(_WITHIN.search(cell) for cell in cells)


def is_typed_column(cells: Sequence[str]) -> bool:
    """Tell whether nearly all of these known cells look like numbers or dates."""
    return bool(cells) and sum(map(is_typed, cells)) >= _MOSTLY * len(cells)


def n_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return 2 if the row below the header holds no values either, such as units, else 1.

    That is told by columns of numbers or dates: none of them, of two or more, has one in the second row.
    """
    if len(rows) < 4:
        return 1
    second, rest = rows[1], rows[2:]
    typed = [place for place in range(len(second)) if is_typed_column(_known(rest, place))]
    cells = [second[place] for place in typed]
    n_said = sum(bool(cell.strip()) and cell.strip() not in MISSING for cell in cells)
    return 2 if len(typed) >= 2 and n_said >= 2 and not any(map(is_typed, second)) else 1


def joined(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return names from two header rows, of which the upper one names groups of columns.

    Where the upper row gives most columns a name of their own, it alone counts.
    """
    known = [cell.strip() for cell in first]
    if len(set(filter(None, known))) > _NAMED_ALONE * len(known):
        return list(first)
    groups: list[str] = []
    for cell in known:
        groups.append(cell or (groups[-1] if groups else ""))
    pairs = zip(groups, (cell.strip() for cell in second), strict=False)
    return [" ".join(filter(None, pair)) for pair in pairs]


def names(cells: Sequence[str], n_columns: int) -> tuple[list[str], list[ReportNote]]:
    """Return one unique, non-empty name for each column, and notes on what was changed.

    A header that is one short names all but the first column, as R writes it.
    """
    surplus = [cell for cell in cells[n_columns:] if cell.strip()]
    cells = [*[""] * (n_columns - len(cells) == 1), *cells][:n_columns]
    cells = [*cells, *[""] * (n_columns - len(cells))]
    stripped = [cell.strip()[:MAX_NAME] for cell in cells]
    named = [name or f"column_{place}" for place, name in enumerate(stripped, start=1)]
    unique = _unique(named)
    notes = []
    if n_empty := sum(not name for name in stripped):
        message = counted(
            n_empty,
            "column had no name; it is called by its place, such as 'column_1'.",
            "columns had no name; they are called by their place, such as 'column_1'.",
        )
        notes.append(ReportNote("HEADER_EMPTY_NAME", "info", message, n_empty))
    if n_twice := sum(one != other for one, other in zip(named, unique, strict=True)):
        message = counted(
            n_twice,
            "column had the name of an earlier one; a number was added to its own.",
            "columns had the name of an earlier one; a number was added to theirs.",
        )
        notes.append(ReportNote("HEADER_DUPLICATE_NAME", "warning", message, n_twice))
    if n_long := sum(len(cell.strip()) > MAX_NAME for cell in cells):
        message = counted(
            n_long,
            f"name was longer than {MAX_NAME:,} characters and was cut.",
            f"names were longer than {MAX_NAME:,} characters and were cut.",
        )
        notes.append(ReportNote("HEADER_LONG_NAME", "warning", message, n_long))
    if surplus:
        said = ", ".join(f"'{name[:60]}'" for name in surplus[:5])
        message = f"The header names {len(surplus)} more columns than the rows have; left out: {said}."
        notes.append(ReportNote("HEADER_TOO_LONG", "warning", message, len(surplus)))
    return unique, notes


def _unique(wanted: Sequence[str]) -> list[str]:
    taken = set(wanted)
    seen: set[str] = set()
    result = []
    for name in wanted:
        number = 1
        candidate = name
        while candidate in seen or (number > 1 and candidate in taken):
            number += 1
            candidate = f"{name[: MAX_NAME - 10]}_{number}"
        seen.add(candidate)
        result.append(candidate)
    return result


def _known(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] for row in rows if place < len(row) and row[place].strip() not in MISSING]


def _counts_on(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Tell whether the numbers of the first row are like 2019, 2020, 2021 and those below are not."""
    if not _are_ticks(first) or all(map(is_typed, first)):
        return False
    return not any(_are_ticks(row) for row in rest[:20])


def _are_ticks(row: Sequence[str]) -> bool:
    numbers = [int(cell) for cell in row if cell.strip().isdecimal() and len(cell) < 12]
    if len(numbers) < _MIN_TICKS or len(numbers) != sum(map(is_typed, row)):
        return False
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return len(steps) == 1 and steps.pop() > 0
