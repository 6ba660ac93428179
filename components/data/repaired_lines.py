"""The lines of a file that were repaired: what stands there, and what was made of it."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.datasets import NotedLine
from ...services.errors import HydroMLError
from .. import format as fmt
from ..widgets import data_table, notice, progress
from . import ids

MAX_END = 70
_PROBLEMS = MappingProxyType(
    {
        "ROW_TOO_SHORT": "too few fields",
        "ROW_TOO_LONG": "too many fields",
        "ROW_EMPTY_END": "empty fields at the end",
        "ROW_OTHER_DELIMITER": "another delimiter",
        "ROW_COMMENT": "a comment",
        "ROW_IS_HEADER": "the header again",
        "ROW_BLANK": "blank",
        "QUOTE_STRAY": "a quote in an unexpected place",
        "QUOTE_OPEN": "a quote that never closes",
        "FOOTER": "behind the table",
        "PREAMBLE": "before the table",
        "TEXT_NUL": "a NUL character",
    }
)


def problem(code: str) -> str:
    """Return what is wrong with a line, in a few words; "" for codes that concern no lines."""
    return _PROBLEMS.get(code, "")


def lines_box() -> html.Div:
    """Return the place of the lines, and of the bar that shows how far the search for them is."""
    cancel = html.Button("Cancel", id=ids.LINES_CANCEL, type="button", className="btn btn-sm btn-ghost")
    bar = html.Div(lines_progress(0.0, "Starting"), id=ids.LINES_PROGRESS, className="flex-fill")
    return html.Div(
        [
            html.Div(html.Div([bar, cancel], className="hm-row-x"), id=ids.LINES_BOX, hidden=True),
            html.Div(
                id=ids.LINES, role="region", **{"aria-label": "Lines of the file", "aria-live": "polite"}
            ),
        ]
    )


def lines_progress(share: float, words: str) -> Component:
    """Return the bar of the search for the lines; `share` lies in [0, 1]."""
    return progress(share, words, label="Looking for the lines")


def lines_table(lines: Sequence[NotedLine]) -> Component:
    """Return the lines as they stand in the file beside the cells that were made of them."""
    if not lines:
        return html.P("The report names no lines.", className="hm-t1 hm-t2c")
    rows = [
        [
            fmt.count(one.line),
            problem(one.code) or one.code.replace("_", " ").lower(),
            html.Code(_ends(one.before), className="hm-line", title=one.before, dir="auto"),
            _cells(one),
        ]
        for one in lines
    ]
    return data_table(
        ["Line", "What is wrong", "In the file", "Read as"],
        rows,
        caption="Lines of the file that were repaired or left out",
        class_name="hm-lines",
        numeric=(0,),
    )


def lines_refused(error: HydroMLError) -> Component:
    """Return why the lines cannot be shown."""
    return notice("error", error.message, error.hint, code=error.code)


def _ends(text: str) -> str:
    """Return both ends of a long line."""
    return text if len(text) <= 2 * MAX_END else f"{text[:MAX_END]} … {text[-MAX_END:]}"


def _cells(line: NotedLine) -> Any:
    if line.after is None:
        return html.Span("no row of the table", className="hm-t3c")
    cells: list[Any] = [_cell(text) for text in line.after]
    if line.n_left_out:
        cells.insert(3, html.Span(f"… {fmt.count(line.n_left_out)} more …", className="hm-t3c"))
    return html.Span(cells, className="hm-cells")


def _cell(text: str) -> html.Span:
    if not text.strip():
        return html.Span("empty", className="hm-cell hm-warn")
    return html.Span(
        fmt.cut(text, 60), className="hm-cell", title=text if len(text) > 60 else None, dir="auto"
    )
