"""What a strategy would leave out, as a table: the column, the figure it goes by, and what it tells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from ...services.features import RemovedColumn
from .. import format as fmt

MAX_SHOWN = 30
Cell = Callable[[RemovedColumn, "Scale"], Component]


@dataclass(frozen=True, slots=True)
class Scale:
    """Scores by column, in nats; `highest` fills a bar."""

    scores: Mapping[str, float]
    highest: float


def removals_table(key: str, items: Sequence[RemovedColumn], scores: Mapping[str, float]) -> Component:
    """Return the columns that the strategy `key` would leave out; of very many the first `MAX_SHOWN`."""
    scale = Scale(scores, max(scores.values(), default=0.0) * 1.05 or 1.0)
    columns = COLUMNS[key]
    heads = html.Tr([html.Th(head, className="r" if is_right else None) for head, _, is_right in columns])
    rows = [html.Tr([cell(item, scale) for _, cell, _ in columns]) for item in items[:MAX_SHOWN]]
    table = html.Table(
        [
            html.Caption("What would be left out", className="visually-hidden"),
            html.Thead(heads),
            html.Tbody(rows),
        ],
        className="hm-table hm-strat-t",
    )
    box = html.Div(
        table, className="hm-strat-box", tabIndex=0, role="group", **{"aria-label": "What would be left out"}
    )
    more = len(items) - MAX_SHOWN
    if more <= 0:
        return box
    return html.Div([box, html.P(f"and {fmt.count(more)} more", className="hm-t1 hm-t3c mt-1")])


def bar(share: float, text: str, *, class_name: str = "") -> html.Div:
    """Return a bar that is filled to `share`, in [0, 1], with its value beside it."""
    width = f"calc({min(max(share, 0.0), 1.0):.3f} * (100% - 48px))"
    fill = html.Span(className=f"f {class_name}".rstrip(), style={"width": width})
    return html.Div([fill, html.Span(text, className="n")], className="hm-two-bar")


def _name(item: RemovedColumn, scale: Scale) -> html.Td:
    return html.Td(html.Bdi(item.name), className="hm-col-name", title=item.name)


def _kept(item: RemovedColumn, scale: Scale) -> html.Td:
    name = str(item.evidence.get("kept", ""))
    return html.Td(html.Bdi(name), className="hm-because", title=name)


def _correlation(item: RemovedColumn, scale: Scale) -> html.Td:
    return html.Td(f"{abs(float(item.evidence.get('correlation', 0.0))):.3f}", className="r hm-num")


def _both(item: RemovedColumn, scale: Scale) -> html.Td:
    kept = str(item.evidence.get("kept", ""))
    return html.Td([_score(item.name, scale, "gone"), _score(kept, scale)])


def _alone(item: RemovedColumn, scale: Scale) -> html.Td:
    return html.Td(_score(item.name, scale, "gone"))


def _score(name: str, scale: Scale, class_name: str = "") -> Component:
    score = scale.scores.get(name)
    if score is None:
        return html.Div("not yet" if not scale.scores else "none", className="hm-t3c")
    return bar(score / scale.highest, f"{score:.3f}", class_name=class_name)


def _floor(item: RemovedColumn, scale: Scale) -> html.Td:
    return html.Td(f"{float(item.evidence.get('noise_floor', 0.0)):.3f}", className="r hm-num")


def _rank(item: RemovedColumn, scale: Scale) -> html.Td:
    return html.Td(fmt.count(int(item.evidence.get("rank", 0))), className="r hm-num")


def _share(item: RemovedColumn, scale: Scale) -> html.Td:
    share = float(item.evidence.get("share", 0.0))
    return html.Td(bar(share, fmt.percent(share), class_name="share"))


def _reason(item: RemovedColumn, scale: Scale) -> html.Td:
    return html.Td(item.reason, className="hm-because", title=item.reason)


COLUMNS: Mapping[str, tuple[tuple[str, Cell, bool], ...]] = {
    "correlation": (
        ("Leave out", _name, False),
        ("Because it follows", _kept, False),
        ("|ρ|", _correlation, True),
        ("Importance, out and kept", _both, False),
    ),
    "above_noise": (
        ("Leave out", _name, False),
        ("Noise floor", _floor, True),
        ("Importance", _alone, False),
    ),
    "top_k": (("Leave out", _name, False), ("Rank", _rank, True), ("Importance", _alone, False)),
    "variance": (
        ("Leave out", _name, False),
        ("Share of one value", _share, False),
        ("Importance", _alone, False),
    ),
    "missing": (("Leave out", _name, False), ("Missing", _share, False), ("Importance", _alone, False)),
    "drop_unusable": (
        ("Leave out", _name, False),
        ("Because", _reason, False),
        ("Importance", _alone, False),
    ),
}
"""Head, cell and whether it is set right, by strategy."""
