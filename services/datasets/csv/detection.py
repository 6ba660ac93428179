"""Finds out the dialect of a CSV file: the one under which a sample looks most like a table."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from ..cells.cell_shapes import is_typed, weight
from ..notes import LineNotes
from . import fields
from .csv_repair import MAX_FIELD, Lines, Records
from .dialect import Dialect, Sample, lines_of

_PRIOR = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 1.0, "\x1f": 1.0, "\x01": 1.0, "^": 0.97, "~": 0.97}
_WEAK_PRIOR = {":": 0.6, " ": 0.55, "\\": 0.5}
_STRANGE_PRIOR, _LONG_PRIOR = 0.45, 0.97
_STRANGE = re.compile(r"[^\w\s\"'.,;|^~:\\()\[\]{}+-]")
_LONG = re.compile(r"[^\w\s\"'.()\[\]{}+-]{2,4}")
_PADDED = (", ", "; ", "| ", ": ")
_MIN_SHARE_WEAK = 0.8
_PROBE_ROWS, _PROBE_CHARS, _PROBE_CELLS = 250, 24_000, 1500
_MAX_ROWS = 2000
_PROBE_LINES, _MAX_LINE, _LINE_START = 8, 1 << 18, 400
_MAX_PREAMBLE = 30
_HEAD_FACTOR, _TITLE_FACTOR, _BLANK_FACTOR = 0.75, 0.88, 0.8
_MIN_ROWS_WEAK = 2
_MOSTLY, _TELLING = 0.9, 0.75
_SEP_LINE = re.compile(r'"?sep=(.|\\t)"?[;,]*\r?\n', re.IGNORECASE)


def detect(text: Sample) -> Dialect | None:
    """Return the dialect under which the sample looks most like a table, or None if nothing separates.

    A parse scores by the share of rows with the usual number of fields, by that number, by the share of
    cells that look like one value, and by how few quotes stand where none belongs. Source of the idea:
    van den Burg, Nazabal & Sutton (2019), Data Mining and Knowledge Discovery 33, 1799-1820.
    """
    said = said_by_first_line(text)
    if said is not None:
        rest = text.head.partition("\n")[2]
        text = replace(text, head=rest)
    probe = _Probe.of(text)
    marks = [said] if said is not None else _marks(probe.text)
    scored = [
        (_score(probe, dialect), -place, dialect)
        for place, mark in enumerate(marks)
        for quote in _quotes(probe.text, mark)
        for dialect in _with_escape(probe.text, Dialect(mark, quote))
    ]
    best = max(scored, key=lambda item: item[:2], default=(0.0, 0, None))
    if best[2] is None or best[0] <= 0:
        return None
    n_columns = width(rows_of(text, best[2]))
    return replace(best[2], n_columns=n_columns) if n_columns > 1 else None


def said_by_first_line(text: Sample) -> str | None:
    """Return the delimiter that a first line as ``sep=;`` announces, as Excel understands it."""
    said = _SEP_LINE.match(text.head)
    return None if said is None else said[1].replace("\\t", "\t")


def rows_of(text: Sample, dialect: Dialect) -> list[list[str]]:
    """Return the rows of all pieces, read with care."""
    return [row for piece in text.pieces for row in parse(piece, dialect)]


def parse(piece: str, dialect: Dialect) -> list[list[str]]:
    """Return the first rows of a piece of text, read with care, blank lines left out."""
    reading = _read(lines_of(piece), dialect, LineNotes())
    return list(islice(reading, _MAX_ROWS))


def usual_width(rows: list[list[str]]) -> int:
    """Return the most frequent number of fields, the larger one of equals."""
    counts = Counter(map(len, rows))
    return max(counts, key=lambda n: (counts[n], n), default=0)


def width(rows: list[list[str]]) -> int:
    """Return the number of columns: the most frequent number of fields, or a larger one that the first row
    names and that other rows have, where rows leave out what is empty at their end."""
    usual = usual_width(rows)
    first = next((row for row in rows[:_MAX_PREAMBLE] if len(row) >= usual), [])
    named = len(first) if all(cell.strip() and not is_typed(cell) for cell in first) else usual
    n_named, n_longer = sum(len(row) == named for row in rows), sum(len(row) > named for row in rows)
    few = len(rows) // 50
    return named if named > usual and n_named >= max(2, few) and n_longer <= few else usual


@dataclass(frozen=True, slots=True)
class _Probe:
    """Some lines of each piece: enough to tell dialects apart, few enough to try many."""

    pieces: tuple[list[str], ...] = field(repr=False)
    text: str = field(repr=False)

    @classmethod
    def of(cls, sample: Sample) -> "_Probe":
        """Take more from the head than from the other pieces."""
        pieces = [_first_lines(sample.head, 1.0)]
        for place, piece in enumerate(sample.others):
            lines = _first_lines(piece, 0.4)
            is_last = place == len(sample.others) - 1
            pieces.append(lines[:-12] if is_last and len(lines) > 24 else lines)
        return cls(tuple(pieces), "".join(line for piece in pieces for line in piece))


def _first_lines(piece: str, share: float) -> list[str]:
    longest = max(map(len, piece[:_MAX_LINE].split("\n", _MAX_PREAMBLE)[:_MAX_PREAMBLE]))
    is_wide = longest * _PROBE_LINES > _PROBE_CHARS  # a row may then span many lines of its cells
    n_chars = len(piece) if is_wide else int(_PROBE_CHARS * share)
    lines = lines_of(piece[:n_chars])
    whole = lines if len(piece) <= n_chars else lines[:-1]
    return whole if n_chars > _PROBE_CHARS else whole[: int(_PROBE_ROWS * share)]


def _read(lines: list[str], dialect: Dialect, notes: LineNotes) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_FIELD)
    return (cells for _, cells in Records(Lines(iter(lines)), replace(dialect, n_columns=0), notes).every())


def _marks(text: str) -> list[str]:
    """Return the delimiters worth a try, the usual ones first."""
    n_lines = text.count("\n") or 1
    usual = [mark for mark in (*_PRIOR, *_WEAK_PRIOR) if mark in text]
    padded = [mark for mark in _PADDED if text.count(mark) >= n_lines / 2]
    starts = " ".join(line[:_LINE_START] for line in text[:_MAX_LINE].split("\n")[:50])
    runs = Counter(_LONG.findall(starts))
    long = [run for run, _ in runs.most_common(3) if text.count(run) >= n_lines / 2]
    single = Counter(_STRANGE.findall(starts))
    strange = [
        mark for mark, _ in single.most_common(4) if text.count(mark) >= n_lines / 2 and mark not in usual
    ]
    return [*dict.fromkeys([*long, *padded, *usual, *strange])]


def _quotes(text: str, mark: str) -> list[str]:
    """Return the quotes worth a try with a delimiter, the double one always."""
    beside = rf"(?:^|{re.escape(mark)})'[^\n]"
    return ['"', "'"] if "'" in text and re.search(beside, text, re.MULTILINE) else ['"']


def _score(probe: _Probe, dialect: Dialect) -> float:
    if fields.is_padded(dialect) and not _has_blanks(probe.text, dialect):
        return 0.0
    notes = LineNotes()
    rows = [row for piece in probe.pieces for row in _read(piece, dialect, notes)]
    n = width(rows)
    if n < 2:
        return 0.0
    start = next(place for place, row in enumerate(rows) if len(row) == n)
    body = rows[start:] if start < _MAX_PREAMBLE and 2 * start <= len(rows) else rows
    share = sum(len(row) == n for row in body) / len(body)
    prior = _prior(dialect.delimiter)
    if prior < _PRIOR["^"] and (share < _MIN_SHARE_WEAK or len(body) < _MIN_ROWS_WEAK or len(body[0]) != n):
        return 0.0
    flaws = 1 - min(0.9, _n_flaws(notes, body) / len(rows))
    head = 1.0 if not start else _TITLE_FACTOR if len(body) < len(rows) else _HEAD_FACTOR
    return (share * _plainness(body, n, dialect)) ** 2 * head * flaws * prior * (n - 1) / n


def _has_blanks(text: str, dialect: Dialect) -> bool:
    """Tell whether a blank follows nearly every delimiter outside quotes."""
    quote = dialect.quote
    bare = re.sub(rf"(?<!\w){quote}[^{quote}]*{quote}", "", text)
    return bare.count(dialect.delimiter) >= _MOSTLY * max(1, bare.count(dialect.delimiter[0]))


def _n_flaws(notes: LineNotes, rows: list[list[str]]) -> float:
    """Count quotes where none belongs, and more so cells that another quote encloses."""
    strays = notes.counts.get("QUOTE_STRAY", 0) + notes.counts.get("QUOTE_OPEN", 0)
    enclosed = sum(
        len(cell) > 2 and cell[0] == cell[-1] and cell[0] in "\"'"
        for row in rows[:_PROBE_ROWS]
        for cell in row
    )
    return 0.4 * strays + enclosed


def _prior(mark: str) -> float:
    if mark in _PRIOR:
        return _PRIOR[mark]
    if len(mark) == 1:
        return _WEAK_PRIOR.get(mark, _STRANGE_PRIOR)
    if mark[0] in _WEAK_PRIOR and mark[1] == " ":
        return _WEAK_PRIOR[mark[0]]
    return 1.0


def _plainness(rows: list[list[str]], n: int, dialect: Dialect) -> float:
    """Return how much the cells look like single values, in [0, 1]; whole columns without any count less."""
    fitting = [row for row in rows if len(row) == n]
    step = max(1, len(fitting) * n // _PROBE_CELLS)
    cells = [cell for row in fitting[::step] for cell in row if cell.strip()][: 2 * _PROBE_CELLS]
    if not cells:
        return 0.0
    mean = sum(map(weight, cells)) / len(cells)
    later = [cell for row in fitting[::step] for cell in row[1:] if cell.strip()]
    if later and sum(cell.startswith(" ") for cell in later) > 0.5 * len(later):
        mean *= _BLANK_FACTOR
    if dialect.delimiter in "|:^~,;" and n > 2:
        n_void = sum(not any(row[place].strip() for row in fitting) for place in range(1, n - 1))
        mean *= 1 - 0.5 * min(1.0, 2 * n_void / n)
    return mean


def _with_escape(text: str, dialect: Dialect) -> list[Dialect]:
    """Return the dialect, and the same with a backslash as escape where the text may use it.

    Where the lines with a backslash before a quote are in order with the escape and not without, only it is
    left: a few faults of other lines say nothing about it.
    """
    escaped = f"\\{dialect.quote}"
    if escaped not in text or dialect.delimiter == "\\":
        return [dialect]
    lines = lines_of(text)
    if not _n_misread(lines, dialect):
        return [dialect]
    with_escape = replace(dialect, escape="\\")
    telling = [line for line in lines if escaped in line]
    n_without = _n_misread(telling, dialect)
    if (
        n_without >= _TELLING * len(telling)
        and _n_misread(telling, with_escape) <= (1 - _TELLING) * n_without
    ):
        return [with_escape]
    return [dialect, with_escape]


def _n_misread(lines: list[str], dialect: Dialect) -> int:
    """Count the quotes of some lines that stand where none belongs."""
    notes = LineNotes()
    for _ in _read(lines, dialect, notes):
        pass
    return notes.counts.get("QUOTE_STRAY", 0) + notes.counts.get("QUOTE_OPEN", 0)
