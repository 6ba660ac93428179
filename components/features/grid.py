"""The table of features: an ag-grid whose cells are drawn by assets/js/features_grid.js."""

from collections.abc import Sequence
from typing import Any

import dash_ag_grid as dag
from dash import dcc, html
from dash.development.base_component import Component

from ..later import Later
from . import ids
from .table_head import bulk_bar, table_head

MAX_HEIGHT_PX = 580
ROW_PX = 36
THOUSANDS = {"function": "d3.format(',')(params.value)"}


def table_card(rows: Sequence[dict[str, Any]]) -> html.Section:
    """Return the card with search, filters, bulk actions and the grid."""
    n_in = sum(row["state"] == "in" for row in rows)
    return html.Section(
        [
            html.H2("Feature table", id="features-table-title", className="visually-hidden"),
            table_head(rows),
            bulk_bar(len(rows)),
            _grid(rows),
            html.Div(
                [
                    html.Span(
                        "Importance: mutual information, nats, one feature at a time; the tick is its noise "
                        "floor. Association with the target: ρ rank correlation, η correlation ratio, "
                        "V Cramer's."
                    ),
                    html.Span(id=ids.ROWS, className="hm-push hm-nowrap hm-num", role="status"),
                ],
                className="hm-card-foot",
            ),
            dcc.Store(id=ids.GRID_NAME, data=ids.GRID),
            dcc.Store(id=ids.SHOWN, data="all"),
            dcc.Store(id=ids.COUNTS, data={"in": n_in, "all": len(rows)}),
        ],
        className="card",
        **{"aria-labelledby": "features-table-title"},
    )


def highest_score(rows: Sequence[dict[str, Any]]) -> float:
    """Return the score that fills a bar, a little above the highest."""
    return max((row.get("score", 0.0) for row in rows), default=0.0) * 1.05 or 1.0


def column_definitions(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the columns of the grid; the fields are ours, never names of the user's columns."""
    return [
        _flexible("name", "Feature", "FeatureName", (130, 380)),
        _fixed("kind", "Kind", "FeatureKind", 116),
        _fixed("missing", "Missing", "FeatureMissing", 108),
        _fixed("distinct", "Distinct", None, 80, type="rightAligned", valueFormatter=THOUSANDS),
        _fixed("shape", "Shape", "FeatureShape", 80, sortable=False, cellDataType=False),
        _flexible(
            "score",
            "Importance",
            "FeatureImportance",
            (136, 190),
            cellRendererParams={"highest": highest_score(rows)},
            sort="desc",
        ),
        _fixed(
            "strength",
            "Association",
            "FeatureAssociation",
            100,
            type="rightAligned",
            comparator={"function": "featureStrength"},
        ),
        _flexible("state", "In", "FeatureState", (112, 285)),
    ]


def _fixed(field: str, head: str, renderer: str | None, width: int, **options: Any) -> dict[str, Any]:
    return _column(field, head, renderer, width=width, suppressSizeToFit=True, **options)


def _flexible(
    field: str, head: str, renderer: str, widths: tuple[int, int], **options: Any
) -> dict[str, Any]:
    """Return a column that shares what the others leave, by its second width, but keeps the first.

    ``flex`` would say the same, but draws every cell twice: hidden until it has its width, then shown.
    """
    least, share = widths
    return _column(field, head, renderer, minWidth=least, initialWidth=share, **options)


def _column(field: str, head: str, renderer: str | None, **options: Any) -> dict[str, Any]:
    drawn = {"cellRenderer": renderer} if renderer else {}
    return {"field": field, "headerName": head, **drawn, **options}


def _grid(rows: Sequence[dict[str, Any]]) -> Component:
    height = min(MAX_HEIGHT_PX, (max(len(rows), 3) + 1) * ROW_PX + 4)
    grid = dag.AgGrid(
        id=ids.GRID,
        className="hm-ag",
        rowData=list(rows),
        columnDefs=column_definitions(rows),
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "suppressHeaderMenuButton": True,
            "suppressHeaderFilterButton": True,
        },
        getRowId="params.data.position",
        dashGridOptions={
            "rowSelection": {"mode": "multiRow", "selectAll": "filtered", "enableClickSelection": False},
            "rowHeight": ROW_PX,
            "headerHeight": ROW_PX,
            "animateRows": False,
            # Rows are drawn while scrolling, not some frames later; a window ahead once the page is there.
            "suppressAnimationFrame": True,
            "rowBuffer": 0,
            "suppressCellFocus": False,
            "localeText": {
                "noRowsToShow": "No feature to show.",
                "noMatchingRows": "No feature matches. Clear the search or the filters.",
            },
        },
        style={"height": f"{height}px"},
    )
    return Later(grid, height)
