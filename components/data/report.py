"""How a file was read: the settings, what was doubtful, and the lines that had to be repaired."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from ...services.datasets import NO_ROWS, Dataset, ReportNote
from .. import format as fmt
from ..widgets import icon
from . import ids
from .reading_form import can_be_told, reading_form
from .repaired_lines import lines_box, problem

MAX_LINES = 12
DELIMITERS = MappingProxyType({",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar", " ": "Space"})
DECIMALS = MappingProxyType({".": "decimal point", ",": "decimal comma"})
_NAMES = MappingProxyType(
    {
        "delimiter": "Delimiter",
        "quote": "Quote",
        "escape": "Escape",
        "encoding": "Encoding",
        "decimal": "Decimal sign",
        "skip_end": "Lines behind the table",
        "skip": "Lines before the table",
        "day_first": "Day before month",
        "compression": "Compression",
        "sheet": "Sheet",
        "sheets": "Sheets",
    }
)
_SEVERITIES = ("error", "warning", "info")
_SIGNS = MappingProxyType(
    {
        "error": ("exclamation-octagon", "hm-bad", "Error"),
        "warning": ("exclamation-triangle", "hm-warn", "Warning"),
        "info": ("info-circle", "hm-acc", "Note"),
    }
)


def dialect_words(dialect: Mapping[str, Any]) -> str:
    """Return how a file is written, in words: "Comma, UTF-8, header in line 1, decimal point"."""
    parts = []
    if dialect.get("delimiter"):
        parts.append(DELIMITERS.get(str(dialect["delimiter"]), f"'{dialect['delimiter']}' between values"))
    if dialect.get("encoding"):
        parts.append(str(dialect["encoding"]).upper())
    if "header" in dialect:
        parts.append(f"header in {_header_lines(dialect)}" if dialect["header"] else "no header")
    if dialect.get("decimal"):
        parts.append(DECIMALS.get(str(dialect["decimal"]), ""))
    return ", ".join(part for part in parts if part)


def settings(dialect: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return every setting the reader settled on, by name."""
    told = []
    for key, value in dialect.items():
        if key == "header":
            told.append(("Column names", f"In {_header_lines(dialect)}" if value else "There are none"))
        elif key == "delimiter":
            told.append((_NAMES[key], DELIMITERS.get(str(value), plain_value(value))))
        elif key == "decimal":
            told.append((_NAMES[key], {".": "Point", ",": "Comma"}.get(str(value), plain_value(value))))
        elif key != "header_rows":
            told.append((_NAMES.get(key, key.replace("_", " ").capitalize()), plain_value(value)))
    return told


def _header_lines(dialect: Mapping[str, Any]) -> str:
    first = int(dialect.get("skip") or 0) + 1
    last = first + int(dialect.get("header_rows") or 1) - 1
    return f"line {first:,}" if first == last else f"lines {first:,} to {last:,}"


def lines_in_words(lines: tuple[int, ...], n: int = 0) -> str:
    """Return line numbers as text, the first few of many."""
    if not lines:
        return ""
    shown = ", ".join(f"{line:,}" for line in lines[:MAX_LINES])
    more = max(n, len(lines)) - min(len(lines), MAX_LINES)
    noun = "Line" if len(lines) == 1 and more == 0 else "Lines"
    return f"{noun} {shown}" + (f" and {more:,} more" if more else "")


def repairs_line(dataset: Dataset) -> list[Component]:
    """Return the line below a file that says what had to be repaired; nothing for a clean one."""
    doubts = [note for note in dataset.report.notes if note.severity != "info"]
    if not doubts:
        return []
    title, words = repairs_in_words(doubts)
    shown = [html.B(title, className="fw-semibold"), *([f" {words}"] if words else [])]
    return [
        html.Div(
            [
                html.Span(icon("bandaid"), className="hm-warn"),
                html.Span(shown),
                html.Span(_show_button(dataset), className="hm-push hm-nowrap"),
            ],
            className="hm-card-foot hm-foot-warn",
        )
    ]


