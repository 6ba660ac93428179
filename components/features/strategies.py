"""The panel of strategies: what each would leave out and why, before anything changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from ...services.errors import InvalidInputError
from ...services.features import STRATEGIES, Evidence, Removal, RemovedColumn, Strategy, run_strategy
from .. import format as fmt
from ..widgets import icon
from . import ids
from .removals import removals_table

ORDER = ("correlation", "above_noise", "top_k", "variance", "missing", "drop_unusable")
TITLES = MappingProxyType(
    {
        "correlation": ("Correlated pairs", "bezier2"),
        "above_noise": ("Above the noise floor", "soundwave"),
        "top_k": ("Top by importance", "bar-chart-steps"),
        "variance": ("Near-constant", "activity"),
        "missing": ("Mostly missing", "percent"),
        "drop_unusable": ("Identifiers, leaks, repeats", "key"),
    }
)
LACKING = MappingProxyType({"correlations": "the correlations", "importance": "the importance preview"})
DEBOUNCE_MS = 250


@dataclass(frozen=True, slots=True)
class Offer:
    """What a strategy would do now: leave out `items`; `n_done` of its columns are out already.

    `lacking` names what has to be computed first, `fault` says what is wrong with the setting; "" when
    nothing.
    """

    key: str
    items: tuple[RemovedColumn, ...] = ()
    n_done: int = 0
    lacking: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """How many features and columns of the model there are before and after."""

    features: tuple[int, int]
    columns: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class StrategyPanel:
    """What the panel shows: the list, what the chosen strategy would do, and what *Leave out* leaves out.

    `removal` holds the reasons by the names of the columns.
    """

    listed: Sequence[Component]
    shown: Sequence[Component]
    removal: Mapping[str, str]


def offer_of(key: str, removal: Removal, included: Sequence[str]) -> Offer:
    """Return what a removal would still change among the included features."""
    names = set(included)
    items = tuple(item for item in removal.items if item.name in names)
    return Offer(key, items, len(removal.items) - len(items))


def offers_of(
    evidence: Evidence, included: Sequence[str], *, key: str = ORDER[0], value: float | str | None = None
) -> tuple[Offer, ...]:
    """Return what every strategy would do, `key` with the setting `value`, the others by default."""
    return tuple(_offer(one, evidence, included, value if one == key else None) for one in ORDER)


def number_of(value: float | str | None) -> float | None:
    """Return the number that was typed, with a point or a comma; NaN for a text that is none."""
    if value is None or value == "":
        return None
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return float("nan")


def _offer(key: str, evidence: Evidence, included: Sequence[str], value: float | str | None) -> Offer:
    strategy = STRATEGIES[key]
    for need, words in LACKING.items():
        if need in strategy.needs and getattr(evidence, need) is None:
            return Offer(key, lacking=words)
    number = number_of(value) if strategy.parameters else None
    values = {} if number is None else {strategy.parameters[0].name: number}
    try:
        removal = run_strategy(key, evidence, values)
    except InvalidInputError:
        setting = strategy.parameters[0]
        noun = "a whole number" if setting.is_integer else "a number"
        return Offer(key, fault=f"{setting.label} must be {noun} from {setting.low:g} to {setting.high:g}.")
    return offer_of(key, removal, included)


def strategies_card(panel: StrategyPanel) -> html.Section:
    """Return the panel with the first strategy chosen and its usual setting."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2("Strategies", id="features-strategies-title"),
                    html.Span("nothing changes before you apply", className="sub"),
                ],
                className="hm-card-head",
            ),
            html.Div(
                [
                    html.Ul(
                        list(panel.listed),
                        id=ids.STRATEGY_LIST,
                        className="hm-strat-l",
                        **{"aria-label": "Strategies"},
                    ),
                    html.Div(
                        [
                            html.Div(setting_row(ORDER[0]), id=ids.STRATEGY_SETTING),
                            html.Div(list(panel.shown), id=ids.STRATEGY_PREVIEW, **{"aria-live": "polite"}),
                        ],
                        className="hm-strat-r",
                    ),
                ],
                className="hm-strat",
            ),
            dcc.Store(id=ids.STRATEGY_ASKED, data={"key": ORDER[0], "value": None}),
            dcc.Store(id=ids.REMOVAL, data=dict(panel.removal)),
        ],
        className="card",
        **{"aria-labelledby": "features-strategies-title"},
    )


def strategy_list(offers: Sequence[Offer], chosen: str) -> list[Component]:
    """Return the list of strategies with what each would do."""
    return [html.Li(_button(offer, is_on=offer.key == chosen)) for offer in offers]


