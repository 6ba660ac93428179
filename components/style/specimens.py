"""Every shared component in each of its states, made by the functions that pages use."""

from typing import Any

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import html

from ...services.profile import Histogram
from .. import format as fmt
from ..figures import histogram_figure
from ..ids import Family
from ..widgets import (
    WhyCard,
    card,
    chart_card,
    chips,
    data_table,
    empty_state,
    exactness,
    field,
    icon,
    list_foot,
    notice,
    progress,
    search_box,
    segments,
    skeleton,
    stale_notice,
    stat,
    stats,
    tag,
    toast,
    toast_data,
    why,
)

SEGMENT, CHIP = Family("style-segment"), Family("style-chip")
LONG = "a name that goes on and on " * 6
NAMES = ("Sale_Price", "<b>bold</b>", "عمود السعر", LONG)
HISTOGRAM = Histogram((0, 100, 200, 300, 400, 500, 600), (180, 1320, 860, 340, 150, 80))


def _button(text: Any, classes: str, **options: Any) -> html.Button:
    return html.Button(text, type="button", className=f"btn {classes}", **options)


def _shown(title: str, *content: Any, boxed: bool = True) -> html.Section:
    """Return one specimen below its name."""
    body = html.Div(html.Div(list(content), className="card-body hm-stack"), className="card")
    return html.Section(
        [html.H3(title), body if boxed else html.Div(list(content))], className="hm-stack-s hm-specimen"
    )


def states() -> list[html.Section]:
    """Return what any view shows while it has no final answer."""
    figures = stats(stat("Missing", "≈ 2.1 %", note="± 0.2"), stat("Distinct", "≈ 4.1 k"))
    exact = stats(stat("Missing", "2.08 %", title="0.02081"), stat("Distinct", "4,127"))
    stale = stale_notice(
        "The target changed to Gr_Liv_Area.",
        "Importance belongs to Sale_Price. It stays, greyed, until it is computed again.",
        _button("Compute again, ≈ 3 s", "btn-sm btn-outline-secondary"),
    )
    other = [
        _button("Use 48,111 rows", "btn-sm btn-outline-secondary"),
        _button("Choose another file", "btn-sm btn-ghost"),
    ]
    broken = notice(
        "error",
        "The file ends in the middle of line 48,112.",
        "The upload is complete, so the file itself is cut. Export it again, or use the complete rows.",
        code="FILE_TRUNCATED",
        actions=other,
    )
    start = _button("Choose a file", "btn-sm btn-outline-secondary")
    told = {"label": "Upload of readings_2024.csv", "cancel_id": "style-cancel"}
    bar = progress(0.62, "662 MB of 1.07 GB", remaining_s=5, **told)
    return [
        _shown("Empty", empty_state("cloud-arrow-up", "Drop a table to start", "CSV, up to 1 GB", start)),
        _shown("Loading, after 300 ms", skeleton("chart"), skeleton(lines=2)),
        _shown("Loading, after 2 s", bar),
        _shown("Partial: estimate now", exactness(50_000), figures),
        _shown("Partial: exact", exactness(None), exact),
        _shown("Error", broken, boxed=False),
        _shown("Stale", stale, html.Div(exact, className="hm-stale mt-2 p-3"), boxed=False),
        _shown("Done", notice("ok", "'ames.csv' is deleted."), boxed=False),
        _shown("Undo", toast(toast_data("13 features left out", undo=[1]))),
    ]


