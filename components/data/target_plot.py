"""How the values of a target are spread: classes, amounts with their far values, or a line through time."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
from dash import html
from dash.development.base_component import Component

from ...services.profile import ColumnProfile, Profile
from ...services.vocabulary import Task
from .. import format as fmt
from ..figures import balance_figure, histogram_figure, palette
from ..figures.template import axis_end, drawn, short, tick_format
from ..widgets import chart_card, notice

MAX_BARS = 12
MANY_CLASSES = 100
FEW_PER_CLASS = 10
HEIGHT = 200
Timeline = Sequence[tuple[Any, float]]
"""Moments (ISO texts or numbers) with the value of the target, in order of time."""


def target_plot(
    profile: Profile, column: ColumnProfile, task: Task | None, theme: str, timeline: Timeline = ()
) -> Component:
    """Return the picture of a target, or why there is nothing to draw and what to do.

    Parameters
    ----------
    timeline : for forecasting; rows drawn at random
    """
    known = profile.n_rows - column.n_missing
    missing = fmt.count(column.n_missing) if column.n_missing else "none"
    told = f"{fmt.count(known)} values, {missing} missing"
    refused = nothing_to_predict(profile, column)
    if refused is not None:
        return refused
    if task == "forecasting" and len(timeline) > 1:
        return _through_time(column, timeline, theme)
    if task in ("binary", "multiclass") and profile.target and profile.target.balance:
        return _classes(profile, column, known, theme)
    if column.histogram is None:
        return html.P(f"{told}; nothing to draw for this kind of column.", className="hm-t1 hm-t2c")
    figure = histogram_figure(
        column.histogram, title=column.name, median=column.stats.get("median"), theme=theme
    )
    mark_far_values(figure, column, known, theme)
    rows = [
        {"from": low, "to": high, "rows": count}
        for (low, high), count in zip(pairwise(column.histogram.edges), column.histogram.counts, strict=False)
    ]
    return chart_card("Distribution", figure, sub=told, rows=rows, name="distribution", until="page")


def nothing_to_predict(profile: Profile, column: ColumnProfile) -> Component | None:
    """Return why a target cannot be predicted, and which columns could; None where it can."""
    if column.n_distinct > 1:
        return None
    others = [name for name, _ in profile.target_candidates if name != column.name]
    instead = f"Choose another target above, such as {', '.join(fmt.cut(one, 40) for one in others)}."
    remedy = instead if others else "Choose another target above."
    name = fmt.cut(column.name, 60)
    if column.n_missing == profile.n_rows:
        return notice("error", f"'{name}' is empty in all {fmt.count(profile.n_rows)} rows.", remedy)
    top = column.stats.get("top") or ()
    value = f", '{fmt.cut(str(top[0][0]), 40)}'," if top else ""
    return notice("error", f"'{name}' has one value{value} in every row that has one.", remedy)


def mark_far_values(figure: go.Figure, column: ColumnProfile, known: int, theme: str) -> None:
    """Draw a bracket over the values far from the rest, with how many there are."""
    sides = far_sides(column)
    if not sides or not known:
        return
    colours = palette(theme)
    line = {"color": colours.c2, "width": 1}
    for low, high in sides:
        along = {"type": "line", "line": line, "xref": "x", "yref": "y domain"}
        figure.add_shape(**along, x0=low, x1=high, y0=0.14, y1=0.14)
        for end in (low, high):
            figure.add_shape(**along, x0=end, x1=end, y0=0.1, y1=0.14)
    low, high = max(sides, key=lambda side: side[1] - side[0])
    where = " on both sides" if len(sides) > 1 else ""
    figure.add_annotation(
        text=f"{fmt.plural(column.n_outliers, 'far value')}{where}, {fmt.percent(column.n_outliers / known)}",
        x=(low + high) / 2,
        y=0.14,
        xref="x",
        yref="y domain",
        yanchor="bottom",
        showarrow=False,
        font={"size": 12, "color": colours.c2_text},
    )


def far_sides(column: ColumnProfile) -> list[tuple[float, float]]:
    """Return the ranges beyond the fences in which values lie, in the column's unit."""
    stats = column.stats
    low, high = stats.get("fence_low"), stats.get("fence_high")
    least, most = stats.get("min"), stats.get("max")
    if low is None or high is None or least is None or most is None:
        return []
    sides = [(float(least), float(low)), (float(high), float(most))]
    return [side for side in sides if side[0] < side[1]]


def timeline_figure(timeline: Timeline, *, title: str, theme: str) -> go.Figure:
    """Return the values of a target through time."""
    colours = palette(theme)
    values = [value for _, value in timeline]
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [moment for moment, _ in timeline],
        "y": values,
        "line": {"color": colours.c1, "width": 1.5},
        "hovertemplate": "%{x}: %{y:,.4~r}<extra></extra>",
    }
    notes = [axis_end(short(title, 40), axis="y", theme=theme)]
    return drawn(
        [line],
        theme=theme,
        height=HEIGHT,
        annotations=notes,
        margin={"l": 8, "r": 8, "t": 28, "b": 12},
        yaxis={"nticks": 4, "tickformat": tick_format(values)},
    )


def _through_time(column: ColumnProfile, timeline: Timeline, theme: str) -> Component:
    figure = timeline_figure(timeline, title=column.name, theme=theme)
    rows = [{"moment": moment, "value": value} for moment, value in timeline]
    told = f"{fmt.count(len(timeline))} rows spread over the table"
    return chart_card("Through time", figure, sub=told, rows=rows, name="through-time", until="page")


def _classes(profile: Profile, column: ColumnProfile, known: int, theme: str) -> Component:
    balance = dict(profile.target.balance) if profile.target else {}
    rows = [{"class": name, "rows": count} for name, count in balance.items()]
    n_classes = max(column.n_distinct, len(balance))
    told = f"{fmt.count(known)} values, {fmt.count(column.n_missing) if column.n_missing else 'none'} missing"
    if n_classes <= MANY_CLASSES:
        return chart_card(
            "Balance",
            balance_figure(balance, theme=theme),
            sub=told,
            rows=rows,
            name="balance",
            until="page",
        )
    often = dict(sorted(balance.items(), key=lambda item: -item[1])[:MAX_BARS])
    told = f"the {len(often)} most frequent of {fmt.count(n_classes)} classes"
    chart = chart_card(
        "Balance",
        balance_figure(often, theme=theme, n_rows=known),
        sub=told,
        rows=rows,
        name="balance",
        until="page",
    )
    return html.Div([_many_classes(n_classes, known), chart], className="hm-stack")


def _many_classes(n_classes: int, known: int) -> Component:
    per_class = known / n_classes
    title = f"{fmt.count(n_classes)} classes, {fmt.number(per_class)} rows each on average."
    if per_class < FEW_PER_CLASS:
        text = "Too few to learn and to judge each. Group the classes in the file, or choose another target."
        return notice("warning", title, text)
    return notice(
        "warning", title, "Scores are averages over many classes; look at the rare ones by themselves."
    )
