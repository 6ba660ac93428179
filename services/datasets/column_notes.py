"""Collects what was met while columns got their kinds, and turns it into notes."""

from collections import Counter
from dataclasses import dataclass, field

from ..vocabulary import Severity
from .records import ReportNote

_MAX_NAMES = 5

_SAID: dict[str, tuple[Severity, str]] = {
    "DECIMAL_COMMA": ("info", "Numbers with a decimal comma were read in {names}."),
    "NUMBER_THOUSANDS": ("info", "Numbers with a thousands sign were read in {names}."),
    "NUMBER_UNIT": (
        "info",
        "The currency or percent sign of each number was left out in {names}; the figures are as written.",
    ),
    "NUMBER_INFINITE": ("warning", "{n:,} infinite values count as missing in {names}."),
    "DATE_ORDER_ASSUMED": (
        "warning",
        "The dates in {names} could have the day or the month first; the day was taken to be first. If it is "
        "not, read the file again with the month first.",
    ),
    "DATE_ZONE_TO_UTC": ("info", "Moments with a time zone were turned to UTC in {names}."),
    "DATE_OUT_OF_RANGE": (
        "warning",
        "{n:,} dates are beyond the years 1 to 9999; all values were kept as text in {names}.",
    ),
    "TIME_ROUNDED": ("warning", "{n:,} moments were rounded down to microseconds in {names}."),
    "DURATION_SECONDS": ("info", "Lengths of time were turned to seconds in {names}."),
    "VALUE_INVALID_BYTES": ("warning", "{n:,} texts held bytes that are not UTF-8 in {names}."),
    "KIND_CELLS_LOST": (
        "warning",
        "{n:,} cells do not fit the kind that was asked for and count as missing in {names}.",
    ),
    "VALUE_AS_TEXT": ("info", "Values that a table cannot hold were turned to text in {names}."),
}


@dataclass(slots=True)
class ColumnNotes:
    """Counts per spelling of a missing value, and per code the columns concerned."""

    spellings: Counter[str] = field(default_factory=Counter)
    columns: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def spelled(self, spelling: str, n: int) -> None:
        """`n` cells held `spelling` and count as missing."""
        self.spellings[spelling] += n

    def column(self, code: str, name: str, n: int) -> None:
        """Something of `code` was met in `n` cells of the column `name`."""
        self.columns.setdefault(code, []).append((name, n))

    def notes(self) -> list[ReportNote]:
        """Return the notes, the missing values first."""
        return [*self._missing(), *(self._note(code, met) for code, met in self.columns.items())]

    def _missing(self) -> list[ReportNote]:
        if not self.spellings:
            return []
        said = ", ".join(
            f"{n:,} {'empty' if spelling == '' else repr(spelling)}"
            for spelling, n in self.spellings.most_common()
        )
        return [
            ReportNote(
                "MISSING_VALUES", "info", f"Cells that count as missing: {said}.", self.spellings.total()
            )
        ]

    def _note(self, code: str, met: list[tuple[str, int]]) -> ReportNote:
        severity, sentence = _SAID[code]
        names = ", ".join(f"'{name[:60]}'" for name, _ in met[:_MAX_NAMES])
        if len(met) > _MAX_NAMES:
            names += f" and {len(met) - _MAX_NAMES} more columns"
        n = sum(count for _, count in met)
        return ReportNote(code, severity, sentence.format(names=names, n=n), n)