def controls() -> list[html.Section]:
    """Return buttons, tags, filters and fields."""
    because = html.P("Unavailable: correct Leaves per tree in step 3.", className="hm-t1 hm-t2c")
    tags = [
        tag("Plain"),
        tag("Running", "acc", "play-fill"),
        tag("Passed", "ok", "check-lg"),
        tag("Stale", "warn", "exclamation-triangle"),
        tag("Failed", "bad", "x-lg"),
        tag("Succeeded", "ok", "check-lg", bare=True),
    ]
    told = WhyCard("Log of the target", "Skew 1.74", "Above 1", "Box & Cox (1964)", "A skew below 1")
    return [
        _shown(
            "Buttons, one filled in a view",
            _row(
                _button("Primary", "btn-primary"),
                _button("Secondary", "btn-outline-secondary"),
                _button("Quiet", "btn-ghost"),
            ),
            _row(
                _button([icon("magic"), "Fix"], "btn-sm btn-outline-secondary"),
                _button("Dismiss", "btn-sm btn-ghost"),
                why(told),
                _button("Delete", "btn-sm btn-outline-danger"),
            ),
            _row(_button("Launch experiment", "btn-primary", disabled=True), because),
        ),
        _shown("Tags", _row(*tags)),
        _shown(
            "Segments, chips, search",
            segments(SEGMENT, (("a", "First rows"), ("b", "Random sample")), "a", label="Which rows"),
            _row(*chips(CHIP, (("all", "All", "14"), ("run", "Running", "1")), "all")),
            search_box("style-search", "", label="Search nothing", placeholder="Search name"),
        ),
        _shown("Fields", *_fields()),
    ]


def _row(*parts: Any) -> html.Div:
    return html.Div(list(parts), className="hm-row-x hm-flow")


def _fields() -> list[Any]:
    wrong = _button([icon("magic"), "Use 20"], "btn-sm btn-outline-secondary")
    return [
        field(
            "Rows per leaf, at least",
            dbc.Input(id="style-a", value="10"),
            help="3 to 64",
            control_id="style-a",
        ),
        field(
            "Learning rate",
            dbc.Input(id="style-b", value="0.03"),
            help="0.01 to 0.1 · was 0.04",
            control_id="style-b",
            changed=True,
        ),
        field("Time limit", dbc.Input(id="style-c", value="60"), unit="minutes", control_id="style-c"),
        field(
            "Folds",
            dbc.Input(id="style-d", value="400", invalid=True),
            message=["400 is above 20. The smallest fold would hold 5 rows. ", wrong],
            control_id="style-d",
        ),
        field(
            "Metric", dbc.Select(id="style-e", options=["RMSE", "MAE"], value="RMSE"), control_id="style-e"
        ),
        dbc.Switch(id="style-f", label="Tune the hyperparameters", value=True),
    ]


def contents(theme: str) -> list[html.Section]:
    """Return numbers, tables and charts."""
    rows = [[html.Span(fmt.cut(name, 30), title=name), "2,930", "0 %"] for name in NAMES]
    table = data_table(("Column", "Rows", "Missing"), rows, caption="Columns of a table", numeric=(1, 2))
    drawn = histogram_figure(HISTOGRAM, theme=theme, title="Sale_Price", unit="k dollars", median=160)
    values = [{"from": low, "rows": n} for low, n in zip(HISTOGRAM.edges, HISTOGRAM.counts, strict=False)]
    figure = chart_card("Distribution", drawn, rows=values, name="sale-price", sub="2,930 values")
    return [
        _shown(
            "Numbers", stats(stat("Rows", "2,930"), stat("Size", "1.28", unit="MB"), stat("Skew", "1.74"))
        ),
        _shown("Chart", figure),
        _shown("Table", card("Columns", table, list_foot(1, 4, 75), sub="75", flush=True), boxed=False),
        _shown("Data grid", card("Features", _grid(), sub="sort, resize, select", flush=True), boxed=False),
    ]


def _grid() -> dag.AgGrid:
    return dag.AgGrid(
        id="style-grid",
        className="hm-ag",
        rowData=[
            {"name": name, "score": score} for name, score in zip(NAMES, (0.71, 0.42, 0.1, 0), strict=True)
        ],
        columnDefs=[
            {"field": "name", "headerName": "Feature", "flex": 2, "checkboxSelection": False},
            {"field": "score", "headerName": "Importance, nats", "type": "rightAligned", "flex": 1},
        ],
        dashGridOptions={
            "rowSelection": {"mode": "multiRow", "enableClickSelection": False},
            "animateRows": False,
            "rowHeight": 36,
            "headerHeight": 36,
        },
        style={"height": "184px"},
    )
