"""A figure with its title, a table of the same data, and downloads as CSV and PNG."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
from dash import dcc, html

from ..later import Later, Until
from .basics import icon

_CONFIG: dict[str, Any] = {
    "displayModeBar": "hover",
    "displaylogo": False,
    # Plotly 7 offers to upload the chart to its cloud; data never leave the machine.
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
    "modeBarButtonsToRemove": ["toImage", "select2d", "lasso2d", "autoScale2d"],
}


def chart_card(
    title: Any,
    figure: go.Figure,
    *,
    rows: Sequence[Mapping[str, Any] | Sequence[Any]],
    columns: Sequence[str] = (),
    name: str = "chart",
    sub: Any = "",
    graph_id: Any = None,
    until: Until | None = None,
) -> html.Figure:
    """Return a figure; the table view and the downloads work in the browser (charts.js).

    Parameters
    ----------
    title, sub : caption, and what stands beside it in small type
    rows : the data that are drawn, as mappings or as sequences in the order of `columns`
    columns : names of the columns of `rows`; by default the keys of the first mapping
    name : of the downloaded files, without ending
    graph_id : when callbacks refer to the graph
    until : what the figure waits for, by default nothing: one that is drawn anew would flicker
    """
    names = tuple(columns) or _names(rows)
    told = " ".join(str(part) for part in (title, sub) if part) or name
    caption: list[Any] = [html.B(title)] if title else []
    if sub:
        caption.append(html.Span(sub))
    return html.Figure(
        [
            html.Figcaption([*caption, _buttons(told)], className="hm-row-x"),
            _plot(figure, graph_id, told, until),
            html.Div(_table(names, rows, told), className="hm-plot-table hm-scroll", hidden=True),
        ],
        className="hm-fig",
        **{"data-name": name},
    )


def _plot(figure: go.Figure, graph_id: Any, told: str, until: Until | None) -> html.Div:
    options = {"id": graph_id} if graph_id is not None else {}
    height = figure.layout.height
    style = {"height": f"{height}px"} if height else {}
    graph = dcc.Graph(figure=figure, config=_CONFIG, responsive=True, style=style, **options)
    shown = Later(graph, int(height), until) if until and height else graph
    label = f"{told}; the same as a table at the button above"
    return html.Div(shown, className="hm-plot", role="group", **{"aria-label": label})


def _names(rows: Sequence[Mapping[str, Any] | Sequence[Any]]) -> tuple[str, ...]:
    first = rows[0] if rows else {}
    return tuple(str(key) for key in first) if isinstance(first, Mapping) else ()


def _buttons(told: str) -> html.Span:
    return html.Span(
        [
            _button("table", "table", f"Show as table: {told}", **{"aria-expanded": "false"}),
            _button("filetype-csv", "csv", f"Download CSV: {told}"),
            _button("download", "png", f"Download PNG: {told}"),
        ],
        className="hm-push hm-row-x hm-fig-tools",
    )


def _button(sign: str, action: str, label: str, **options: str) -> html.Button:
    spoken = {"aria-label": label, "data-chart": action, **options}
    return html.Button(
        icon(sign),
        type="button",
        className="btn btn-sm btn-ghost btn-icon",
        title=label.split(":")[0],
        **spoken,
    )


def _table(
    names: Sequence[str], rows: Sequence[Mapping[str, Any] | Sequence[Any]], caption: str
) -> html.Table:
    body = [
        html.Tr(
            [
                html.Td(_text(row[name] if isinstance(row, Mapping) else row[place]))
                for place, name in enumerate(names)
            ]
        )
        for row in rows
    ]
    head = html.Tr([html.Th(name, scope="col") for name in names])
    return html.Table(
        [html.Caption(caption, className="visually-hidden"), html.Thead(head), html.Tbody(body)],
        className="hm-table",
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)
