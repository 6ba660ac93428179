"""Plain tables with a caption for screen readers, and the foot of a list that is shown in parts."""

from collections.abc import Collection, Sequence
from typing import Any

from dash import html

from .. import format as fmt


def data_table(
    headers: Sequence[Any],
    rows: Sequence[Any],
    *,
    caption: str,
    class_name: str = "",
    numeric: Collection[int] = (),
) -> html.Div:
    """Return a table that scrolls within its box.

    Parameters
    ----------
    headers : one per column; "" for a column of actions
    rows : sequences of cells, or finished `html.Tr`
    caption : what the table shows, read out but not drawn
    numeric : positions of columns that are set right, with tabular figures
    """
    heads = [_head(text, place in numeric) for place, text in enumerate(headers)]
    body = [row if isinstance(row, html.Tr) else _row(row, numeric) for row in rows]
    table = html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(html.Tr(heads)),
            html.Tbody(body),
        ],
        className=f"hm-table {class_name}".rstrip(),
    )
    return html.Div(table, className="hm-scroll", tabIndex=0, role="group", **{"aria-label": caption})


def list_foot(first: int, last: int, total: int, *controls: Any) -> html.Div:
    """Return which part of a list is shown, with the controls that show other parts.

    Parameters
    ----------
    first, last : places of the first and last shown, from 1
    total : how many there are
    """
    words = f"{fmt.count(first)} to {fmt.count(last)} of {fmt.count(total)}"
    return html.Div(
        [html.Span(words), html.Div(list(controls), className="hm-push hm-row-x")], className="hm-card-foot"
    )


def _head(text: Any, is_numeric: bool) -> html.Th:
    content = html.Span("Actions", className="visually-hidden") if text == "" else text
    return html.Th(content, scope="col", className="r" if is_numeric else None)


def _row(cells: Sequence[Any], numeric: Collection[int]) -> html.Tr:
    return html.Tr(
        [
            html.Td(cell, className="r hm-num" if place in numeric else None)
            for place, cell in enumerate(cells)
        ]
    )
