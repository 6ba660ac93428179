"""Compares what was read with what was written: clean rows exact, damaged ones kept and named."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from hydroml.tests.support.reading import Read

from .dialects import Manner, Record, spelled
from .tables import NUMBERS, Kind, Table

_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME_CODES = {"HEADER_EMPTY_NAME", "HEADER_DUPLICATE_NAME", "HEADER_LONG_NAME"}
_WINDOW = 8
_FILE_NOTES = {"invalid": ("ENCODING_INVALID_BYTES", "ENCODING_GUESSED"), "nul": ("TEXT_NUL",)}

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: ``changed`` or ``dropped`` (a clean row), ``silent`` (without a note), ``lost``
    (words of a damaged row), ``names``, ``columns``, ``false alarm`` (a clean row named as damaged)."""

    what: str
    where: str


def judged(got: Read, table: Table, how: Manner, records: Sequence[Record]) -> list[Problem]:
    """Return everything in which the reading differs from what was written without saying so."""
    lines = _lines(records)
    named = {line for note in got.report.notes for line in note.lines}
    codes = set(got.codes)
    problems = _names(got, table, how, codes)
    if len(got.frame.columns) != len(table.names):
        return [*problems, Problem("columns", f"{len(got.frame.columns)} for {len(table.names)}")]
    rows = got.frame.rows()
    matched = _matched(rows, table, how, records, "DATE_ORDER_ASSUMED" in codes)
    for place, record in enumerate(records):
        at = matched.get(place)
        is_named = bool(named & set(lines[place])) or bool(codes & set(_FILE_NOTES.get(record.fault, ())))
        if record.kind == "row" and not record.fault:
            if at is None:
                problems.append(_unmatched(record, place, matched, rows, named=is_named))
            elif is_named and record.newline.count("\n") < 2 and record.newline.count("\r") < 2:
                problems.append(Problem("false alarm", f"line {lines[place][0]}: {record.text[:80]!r}"))
        elif not is_named and at is None and record.text and record.kind not in ("header", "blank"):
            problems.append(Problem("silent", f"{record.kind} {record.fault}: {record.text[:80]!r}"))
    return problems + _lost(rows, matched, records)


def _names(got: Read, table: Table, how: Manner, codes: set[str]) -> list[Problem]:
    if how.header == "none":
        return [] if "HEADER_MISSING" in codes else [Problem("names", "missing header not noticed")]
    counts = Counter(table.names)
    for name, read in zip(table.names, got.frame.columns, strict=False):
        is_usual = counts[name] == 1 and 0 < len(name.strip()) < 10_000
        if is_usual and read != name.strip():
            return [Problem("names", f"{name[:60]!r} read as {read[:60]!r}")]
        if not is_usual and len(name) < 9_000 and not codes & _NAME_CODES:
            return [Problem("names", f"{name[:60]!r} altered without a note")]
    return []


def _lines(records: Sequence[Record]) -> list[range]:
    """Return the lines (1-based) on which each record stands."""
    result = []
    line = 1
    for record in records:
        whole = record.text + record.newline
        n = len(re.findall(r"\r\n|\r|\n", whole))
        result.append(range(line, line + max(1, n)))
        line += n
    return result


def _matched(
    rows: list[Row], table: Table, how: Manner, records: Sequence[Record], is_order_open: bool
) -> dict[int, int]:
    """Return for each row record that came out exact, by its place among the records, its place in `rows`."""
    tests = [_tester(kind, how, is_order_open) for kind in table.kinds]
    matched: dict[int, int] = {}
    start, window = 0, _WINDOW
    for place, record in enumerate(records):
        if record.kind != "row":
            window += 2
            continue
        cells = table.rows[record.row]
        for at in range(start, min(len(rows), start + (1 if record.fault else window))):
            if all(test(cell, value) for test, cell, value in zip(tests, cells, rows[at], strict=True)):
                matched[place] = at
                start, window = at + 1, _WINDOW
                break
        else:
            window += 3
    return matched


def _tester(kind: Kind, how: Manner, is_order_open: bool) -> Callable[[str, Any], bool]:
    def is_same(cell: str, value: Any) -> bool:
        if value is None:
            return cell in ("", "NA")
        if isinstance(value, bool):
            return cell == str(value).lower()
        if isinstance(value, int | float):
            return kind in NUMBERS and bool(cell) and float(cell) == value
        if isinstance(value, datetime):
            return kind in ("date", "moment") and _is_moment(cell, value, is_order_open)
        if isinstance(value, time):
            return cell == value.isoformat()
        text = str(value)
        if how.newline == "\r":
            text = text.replace("\r", "\n")
        return text in (cell, spelled(cell, kind, how))

    return is_same


def _is_moment(cell: str, value: datetime, is_order_open: bool) -> bool:
    if not cell:
        return False
    meant = datetime.fromisoformat(cell)
    return meant == value or (
        is_order_open and meant.day <= 12 and meant == value.replace(month=value.day, day=value.month)
    )


def _unmatched(
    record: Record, place: int, matched: dict[int, int], rows: list[Row], *, named: bool
) -> Problem:
    before = max((at for other, at in matched.items() if other < place), default=-1)
    after = min((at for other, at in matched.items() if other > place), default=len(rows))
    there = rows[before + 1] if after - before > 1 else None
    what = "dropped" if there is None else "changed"
    return Problem(what + (" but named" if named else ""), f"{record.text[:120]!r} -> {str(there)[:160]}")


def _lost(rows: list[Row], matched: dict[int, int], records: Sequence[Record]) -> list[Problem]:
    """Look for the words of damaged rows among the rows that are no clean ones."""
    used = set(matched.values())
    others = [row for at, row in enumerate(rows) if at not in used]
    said = " ".join(str(cell).lower() for row in others for cell in row if cell is not None).replace("\0", "")
    found = set(_WORD.findall(said))
    return [
        Problem("lost", f"{record.fault}: {record.text[:80]!r}")
        for place, record in enumerate(records)
        if record.kind == "row"
        and record.fault not in ("", "invalid")
        and place not in matched
        and not {w.lower() for w in _WORD.findall(record.text.replace("\x00", ""))} <= found
    ]