def repairs_in_words(doubts: Sequence[ReportNote]) -> tuple[str, str]:
    """Return what was doubtful as a heading and a sentence: how many lines, which, and that none is lost."""
    repaired = [note for note in doubts if note.lines and note.code not in NO_ROWS and problem(note.code)]
    others = [note for note in doubts if note not in repaired]
    if not repaired:
        more = f"{fmt.plural(len(others) - 1, 'more note')} below 'How it was read'." if others[1:] else ""
        return others[0].message, more
    n = sum(note.n for note in repaired)
    verb = "line was" if n == 1 else "lines were"
    parts = [f"{lines_in_words(note.lines[:4], note.n)}: {problem(note.code)}" for note in repaired[:3]]
    told = "; ".join([parts[0], *(part[0].lower() + part[1:] for part in parts[1:])])
    more = "; and others" if len(repaired) > 3 else ""
    further = f" {fmt.plural(len(others), 'more note')} below 'How it was read'." if others else ""
    return f"{fmt.count(n)} {verb} repaired.", f"{told}{more}. No row was dropped.{further}"


def how_it_was_read(dataset: Dataset, why_copy: str = "") -> html.Div:
    """Return the report of the reader: every setting it settled on, every note with its lines.

    Beside it the user says how the file is to be read instead.
    """
    told = [
        part for name, words in settings(dataset.report.dialect) for part in (html.Dt(name), html.Dd(words))
    ]
    said = overrides_in_words(dataset.report.overrides)
    if said:
        told += [html.Dt("As you said"), html.Dd(said)]
    notes = sorted(dataset.report.notes, key=lambda note: _SEVERITIES.index(note.severity))
    nothing = html.P("Nothing had to be repaired or guessed.", className="hm-t1 hm-t2c")
    left = html.Div(
        [
            html.H3("How it was read", className="mb-2"),
            html.Dl(told, className="hm-kv mb-2"),
            html.P(
                ["Fingerprint ", html.Span(dataset.fingerprint, className="hm-mono text-break")],
                className="hm-t1 hm-t3c mt-2",
            ),
        ]
    )
    right = html.Div(_otherwise(dataset, why_copy)) if can_be_told(dataset) else None
    heading = html.H3("What was repaired or doubtful", className="mt-3 mb-1")
    listed = html.Ul([_note(note) for note in notes], className="hm-list") if notes else nothing
    return html.Div(
        [
            html.Div([part for part in (left, right) if part is not None], className="hm-report"),
            heading,
            listed,
            lines_box(),
            dcc.Store(id=ids.LINES_OF, data=dataset.id),
        ],
        className="hm-card-foot d-block",
        id=f"{ids.REPORT}-body",
    )


def overrides_in_words(overrides: Mapping[str, Any]) -> str:
    """Return what the user said of a file: "delimiter ;, no header, kind of 2 columns"."""
    parts = [f"{key} {plain_value(value)}" for key, value in (overrides.get("dialect") or {}).items()]
    if "header" in overrides:
        parts.append("header in line 1" if overrides["header"] else "no header")
    if overrides.get("sheet"):
        parts.append(f"sheet {overrides['sheet']}")
    if overrides.get("kinds"):
        parts.append(f"kind of {fmt.plural(len(overrides['kinds']), 'column')}")
    return ", ".join(parts)


def plain_value(value: Any) -> str:
    """Return a setting as text in which blanks can be seen."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "":
        return "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return repr(value)[1:-1] if isinstance(value, str) else str(value)


def _show_button(dataset: Dataset) -> list[Component]:
    """Return the button that shows the noted lines, where there are lines."""
    if dataset.format != "csv" or not any(note.lines for note in dataset.report.notes):
        return []
    return [html.Button("Show the lines", id=ids.LINES_SHOW, type="button", className="btn btn-link p-0")]


def _otherwise(dataset: Dataset, why_copy: str) -> list[Component]:
    words = "What you leave automatic is found out. Kinds of columns are corrected in the table below."
    return [
        html.H3("Read it differently", className="mb-1"),
        html.P(words, className="hm-t1 hm-t2c mb-2"),
        reading_form(dataset, why_copy),
    ]


def _note(note: ReportNote) -> html.Li:
    sign, look, word = _SIGNS[note.severity]
    lines = lines_in_words(note.lines, note.n)
    return html.Li(
        [
            html.Span(icon(sign, label=word), className=look),
            html.Span([note.message, html.Span(f" {lines}", className="hm-t3c") if lines else ""]),
        ]
    )
