"""Puts a case of the fuzzer together from its seed, and runs it."""

import time
import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hydroml.services.errors import UnreadableFileError
from hydroml.tests.support.reading import read

from . import damage, dialects, tables
from .dialects import Manner, Record
from .judge import Problem, judged
from .tables import Table

MAX_SECONDS = 20.0
_LATE_ROWS = 4000
_INVALID = "\ue123"


@dataclass(frozen=True, slots=True)
class Case:
    """A table, how it was written, and the file that came of it."""

    seed: int
    table: Table
    how: Manner
    records: tuple[Record, ...]
    damage: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was wrong with the reading of a case, and how long it took."""

    case: Case
    problems: tuple[Problem, ...]
    seconds: float
    refused: str = ""


def made(seed: int) -> Case:
    """Return the case of a seed; the same one each time."""
    source = Random(seed)
    table = _table(source)
    how = dialects.manner(source, table)
    if len(table.rows) >= _LATE_ROWS:
        how = replace(how, quote='"', escapes=False)
    records = dialects.written(table, how)
    records, name = damage.damaged(records, source, how, table)
    if not name and how.encoding.startswith("utf-8") and source.random() < 0.05:
        records, name = _with_invalid(records, source), "invalid byte"
    if name == "cut at the end":
        how = replace(how, footer=())
    content = dialects.encoded(records, how).replace(_INVALID.encode(), b"\xff")
    return Case(seed, table, how, tuple(records), name, content)


def run(case: Case) -> Verdict:
    """Read the file of a case in this process and judge what came of it."""
    started = time.perf_counter()
    refused = ""
    with TemporaryDirectory() as folder:
        try:
            got = read(case.content, Path(folder))
        except UnreadableFileError as error:
            refused = error.code
            problems = [Problem("refused", f"{error.code}: {error}")]
        except Exception:  # noqa: BLE001  the fuzzer counts what nobody foresaw
            problems = [Problem("crash", traceback.format_exc(limit=-3))]
        else:
            problems = judged(got, case.table, case.how, case.records)
    seconds = time.perf_counter() - started
    if seconds > MAX_SECONDS:
        problems.append(Problem("slow", f"{seconds:.0f} s"))
    return Verdict(case, tuple(problems), seconds, refused)


def _table(source: Random) -> Table:
    fate = source.random()
    if fate < 0.002:
        return tables.make(source, n_rows=5, n_columns=5000)
    if fate < 0.012:
        return _late_quotes(tables.make(source, n_rows=_LATE_ROWS, n_columns=5))
    return tables.make(source)


def _late_quotes(table: Table) -> Table:
    """Cells that want quotes stand behind the first 100 kB only.

    Quotes are double ones then: single ones that no sample shows look like apostrophes.
    """
    first = len(table.rows) * 2 // 3
    kinds = tuple("word" if kind == "text" else kind for kind in table.kinds)
    plain = [tuple(_plain(cell) for cell in row) for row in table.rows[:first]]
    names = tuple(_plain(name) for name in table.names)
    return Table(names, tuple(kinds), (*plain, *table.rows[first:]))


def _plain(cell: str) -> str:
    return "".join(c for c in cell if c.isalnum() or c in " .-:/")


def _with_invalid(records: list[Record], source: Random) -> list[Record]:
    rows = [place for place, record in enumerate(records) if record.kind == "row"]
    place = source.choice(rows)
    record = records[place]
    at = source.randrange(len(record.text) + 1)
    text = record.text[:at] + _INVALID + record.text[at:]
    return [*records[:place], replace(record, text=text, fault="invalid"), *records[place + 1 :]]
