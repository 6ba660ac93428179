"""Validation: strategies as pictures, the division of the real rows, and its settings."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.models import ValidationAdvice
from ...services.vocabulary import Task
from .. import format as fmt
from ..figures import FoldBar, folds_figure
from ..widgets import WhyCard, chart_card, icon, why
from . import ids
from .fields import typed_field
from .strategies import STRATEGIES, StrategyView, fold_bars, is_rough, offered

SHOWN_FOLDS = 12
FIELDS = ("n_splits", "repeats", "horizon", "gap", "test_size")
_LOOKS = {"f": "f", "j": "j", "": "n"}


def strategy_section(
    task: Task, roles: Mapping[str, Any], chosen: str, advice: ValidationAdvice
) -> Component:
    """Return the strategies to choose from, with the reason of the proposal."""
    views = offered(task, roles, chosen)
    options = [{"value": one.key, "label": _picture_label(one, advice)} for one in views]
    proposed = STRATEGIES[advice.strategy]
    head = html.Div(
        [
            html.H2("Validation", id="training-validation"),
            html.Span(
                [
                    f"{proposed.label} proposed: {advice.reason}. ",
                    why(_why(proposed, advice)),
                ],
                className="hm-t1 hm-t2c",
            ),
        ],
        className="hm-row-x hm-flow mb-2",
    )
    radios = dbc.RadioItems(
        id=ids.CHOICE.one("strategy"),
        options=options,
        value=chosen,
        class_name="hm-g6 hm-pick",
        input_class_name="hm-pick-input",
        label_class_name="hm-choice",
        name="strategy",
    )
    group = html.Div(radios, role="radiogroup", **{"aria-label": "Validation strategy"})
    return html.Section([head, group], **{"aria-labelledby": "training-validation"})


def _picture_label(view: StrategyView, advice: ValidationAdvice) -> list[Component]:
    words: list[Any] = [html.Strong(view.label), html.Span(view.meaning, className="t")]
    if view.key == advice.strategy:
        words.append(html.Span("Proposed", className="hm-t1 hm-acc hm-mid"))
    return [
        html.Span(_picture(view), className="pic"),
        html.Span(icon("check-circle-fill"), className="tick"),
        html.Span(words, className="pad"),
    ]


def _picture(view: StrategyView) -> list[Component]:
    return [
        html.Span(
            [html.I(className=_LOOKS[kind], style={"flexGrow": width}) for kind, width in row if width],
            className="hm-stripe",
        )
        for row in view.picture
    ]


def _why(proposed: StrategyView, advice: ValidationAdvice) -> WhyCard:
    rule, _, evidence = advice.source.partition(": ")
    return WhyCard(
        value=f"{proposed.label}, {advice.n_splits} folds",
        fact=advice.reason,
        rule=rule,
        evidence=evidence,
        source="hydroml reference runs",
        change="A time or group column among the roles, or another number of rows",
    )


def rows_card(training: Mapping[str, Any], n_rows: int, theme: str) -> Component:
    """Return the card that draws the division on the real rows, with its settings."""
    validation = training.get("validation") or {}
    head = html.Div(
        [
            html.H2("On your rows", id="training-rows"),
            *(_key(colour, word) for colour, word in (("1", "trains"), ("2", "judged"), ("5", "final test"))),
        ],
        className="hm-card-head",
    )
    return html.Section(
        [
            head,
            html.Div(diagram(validation, n_rows, theme), id=ids.DIAGRAM, className="card-body"),
            html.Div(_facts(), className="hm-card-foot hm-flow"),
            html.Div(_boxes(training), className="hm-splitset"),
        ],
        className="card",
        **{"aria-labelledby": "training-rows"},
    )


def diagram(validation: Mapping[str, Any], n_rows: int, theme: str) -> Component:
    """Return the drawing of the folds with its table, and what is only approximate in it."""
    bars = fold_bars(validation, n_rows)
    shown = bars if len(bars) <= SHOWN_FOLDS else (*bars[: SHOWN_FOLDS - 1], bars[-1])
    rough = "≈ " if is_rough(str(validation.get("strategy"))) else ""
    return chart_card(
        "",
        folds_figure(shown, theme=theme),
        rows=[_row(bar, rough) for bar in bars],
        name="folds",
        sub=_words(validation, bars, n_rows, rough),
    )


def hidden_fields(strategy: str) -> dict[str, bool]:
    """Return which settings have no meaning for a strategy."""
    view = STRATEGIES.get(strategy)
    return {name: view is not None and name not in view.fields for name in FIELDS}


def _row(bar: FoldBar, rough: str) -> dict[str, str]:
    return {
        "part": bar.label,
        "trains": f"{rough}{fmt.count(bar.fit + bar.fit_after)}",
        "judged": f"{rough}{fmt.count(bar.judge)}" if bar.judge else "",
        "final test": f"{rough}{fmt.count(bar.test)}" if bar.test else "",
    }


def _words(validation: Mapping[str, Any], bars: Sequence[FoldBar], n_rows: int, rough: str) -> str:
    first, last = bars[0], bars[-1]
    trains, judged = f"{rough}{fmt.count(first.fit + first.fit_after)}", fmt.count(first.judge)
    whose = "first" if str(validation.get("strategy")) == "time_expanding" else "each"
    told = f"the {whose} trains on {trains} rows, each is judged on {judged}"
    if whose == "each":
        told = f"each trains on {trains} rows and is judged on {judged}"
    test = f"; {rough}{fmt.count(last.test)} kept for the final test" if last.test else "; no final test"
    return f"{fmt.plural(n_rows, 'row')}: {told}{test}"


def _facts() -> list[Component]:
    facts = (
        "The final test is never seen by selection or tuning",
        "Preprocessing is fitted inside each fold",
    )
    return [html.Span([icon("check-lg"), f" {text}"], className="hm-ok") for text in facts]


def _boxes(training: Mapping[str, Any]) -> list[Component]:
    strategy = str((training.get("validation") or {}).get("strategy"))
    hidden = hidden_fields(strategy)
    boxes = {
        "n_splits": typed_field("n_splits", training, help="2 to 100"),
        "repeats": typed_field("repeats", training, help="1 to 100, each drawn anew"),
        "horizon": typed_field("horizon", training, unit="moments", placeholder="equal parts"),
        "gap": typed_field("gap", training, unit="moments", placeholder="0"),
        "test_size": typed_field("test_size", training, unit="%", help="of the rows; 0 keeps none"),
    }
    return [html.Div(box, id=ids.BOX.one(name), hidden=hidden[name]) for name, box in boxes.items()]


def _key(colour: str, word: str) -> Component:
    return html.Span([html.I(className=f"hm-k{colour}"), word], className="hm-key")
