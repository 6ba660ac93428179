"""Shows lines of a CSV file that the reader repaired or left out, and what it made of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import encodings, formats, stored
from . import overrides as asked
from .csv import csv_opening, csv_repair
from .csv.csv_opening import Opened
from .csv.csv_repair import Lines
from .csv.dialect import Dialect
from .notes import LineNotes
from .ports import Progress
from .records import NO_ROWS, NotedLine, NotedLines
from .unpack import gunzip

PER_CODE, MAX_SHOWN = 20, 60
MAX_CHARACTERS = 400
MAX_FIRST, MAX_LAST = 3, 12
_MAX_FOLLOWING = 20


def collect(
    *,
    original: str,
    target: str,
    notes: list[list[Any]],
    max_bytes: int,
    report: Progress,
    overrides: Mapping[str, Any] | None = None,
) -> None:
    """Write the noted lines of a CSV file as `NotedLines`; runs in the limited child process.

    Parameters
    ----------
    original : path of the file as it was uploaded
    target : path of the answer; drafts lie beside it
    notes : pairs of a code and its lines
    max_bytes : the most that a compressed file may unpack to
    overrides : how the file was read
    """
    report(0.05, "Opening the file")
    place = Path(target)
    wanted: dict[int, str] = {}
    for code, lines in notes:
        wanted |= {int(line): str(code) for line in lines[:PER_CODE]}
    wanted = dict(sorted(wanted.items())[:MAX_SHOWN])
    with _opened(Path(original), place, max_bytes, overrides) as source:
        found = tuple(_shown(source, wanted, report))
    stored.write(place, NotedLines(found), NotedLines)


@contextmanager
def _opened(path: Path, place: Path, max_bytes: int, overrides: Mapping[str, Any] | None) -> Iterator[Opened]:
    """Open a file as it was opened when the table was read; drafts are removed afterwards."""
    drafts = [place.with_suffix(f".{name}.part") for name in ("unpacked", "utf8", "newlines")]
    said = asked.parsed(overrides)
    try:
        if formats.of_file(path, max_bytes) == "gzip":
            path = gunzip(path, drafts[0], max_bytes).path
        head, _ = formats.ends(path)
        text = encodings.settle(path, head, drafts[1], asked=said.encoding)
        yield csv_opening.opened(encodings.with_newlines(text.path, drafts[2]), said)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def _shown(source: Opened, wanted: Mapping[int, str], report: Progress) -> Iterator[NotedLine]:
    dialect = replace(source.dialect, skip=0, header=False)
    with source.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = Lines(iter(file))
        for place, (number, code) in enumerate(wanted.items()):
            report(0.1 + 0.85 * place / len(wanted), "Looking for the lines")
            while lines.number < number - 1 and lines.next() is not None:
                pass
            held = [line for line in (lines.next() for _ in range(_MAX_FOLLOWING)) if line is not None]
            if held:
                yield _line(code, number, held, dialect)
            lines.put_back(held[1:])


def _line(code: str, number: int, lines: Sequence[str], dialect: Dialect) -> NotedLine:
    before = _ends(lines[0].rstrip("\r\n"))
    if code in NO_ROWS:
        return NotedLine(code, number, before, None)
    cells = next(csv_repair.rows(lines, dialect, LineNotes(), line=number), [])
    n_left_out = max(0, len(cells) - MAX_FIRST - MAX_LAST)
    kept = [*cells[:MAX_FIRST], *cells[MAX_FIRST + n_left_out :]]
    return NotedLine(code, number, before, tuple(cell[:MAX_CHARACTERS] for cell in kept), n_left_out)


def _ends(text: str) -> str:
    """Return a line, without its middle where it is long: faults mostly show at the end."""
    half = MAX_CHARACTERS // 2
    return text if len(text) <= MAX_CHARACTERS else f"{text[:half]} … {text[-half:]}"
