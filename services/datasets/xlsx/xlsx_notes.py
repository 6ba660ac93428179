"""What is told of a sheet: what was left out of it, and what in it was no value."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from python_calamine import CalamineSheet

from ...wording import counted
from ..notes import MAX_LINES
from ..records import ReportNote
from .xlsx_parts import SheetLook

_MAX_NAMES = 20


@dataclass(slots=True)
class SheetNotes:
    """Collects while the rows are read: numbers of blank rows and of rows before the table, long numbers."""

    sheet: CalamineSheet
    met: SheetLook
    others: list[str]
    blank: list[int] = field(default_factory=list)
    preamble: list[int] = field(default_factory=list)
    n_long: int = 0

    def told(self) -> Iterator[ReportNote]:
        """Yield the notes."""
        yield from self._of_place()
        yield from self._of_rows()
        yield from self._of_cells()

    def _of_place(self) -> Iterator[ReportNote]:
        if self.others:
            named = ", ".join(f"'{name[:80]}'" for name in self.others[:_MAX_NAMES])
            message = f"The sheet '{self.sheet.name[:80]}' was read; the workbook also has {named}."
            yield ReportNote("SHEET_CHOSEN", "info", message, len(self.others))
        row, column = self.sheet.start or (0, 0)
        if row or column:
            message = (
                f"{counted(row, 'empty row')} above and {counted(column, 'empty column')} before the table "
                "were left out."
            )
            yield ReportNote("SHEET_MARGIN", "info", message, row + column)

    def _of_rows(self) -> Iterator[ReportNote]:
        if self.preamble:
            message = counted(
                len(self.preamble),
                "row before the table was left out of it.",
                "rows before the table were left out of it.",
            )
            lines = tuple(self.preamble[:MAX_LINES])
            yield ReportNote("PREAMBLE", "warning", message, len(self.preamble), lines)
        if self.blank:
            message = counted(
                len(self.blank),
                "row was blank and is no row of the table.",
                "rows were blank and are no rows of the table.",
            )
            yield ReportNote("ROW_BLANK", "info", message, len(self.blank), tuple(self.blank[:MAX_LINES]))

    def _of_cells(self) -> Iterator[ReportNote]:
        if n := len(self.sheet.merged_cell_ranges or ()):
            message = counted(
                n,
                "range of cells is merged; its value is in its first cell only.",
                "ranges of cells are merged; the value of each is in its first cell only.",
            )
            yield ReportNote("CELLS_MERGED", "warning", message, n)
        if n := self.met.n_errors:
            message = counted(
                n,
                "cell holds an error such as #N/A or #DIV/0!; it counts as missing.",
                "cells hold an error such as #N/A or #DIV/0!; they count as missing.",
            )
            yield ReportNote("CELLS_ERROR", "warning", message, n)
        if n := self.met.n_uncomputed:
            message = (
                counted(
                    n,
                    "formula has no stored result and counts as missing.",
                    "formulas have no stored result and count as missing.",
                )
                + " Open the workbook in the program that made it and save it to have results computed."
            )
            yield ReportNote("FORMULA_UNCOMPUTED", "warning", message, n)
        if self.n_long:
            message = (
                f"{self.n_long:,} whole numbers have more than 15 digits, which workbooks round; if they "
                "are keys, format their column as text before they are entered."
            )
            yield ReportNote("NUMBER_ROUNDED", "warning", message, self.n_long)
