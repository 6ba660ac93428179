"""Damages the text of a table in a known way and marks what was hit."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from .dialects import Manner, Record, quoted, spelled
from .tables import Table

_MAX_HIT = 40
Damage = Callable[[Record, Random, Manner, Table], Record | tuple[Record, ...] | None]
"""Returns the damaged record, or several for one, or None if this one cannot be damaged so."""


def damaged(records: list[Record], source: Random, how: Manner, table: Table) -> tuple[list[Record], str]:
    """Return the records with at most one kind of damage, and its name ("" for none).

    At most a tenth of the rows is hit, one at least, so that it can be told from what is usual; tables of
    fewer than six rows stay whole.
    """
    if len(table.rows) < 6 or source.random() < 0.35:
        return records, ""
    name = source.choice(tuple(DAMAGES))
    rows = [place for place, record in enumerate(records) if record.kind == "row"]
    hit = set(source.sample(rows, source.randint(1, max(1, min(_MAX_HIT, len(rows) // 10)))))
    if name == "cut at the end":
        return _cut(records, source, how), name
    result: list[Record] = []
    n_hit = 0
    for place, record in enumerate(records):
        broken = DAMAGES[name](record, source, how, table) if place in hit else None
        result += broken if isinstance(broken, tuple) else [broken or record]
        n_hit += broken is not None
    return (result, name) if n_hit else (records, "")


def _cut(records: list[Record], source: Random, how: Manner) -> list[Record]:
    """The file ends within its last row, before its last delimiter: a cell cut short looks like any other."""
    last = max(place for place, record in enumerate(records) if record.kind == "row")
    record = records[last]
    places = _places(record.text, how.delimiter, how.quote)
    at = source.randint(1, max(places[: len(places) - how.trailing], default=1) or 1)
    return [*records[:last], replace(record, text=record.text[:at], newline="", fault="cut")]


def _with(record: Record, text: str, fault: str) -> Record:
    return replace(record, text=text, fault=fault)


def _places(text: str, mark: str, quote: str) -> list[int]:
    """Return where a mark stands outside quotes."""
    inside = False
    found = []
    for place, character in enumerate(text):
        inside ^= character == quote
        if not inside and text.startswith(mark, place):
            found.append(place)
    return found


def _extra(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    at = source.choice([*_places(record.text, how.delimiter, how.quote), len(record.text)])
    return _with(record, record.text[:at] + how.delimiter + "more" + record.text[at:], "extra")


def _missing(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    places = _places(record.text, how.delimiter, how.quote)
    if not places or how.trailing:
        return None
    at = source.choice(places)
    return _with(record, record.text[:at] + record.text[at + len(how.delimiter) :], "missing")


def _trailing(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    if how.delimiter.endswith(" "):
        return None
    return _with(record, record.text + how.delimiter * source.randint(1, 3), "trailing")


def _stray(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    """A quote inside a cell that has none."""
    if how.quote in record.text or how.escapes or (how.quote == "'" and not how.quotes_all):
        return None
    places = [
        i for i in range(1, len(record.text)) if record.text[i - 1].isalnum() and record.text[i].isalnum()
    ]
    if not places:
        return None
    at = source.choice(places)
    return _with(record, record.text[:at] + how.quote + record.text[at:], "stray")


def _open(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    """A cell that opens a quote and never closes it."""
    if how.quote in record.text or how.escapes or (how.quote == "'" and not how.quotes_all):
        return None
    starts = [0, *(at + len(how.delimiter) for at in _places(record.text, how.delimiter, how.quote))]
    starts = [at for at in starts if at < len(record.text) and record.text[at].isalnum()]
    if not starts:
        return None
    at = source.choice(starts)
    return _with(record, record.text[:at] + how.quote + record.text[at:], "open")


def _unclosed(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    """A quoted cell that lost its closing quote."""
    end = record.text.find(how.quote + how.delimiter)
    if end < 1 or how.escapes or "\n" in record.text or record.text.count(how.quote) != 2:
        return None
    return _with(record, record.text[:end] + record.text[end + len(how.quote) :], "unclosed")


def _other(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    """A row that another program wrote."""
    mark = next(mark for mark in source.sample((";", ",", "\t", "|"), 4) if mark not in how.delimiter)
    other = replace(how, delimiter=mark, trailing=False)
    row = zip(table.rows[record.row], table.kinds, strict=True)
    return _with(record, mark.join(quoted(spelled(cell, kind, how), other) for cell, kind in row), "other")


def _broken(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    """A newline in the middle of a cell without quotes."""
    if how.quote in record.text:
        return None
    places = [
        i for i in range(1, len(record.text)) if record.text[i - 1].isalpha() and record.text[i].isalpha()
    ]
    if not places:
        return None
    at = source.choice(places)
    return _with(record, record.text[:at] + record.newline + record.text[at:], "broken")


def _blank(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    """A blank line behind the row, which stays as it is."""
    return replace(record, newline=record.newline * source.choice((2, 2, 3)))


def _newline(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    """Another newline behind the row, which stays as it is."""
    return replace(record, newline=source.choice([end for end in ("\n", "\r\n", "\r") if end != how.newline]))


def _nul(record: Record, source: Random, how: Manner, table: Table) -> Record | None:
    if how.encoding.startswith("utf-16"):
        return None
    at = source.randrange(len(record.text) + 1)
    return _with(record, record.text[:at] + "\x00" + record.text[at:], "nul")


def _comment(record: Record, source: Random, how: Manner, table: Table) -> tuple[Record, ...] | None:
    """A comment in front of the row, which stays as it is."""
    if len(table.names) < 3 or how.delimiter == " ":
        return None
    return Record("# checked by hand", "comment", newline=record.newline), record


def _again(record: Record, source: Random, how: Manner, table: Table) -> tuple[Record, ...] | None:
    """The header once more, as in files put together from several."""
    if how.header == "none" or any("\n" in name for name in table.names):
        return None
    line = how.delimiter.join(quoted(name, how) for name in table.names) + how.delimiter * how.trailing
    return Record(line, "comment", newline=record.newline), record


DAMAGES: dict[str, Damage] = {
    "one delimiter too many": _extra,
    "one delimiter too few": _missing,
    "delimiters at the end": _trailing,
    "stray quote": _stray,
    "open quote": _open,
    "quote not closed": _unclosed,
    "row in another dialect": _other,
    "row broken in two": _broken,
    "blank lines": _blank,
    "mixed newlines": _newline,
    "NUL": _nul,
    "comment between rows": _comment,
    "header again": _again,
    "cut at the end": lambda record, source, how, table: None,
}
