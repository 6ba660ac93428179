"""The card of correlations: a heatmap, the plot of a chosen pair, and the strongest pairs."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from ...services.errors import HydroMLError
from ...services.profile import Correlations, Heatmap, Pair, Span, heatmap
from .. import format as fmt
from ..figures import GAPS_UP_TO, heatmap_figure
from ..later import Near
from ..widgets import chart_card, empty_state, icon, notice, progress, segments, skeleton
from . import ids
from .pair import pair_hint, signed

METHODS = (("pearson", "Pearson"), ("spearman", "Spearman"), ("association", "All kinds"))
MAX_PAIRS = 10
MAX_NAME = 80
MIXED = "association"
SYMBOLS = {"pearson": "r", "spearman": "ρ", MIXED: "strength"}
TITLES = {"pearson": "Pearson r", "spearman": "Spearman ρ", MIXED: "|Pearson|, correlation ratio, Cramér’s V"}


def correlation_card(method: str, *, is_complete: bool) -> html.Section:
    """Return the card; its body is filled by the callbacks when it comes near the window.

    Parameters
    ----------
    is_complete : whether nothing is left to compute
    """
    head = [
        html.H2("Correlation", id="features-correlation-head"),
        html.Span(id=ids.CORRELATION_TITLE, className="sub"),
        html.Span(
            [
                html.Button(
                    "Compute",
                    id=ids.COMPUTE,
                    className="btn btn-sm btn-outline-secondary",
                    type="button",
                    hidden=is_complete,
                ),
                html.Span(measure(method), id=ids.METHOD_BOX),
            ],
            className="hm-push hm-row-x",
        ),
    ]
    return html.Section(
        [
            html.Div(head, className="hm-card-head"),
            _progress_box(),
            html.Div(id=ids.REFUSAL),
            html.Div(Near(waiting(), id=ids.EVIDENCE_PLACE), id=ids.CORRELATION),
            dcc.Store(id=ids.METHOD_KEY, data=method),
            dcc.Store(id=ids.OPENED, data=[]),
            dcc.Store(id=ids.PAIR_KEY),
            dcc.Store(id=ids.PICKED),
        ],
        id=ids.CORRELATION_CARD,
        className="card",
        **{"aria-labelledby": "features-correlation-head"},
    )


def _progress_box() -> html.Div:
    return html.Div(
        [
            html.Div(computing(0.0, "Starting"), id=ids.PROGRESS, className="flex-fill"),
            html.Button("Cancel", id=ids.CANCEL, className="btn btn-sm btn-ghost", type="button"),
        ],
        id=ids.PROGRESS_BOX,
        className="hm-row-x p-3",
        hidden=True,
    )


def measure(method: str) -> Component:
    """Return the segments of which the shown measure is pressed."""
    return segments(ids.METHOD, METHODS, method, label="Measure")


def waiting() -> Component:
    """Return the skeleton of a figure that is being computed."""
    return html.Div(skeleton("chart"), className="card-body", **{"aria-busy": "true"})


def computing(share: float, words: str) -> Component:
    """Return the bar of the computation; `share` lies in [0, 1]."""
    return progress(share, words, label="Correlation and importance")


def title_words(correlations: Correlations) -> str:
    """Return what is drawn: "33 numeric columns, ordered so that groups stand together"; "" for none."""
    n = len(correlations.columns)
    if n < 2:
        return ""
    columns = "columns of all kinds" if correlations.method == MIXED else "numeric columns"
    order = "ordered so that groups stand together"
    if correlations.n_left_out:
        every = fmt.count(n + correlations.n_left_out)
        return f"the {fmt.count(n)} most correlated of {every} {columns}, {order}"
    return f"{fmt.count(n)} {columns}, {order}"


def correlation_body(
    correlations: Correlations, theme: str, opened: Sequence[Span] = (), *, target: str | None = None
) -> Component:
    """Return heatmap, chosen pair and strongest pairs; too few columns say so.

    Parameters
    ----------
    opened : the spans of columns that are shown of a wide table; all if empty
    target : not listed among the strongest pairs: what goes with it is no repetition
    """
    if len(correlations.columns) < 2:
        return _too_few(correlations.method)
    heat = heatmap(correlations, opened)
    rows = [
        (correlations.columns[pair.one], correlations.columns[pair.other], pair.value)
        for pair in correlations.strongest
    ]
    drawn = chart_card(
        "",
        heatmap_figure(heat, theme=theme),
        rows=rows,
        columns=("column", "other", "correlation"),
        name="correlation",
        sub=_how(heat, len(correlations.columns), opened),
        graph_id=ids.HEATMAP.one("matrix"),
        until="near",
    )
    side = [
        _key(correlations, heat),
        html.Div(
            [html.Div(pair_hint(heat.is_grouped), id=ids.PAIR_BOX), html.Div(id=ids.PAIR_CHOICE)],
            className="hm-pairbox",
            **{"aria-live": "polite"},
        ),
        _strongest(correlations, target),
    ]
    return html.Div(
        [html.Div(drawn, className="hm-scroll"), html.Div(side, className="hm-stack hm-pairp")],
        className="hm-heat",
    )


def _too_few(method: str) -> html.Div:
    if method == MIXED:
        words = "It needs two columns of numbers, dates or categories; this table has fewer."
        return empty_state("grid-3x3", "Nothing to compare", words)
    words = "Pearson and Spearman need two numeric columns; this table has fewer. Try All kinds."
    return empty_state("grid-3x3", "Nothing to correlate", words)


def _how(heat: Heatmap, n_columns: int, opened: Sequence[Span]) -> Component:
    n = len(heat.names)
    back = html.Button(
        [icon("arrow-left"), f"All {fmt.count(n_columns)}"],
        id=ids.CLOSE_GROUP.one("all"),
        type="button",
        className="btn btn-sm btn-link p-0",
    )
    if heat.is_grouped:
        words = f"{fmt.count(n)} groups of neighbours; a cell is their strongest pair. Click one to open it."
    elif opened:
        words = f"{fmt.count(n)} columns of this group. Click a cell for its rows."
    elif n > GAPS_UP_TO:
        words = "Drag to zoom in, double-click to return. Click a cell for its rows."
    else:
        words = "Click a cell for its rows."
    return html.Span([*([back, " "] if opened else []), words], className="hm-t1 hm-t3c hm-row-x")


def _key(correlations: Correlations, heat: Heatmap) -> html.Div:
    is_one_sided = correlations.method == MIXED
    ends = ("0", "1") if is_one_sided else ("−1", "+1")
    look = "hm-div-scale one" if is_one_sided else "hm-div-scale"
    bar = html.Span(className=look, **{"aria-hidden": "true"})
    words = f"{TITLES[correlations.method]}, {fmt.count(correlations.n_rows)} rows"
    words += "." if correlations.error is None else f" drawn at random, ± {correlations.error:.3f}."
    words += f" Below {fmt.significant(heat.noise, 1)} stays blank."
    return html.Div(
        [
            html.Span(
                [html.Span(ends[0], className="hm-num"), bar, html.Span(ends[1], className="hm-num")],
                className="hm-row-x hm-t1 hm-t3c",
            ),
            html.P(words, className="hm-t1 hm-t3c mt-1"),
        ]
    )


def _strongest(correlations: Correlations, target: str | None) -> html.Div:
    names = correlations.columns
    pairs = [one for one in correlations.strongest if target not in (names[one.one], names[one.other])]
    rows = [_pair_row(correlations, pair) for pair in pairs[:MAX_PAIRS]]
    if not correlations.strongest:
        return html.Div(html.P("No pair can be computed: the columns do not vary.", className="hm-t1 hm-t2c"))
    table = html.Table(
        [html.Caption("Strongest pairs", className="visually-hidden"), html.Tbody(rows)],
        className="hm-table hm-pairs",
    )
    return html.Div([html.H3("Strongest pairs", className="mb-1"), table])


def _pair_row(correlations: Correlations, pair: Pair) -> html.Tr:
    one, other = correlations.columns[pair.one], correlations.columns[pair.other]
    names = f"{one} × {other}"
    button = html.Button(
        [html.Bdi(one[:MAX_NAME]), " × ", html.Bdi(other[:MAX_NAME])],
        id=ids.PAIR.one(f"{pair.one}-{pair.other}"),
        type="button",
        className="btn btn-link hm-pair",
        title=names,
    )
    return html.Tr([html.Td(button), html.Td(signed(pair.value), className="r hm-num")])


def refusal(error: HydroMLError) -> Component:
    """Return why nothing could be computed and what to do."""
    return html.Div(notice("error", error.message, error.hint, code=error.code), className="p-3")
