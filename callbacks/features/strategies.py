"""Strategies of step 2: what each would leave out now."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from ...components.features import (
    ORDER,
    Effect,
    StrategyPanel,
    ids,
    offers_of,
    preview,
    setting_row,
    strategy_list,
    suggested_data,
    suggestions_body,
)
from ...components.wizard import ids as wizard_ids
from ...services.experiments import Draft, model_columns
from ...services.features import STRATEGIES, Evidence
from ...services.registry import Services
from .page import SLICE, Slice, evidence_of, suggested

NAMESPACE = "hydroml_pressed"
MAX_DIGITS = 6


def panel_of(
    draft: Draft,
    evidence: Evidence,
    included: Sequence[str],
    *,
    key: str = ORDER[0],
    value: float | str | None = None,
) -> StrategyPanel:
    """Return what the panel shows when the strategy `key` is chosen with a setting."""
    offers = offers_of(evidence, included, key=key, value=value)
    chosen = next(offer for offer in offers if offer.key == key)
    removal = {item.name: item.reason for item in chosen.items}
    kept = [name for name in included if name not in removal]
    scores = {item.name: item.score for item in evidence.importance.items} if evidence.importance else {}
    shown = preview(chosen, effect(draft, evidence, included, kept), scores)
    return StrategyPanel(strategy_list(offers, key), shown, removal)


def show_strategies(
    services: Services,
    asked: Slice | None,
    value: float | str | None,
    features: Slice | None,
    computed: Any,
    wizard: Slice | None,
) -> tuple[Any, ...]:
    """Return the list of strategies, what the chosen one would do, its removal, and the suggestions.

    Parameters
    ----------
    asked : the chosen strategy, as the browser holds it
    """
    key = str((asked or {}).get("key"))
    if not wizard or key not in STRATEGIES:
        return (no_update,) * 5
    user = services.identify()
    draft = services.drafts.get(user, wizard["id"])
    evidence = evidence_of(services, user, draft)
    chosen = (features or {}).get("features") or {}
    panel = panel_of(draft, evidence, chosen.get("include") or (), key=key, value=value)
    found = suggested(evidence.profile, draft, chosen) if evidence.profile else ()
    return panel.listed, panel.shown, dict(panel.removal), suggestions_body(found), suggested_data(found)


def effect(draft: Draft, evidence: Evidence, before: Sequence[str], after: Sequence[str]) -> Effect:
    """Return what leaving features out does to their number and to that of the model's columns."""
    counts = (len(before), len(after))
    if evidence.profile is None or counts[0] == counts[1]:
        return Effect(counts)
    columns = model_columns(draft.config, evidence.profile, before)
    if columns is None:
        return Effect(counts)
    return Effect(counts, (sum(columns.values()), sum(columns[name] for name in after)))


def whole(text: Any) -> int | None:
    """Return the whole number from 1 that was typed, or None."""
    words = str(text or "").strip()
    return int(words) if words.isdecimal() and len(words) <= MAX_DIGITS and int(words) > 0 else None


def show_setting(asked: Slice | None, counts: Mapping[str, int] | None) -> Any:
    """Return title and setting of the strategy that was asked for, with the value it was asked with."""
    key = str((asked or {}).get("key"))
    if key not in STRATEGIES:
        return no_update
    value = whole((asked or {}).get("value"))
    return setting_row(key, n_features=(counts or {}).get("all"), value=value)


def register(app: Dash, services: Services) -> None:
    """Connect the panel of strategies to one app."""
    # Told in the browser: a callback of the server would be asked each time the list is drawn.
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "askStrategy"),
        Output(ids.STRATEGY_ASKED, "data"),
        Input(ids.STRATEGY.every, "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "askTop"),
        Output(ids.STRATEGY_ASKED, "data", allow_duplicate=True),
        Input(ids.PREVIEW_TOP, "n_clicks"),
        State(ids.TOP_K, "value"),
        prevent_initial_call=True,
    )
    app.callback(
        Output(ids.STRATEGY_SETTING, "children"),
        Input(ids.STRATEGY_ASKED, "data"),
        State(ids.COUNTS, "data"),
        prevent_initial_call=True,
    )(show_setting)
    _register_showing(app, services)


def _register_showing(app: Dash, services: Services) -> None:
    app.callback(
        output=(
            Output(ids.STRATEGY_LIST, "children"),
            Output(ids.STRATEGY_PREVIEW, "children"),
            Output(ids.REMOVAL, "data"),
            Output(ids.SUGGESTIONS, "children"),
            Output(ids.SUGGESTED, "data"),
        ),
        inputs={
            # The setting is drawn anew with its strategy, and calls this with the value that belongs to it.
            "value": Input(ids.STRATEGY_VALUE, "value"),
            "features": Input(SLICE, "data"),
            "computed": Input(ids.COMPUTED, "data"),
            "asked": State(ids.STRATEGY_ASKED, "data"),
            "wizard": State(wizard_ids.DRAFT, "data"),
        },
        # The page arrives with its panel filled.
        prevent_initial_call=True,
    )(partial(show_strategies, services))
