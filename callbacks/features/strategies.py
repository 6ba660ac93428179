"""Strategies of step 2: what each would leave out now."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update

from ...components.features import (
    Effect,
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


def show_strategies(
    services: Services,
    key: str,
    value: float | str | None,
    features: Slice | None,
    computed: Any,
    wizard: Slice | None,
) -> tuple[Any, ...]:
    """Return the list of strategies, what the chosen one would do, its removal, and the suggestions."""
    if not wizard or key not in STRATEGIES:
        return (no_update,) * 5
    user = services.identify()
    draft = services.drafts.get(user, wizard["id"])
    evidence = evidence_of(services, user, draft)
    included = ((features or {}).get("features") or {}).get("include") or ()
    offers = offers_of(evidence, included, key=key, value=value)
    chosen = next(offer for offer in offers if offer.key == key)
    removal = {item.name: item.reason for item in chosen.items}
    kept = [name for name in included if name not in removal]
    scores = {item.name: item.score for item in evidence.importance.items} if evidence.importance else {}
    shown = preview(chosen, effect(draft, evidence, included, kept), scores)
    found = (
        suggested(evidence.profile, draft, (features or {}).get("features") or {}) if evidence.profile else ()
    )
    return strategy_list(offers, key), shown, removal, suggestions_body(found), suggested_data(found)


def effect(draft: Draft, evidence: Evidence, before: Sequence[str], after: Sequence[str]) -> Effect:
    """Return what leaving features out does to their number and to that of the model's columns."""
    counts = (len(before), len(after))
    if evidence.profile is None or counts[0] == counts[1]:
        return Effect(counts)
    columns = model_columns(draft.config, evidence.profile, before)
    if columns is None:
        return Effect(counts)
    return Effect(counts, (sum(columns.values()), sum(columns[name] for name in after)))


def choose_strategy(
    clicks: Sequence[int | None], counts: Mapping[str, int] | None, pressed: Any
) -> tuple[Any, Any]:
    """Return the strategy that was pressed and its settings; `pressed` is the button's id."""
    if not any(clicks) or not isinstance(pressed, Mapping):
        return no_update, no_update
    return pressed["index"], setting_row(pressed["index"], n_features=(counts or {}).get("all"))


def on_choose_strategy(clicks: Sequence[int | None], counts: Mapping[str, int] | None) -> tuple[Any, Any]:
    """Hand the pressed button to `choose_strategy`."""
    return choose_strategy(clicks, counts, ctx.triggered_id)


def register(app: Dash, services: Services) -> None:
    """Connect the panel of strategies to one app."""
    app.callback(
        Output(ids.STRATEGY_KEY, "data"),
        Output(ids.STRATEGY_SETTING, "children"),
        Input(ids.STRATEGY.every, "n_clicks"),
        State(ids.COUNTS, "data"),
        prevent_initial_call=True,
    )(on_choose_strategy)
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
            "key": State(ids.STRATEGY_KEY, "data"),
            "wizard": State(wizard_ids.DRAFT, "data"),
        },
    )(partial(show_strategies, services))
