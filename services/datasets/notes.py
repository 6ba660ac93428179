"""Collects what the reader did or doubted, line by line, and turns it into notes."""

from dataclasses import dataclass, field

from ..vocabulary import Severity
from ..wording import counted
from .records import ReportNote

MAX_LINES = 100

_SAID: dict[str, tuple[Severity, str]] = {
    "ROW_TOO_SHORT": ("warning", "{n} had too few fields; the missing ones were left empty."),
    "ROW_TOO_LONG": ("warning", "{n} had too many fields; the surplus was joined to the last column."),
    "ROW_EMPTY_END": ("info", "{n} ended with more delimiters than the header; nothing stood behind them."),
    "ROW_OTHER_DELIMITER": (
        "warning",
        "{n} had another delimiter than the rest; the fields were told by that.",
    ),
    "ROW_COMMENT": ("info", "{n} between the rows were comments and are no rows."),
    "ROW_IS_HEADER": ("warning", "{n} repeated the header and are no rows."),
    "ROW_BLANK": ("info", "{n} were blank and are no rows."),
    "QUOTE_STRAY": ("warning", "{n} had a quote in an unexpected place; its text was kept."),
    "QUOTE_OPEN": (
        "warning",
        "{n} opened a quote that never closed; each was read as plain text.",
    ),
    "FOOTER": ("warning", "{n} behind the table were left out of it."),
    "PREAMBLE": ("warning", "{n} before the table were left out of it."),
}


@dataclass(slots=True)
class LineNotes:
    """Counts of what was met, with the first lines (1-based) on which it was."""

    counts: dict[str, int] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)

    def add(self, code: str, line: int) -> None:
        """Remember that `code` was met on `line`."""
        self.counts[code] = self.counts.get(code, 0) + 1
        kept = self.lines.setdefault(code, [])
        if len(kept) < MAX_LINES:
            kept.append(line)

    def join(self, other: "LineNotes") -> None:
        """Add what was met on later lines."""
        for code, n in other.counts.items():
            self.counts[code] = self.counts.get(code, 0) + n
            kept = self.lines.setdefault(code, [])
            kept.extend(other.lines[code][: MAX_LINES - len(kept)])

    def notes(self) -> list[ReportNote]:
        """Return one note per code, with all counts and the first lines."""
        return [self._note(code, n) for code, n in self.counts.items()]

    def _note(self, code: str, n: int) -> ReportNote:
        severity, sentence = _SAID[code]
        return ReportNote(code, severity, sentence.format(n=counted(n, "line")), n, tuple(self.lines[code]))