def setting_row(key: str, *, n_features: int | None = None, value: float | None = None) -> html.Div:
    """Return the title of a strategy with its setting, if it has one.

    Parameters
    ----------
    n_features : bounds the setting of a strategy that counts features
    value : of the setting, its default if None
    """
    strategy = STRATEGIES[key]
    return html.Div(
        [
            html.Div(
                [html.H3(TITLES[key][0]), *_setting(strategy, n_features, value)], className="hm-row-x mb-1"
            ),
            html.P(strategy.meaning, className="hm-t1 hm-t2c mb-2"),
        ]
    )


def preview(offer: Offer, effect: Effect, scores: Mapping[str, float]) -> list[Component]:
    """Return what a strategy would leave out, and the button that does it."""
    if offer.fault:
        fault = [icon("exclamation-circle"), html.Span(offer.fault)]
        message = html.Div(html.Div(fault, className="msg", role="alert"), className="hm-field")
        return [message, _apply(0, hidden=True)]
    if offer.lacking:
        words = f"Needs {offer.lacking}, not computed yet."
        return [html.P(words, className="hm-t1 hm-t2c"), _apply(0, hidden=True)]
    if not offer.items:
        return [_nothing(offer), _apply(0, hidden=True)]
    n = len(offer.items)
    is_all = effect.features[1] == 0
    warning = "Nothing would be left to learn from." if is_all else _effect_words(effect)
    return [
        removals_table(offer.key, offer.items, scores),
        html.Div(
            [
                html.Span(warning, className="hm-t1 hm-warn" if is_all else "hm-t1 hm-t2c"),
                html.Span(_apply(n), className="hm-push"),
            ],
            className="hm-row-x mt-3",
        ),
    ]


def _nothing(offer: Offer) -> Component:
    done = f" {fmt.count(offer.n_done)} of its columns are out already." if offer.n_done > 1 else ""
    done = " Its one column is out already." if offer.n_done == 1 else done
    return html.Div(
        [icon("check2-circle", class_name="hm-ok"), html.Span(f"Nothing would be left out.{done}")],
        className="hm-row-x hm-t1 hm-t2c hm-strat-none",
    )


def _effect_words(effect: Effect) -> str:
    before, after = effect.features
    noun = "feature becomes" if before == 1 else "features become"
    words = f"{fmt.count(before)} {noun} {fmt.count(after)}"
    if effect.columns is None:
        return f"{words}."
    return f"{words}, {fmt.count(effect.columns[0])} model columns become {fmt.count(effect.columns[1])}."


def _button(offer: Offer, *, is_on: bool) -> html.Button:
    title, sign = TITLES[offer.key]
    if offer.fault:
        state = html.Span("?", className="n", title=offer.fault)
    elif offer.lacking:
        state = html.Span("not yet", className="n")
    elif offer.items:
        state = html.Span(f"{fmt.count(len(offer.items))} would go", className="n")
    elif offer.n_done:
        state = html.Span([icon("check-lg"), f"{fmt.count(offer.n_done)} out"], className="done hm-row-x")
    else:
        state = html.Span("none", className="n")
    return html.Button(
        [icon(sign), title, state],
        id=ids.STRATEGY.one(offer.key),
        type="button",
        **{"aria-pressed": "true" if is_on else "false"},
    )


def _setting(strategy: Strategy, n_features: int | None, value: float | None) -> list[Component]:
    if not strategy.parameters:
        return [dcc.Input(id=ids.STRATEGY_VALUE, type="hidden")]
    setting = strategy.parameters[0]
    high = min(setting.high, float(max(n_features, 2))) if setting.is_integer and n_features else setting.high
    shown = setting.default if value is None else value
    place = 100 * min(max((shown - setting.low) / (high - setting.low), 0.0), 1.0)
    scale: dict[str, Any] = {
        "data-low": f"{setting.low:g}",
        "data-high": f"{high:g}",
        "data-log": "false",
        "data-whole": "true" if setting.is_integer else "false",
    }
    slider = dbc.Input(
        id=ids.STRATEGY_SLIDER, type="range", min=0, max=100, step="any", value=place, class_name="form-range"
    )
    spoken = html.Label(f"{setting.label}, slider", htmlFor=ids.STRATEGY_SLIDER, className="visually-hidden")
    entry = dbc.Input(
        id=ids.STRATEGY_VALUE,
        type="text",
        inputmode="decimal",
        value=f"{shown:g}",
        debounce=DEBOUNCE_MS,
        autocomplete="off",
        class_name="form-control-sm hm-num",
    )
    label = html.Label(
        setting.label, htmlFor=ids.STRATEGY_VALUE, className="hm-t1 hm-t2c", title=setting.meaning
    )
    box = html.Div([html.Div([spoken, slider]), entry], className="hm-sl hm-sl-s", **scale)
    return [html.Div([label, box], className="hm-push hm-row-x")]


def _apply(n: int, *, hidden: bool = False) -> html.Button:
    return html.Button(
        [icon("check-lg"), f"Leave out {fmt.count(n)}"],
        id=ids.APPLY,
        className="btn btn-sm btn-outline-secondary",
        type="button",
        hidden=hidden,
    )
