"""Writes a table in a random dialect, as programs and people do."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from .tables import NUMBERS, Kind, Table

COMMON = (",", ";", "\t", "|")
RARE = ("^", "~", ":", " ", "\x1f", "\x01", "||", "::", ", ", "; ", "|~|")
_DAYS = ("{y}-{m}-{d}", "{d}.{m}.{y}", "{y}/{m}/{d}", "{m}/{d}/{y}", "{d}/{m}/{y}", "{d}-{m}-{y}")
_ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "latin-1",
)
_BOMS = {"utf-16": b"\xff\xfe"}

Heading = Literal["names", "none", "units"]
_HEADINGS: tuple[Heading, ...] = ("names", "none", "units")
RecordKind = Literal["title", "header", "units", "row", "footer", "blank", "comment"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table is written. `preamble` and `footer` are lines; `thousands` may be empty."""

    delimiter: str = ","
    quote: str = '"'
    quotes_all: bool = False
    escapes: bool = False
    newline: str = "\n"
    encoding: str = "utf-8"
    decimal: str = "."
    thousands: str = ""
    day: str = _DAYS[0]
    header: Heading = "names"
    preamble: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    trailing: bool = False
    final_newline: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file without its newline. `row` is its place in the table, -1 for other lines.

    `newline` ends it; `fault` says how it was damaged.
    """

    text: str
    kind: RecordKind
    row: int = -1
    newline: str = "\n"
    fault: str = ""


def manner(source: Random, table: Table) -> Manner:
    """Return a way to write the table that leaves no doubt about its cells.

    Left out: blanks and colons between the fields of tables of fewer than five rows, with titles or footers,
    or with marks within numbers, where both are also letters of the text; footers of tables of two columns.
    """
    delimiter = source.choice(COMMON) if source.random() < 0.7 else source.choice(RARE)
    if delimiter in " :" and len(table.rows) < 5:
        delimiter = ","
    decimal, thousands = _number_marks(source, delimiter)
    typed = {"integer", "number", "large", "date", "moment"} & set(table.kinds)
    header: Heading = source.choices(_HEADINGS, (16, 3 if typed else 0, 1))[0]
    if header == "none" and len(table.rows) < 3:
        header = "names"
    if header == "units" and (len(table.rows) < 5 or len([k for k in table.kinds if k in NUMBERS]) < 2):
        header = "names"
    return Manner(
        delimiter=delimiter,
        quote=source.choice(('"', '"', '"', '"', "'")),
        quotes_all=source.random() < 0.2,
        escapes=source.random() < 0.12,
        newline=source.choice(("\n", "\n", "\r\n", "\r\n", "\r")),
        encoding=source.choice(_ENCODINGS),
        decimal=decimal,
        thousands=thousands,
        day=source.choice(_DAYS) if source.random() < 0.4 else _DAYS[0],
        header=header,
        preamble=_preamble(source, table, delimiter),
        footer=_footer(source, table) if delimiter not in " :" else (),
        trailing=source.random() < 0.04 and delimiter not in (" ", ", ", "; "),
        final_newline=source.random() < 0.85,
    )


def written(table: Table, how: Manner) -> list[Record]:
    """Return the records of the file, in order."""
    records = [Record(line, "title" if line else "blank") for line in how.preamble]
    if how.header != "none":
        records.append(Record(_line(table.names, how, table.names), "header"))
    if how.header == "units":
        records.append(Record(_line(_units(table), how, table.names), "units"))
    for place, row in enumerate(table.rows):
        cells = [spelled(cell, kind, how) for cell, kind in zip(row, table.kinds, strict=True)]
        records.append(Record(_line(cells, how, table.names), "row", place))
    records += [Record(line, "footer" if line else "blank") for line in how.footer]
    return [Record(r.text, r.kind, r.row, how.newline) for r in records]


def spelled(cell: str, kind: Kind, how: Manner) -> str:
    """Return a cell as it stands in the file, before it is quoted."""
    if not cell:
        return cell
    if kind in NUMBERS:
        return _number(cell, kind, how)
    if kind in ("date", "moment"):
        day, _, clock = cell.partition(" ")
        year, month, date = day.split("-")
        return how.day.format(y=year, m=month, d=date) + (f" {clock}" if clock else "")
    return cell


def encoded(records: list[Record], how: Manner) -> bytes:
    """Return the bytes of the file; characters that the encoding lacks were kept out by `fitting`."""
    text = "".join(record.text + record.newline for record in records)
    if not how.final_newline and records:
        text = text[: len(text) - len(records[-1].newline)]
    return _BOMS.get(how.encoding, b"") + text.encode(
        "utf-16-le" if how.encoding == "utf-16" else how.encoding
    )


def quoted(cell: str, how: Manner, *, always: bool = False) -> str:
    """Return a cell as it stands between delimiters."""
    marks = (how.delimiter.strip(" ") or " ", how.quote, "\n", "\r", *("\\" * how.escapes))
    if not (always or how.quotes_all or any(mark in cell for mark in marks) or cell != cell.strip()):
        return cell
    if how.escapes:
        inner = cell.replace("\\", "\\\\").replace(how.quote, "\\" + how.quote)
    else:
        inner = cell.replace(how.quote, how.quote * 2)
    return how.quote + inner + how.quote


def _line(cells: tuple[str, ...] | list[str], how: Manner, names: tuple[str, ...]) -> str:
    alone = len(names) == 1
    line = how.delimiter.join(quoted(cell, how, always=alone and not cell) for cell in cells)
    return line + (how.delimiter if how.trailing else "")


def _number(cell: str, kind: Kind, how: Manner) -> str:
    sign, digits = ("-", cell[1:]) if cell.startswith("-") else ("", cell)
    whole, _, broken = digits.partition(".")
    if kind == "large" and how.thousands:
        head = len(whole) % 3 or 3
        whole = how.thousands.join((whole[:head], *(whole[i : i + 3] for i in range(head, len(whole), 3))))
    return sign + whole + (how.decimal + broken if broken else "")


def _number_marks(source: Random, delimiter: str) -> tuple[str, str]:
    fate = source.random()
    if fate < 0.65 or delimiter in " :":
        return ".", ""
    if fate < 0.8 and "," not in delimiter:
        return ",", source.choice(("", "", ".", " "))
    return ".", source.choice((",", " ", "'"))


def _units(table: Table) -> list[str]:
    return [
        ("m3/s" if kind in NUMBERS else "-" if kind in ("date", "moment") else "text") for kind in table.kinds
    ]


def _preamble(source: Random, table: Table, delimiter: str) -> tuple[str, ...]:
    fate = source.random()
    if len(table.rows) < 5 or fate > 0.2 or delimiter in " :":
        return ()
    if fate < 0.03 and len(delimiter) == 1:
        return (f"sep={delimiter}",)
    if fate < 0.07:
        return ("# made by hand", "# do not trust")
    lines = ["Report of the year 2024", "made by the office in May", "Station: North"][: source.randint(1, 3)]
    if fate < 0.12 and len(table.names) > 3:
        lines.append(f"Author{delimiter}Smith")
    return (*lines, "") if source.random() < 0.5 else tuple(lines)


def _footer(source: Random, table: Table) -> tuple[str, ...]:
    if len(table.rows) < 5 or len(table.names) < 3 or source.random() > 0.08:
        return ()
    lines = source.choice(
        (("Source: the office",), ("Total of all rows 55",), ("* provisional figures", "(c) 2024"))
    )
    return ("", *lines) if source.random() < 0.6 else lines
