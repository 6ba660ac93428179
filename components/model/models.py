"""The models of the experiment, each with its hyperparameters in three tiers."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.models import CATALOGUE, INSTALL, RULES, ModelSpec, Tier, is_installed
from .. import format as fmt
from ..widgets import WhyCard, card, icon, segments, why
from . import ids
from .fields import parameter_field
from .view import ModelView

TIERS: tuple[tuple[Tier, str], ...] = (("basic", "Basic"), ("advanced", "Advanced"), ("expert", "Expert"))
NAMES = tuple(name for name, _ in TIERS)
BASELINE_LINES = {
    "classes": "Baseline: the class shares of the training rows",
    "numbers": "Baseline: the mean of the training rows",
}


def models_card(
    views: Sequence[ModelView],
    addable: Sequence[ModelSpec],
    *,
    is_classes: bool,
    opened: str | None = None,
    tier: Tier | None = None,
) -> Component:
    """Return the list of models.

    Parameters
    ----------
    addable : models that fit the task and are not in the list
    is_classes : whether the target is a class
    opened : key of the model whose fields are shown
    tier : level of fields the opened model shows; by default what its values need
    """
    rows: list[Any] = [_model(view, view.spec.key == opened, tier, len(views)) for view in views]
    if not views:
        rows.append(html.P("No model is chosen. Add at least one.", className="p-3 hm-t1 hm-bad"))
    return card(
        "Models in this experiment",
        html.Div([*rows, _baseline(is_classes)], className="hm-models"),
        sub=f"{len(views)} and a baseline",
        actions=[_add(addable)] if addable else [],
        heading_id="model-models-heading",
        flush=True,
    )


def model_status(view: ModelView) -> list[Component]:
    """Return what the head of a model says: how many values are changed or to be corrected."""
    n_wrong, n_changed = len(view.faults), len(view.changed)
    if n_wrong:
        words = f"{fmt.plural(n_wrong, 'value')} to correct"
        return [html.Span([icon("exclamation-circle"), f" {words}"], className="hm-bad")]
    if not view.parameters:
        return [html.Span("no settings")]
    return [html.Span(f"{n_changed} of {len(view.parameters)} changed")]


def tier_label(name: str, *, is_pressed: bool) -> list[Any]:
    """Return the content of the button of a level."""
    return [*([icon("check-lg")] if is_pressed else []), name.capitalize()]


def tier_needed(view: ModelView) -> Tier:
    """Return the lowest level that shows what differs from its proposal or is wrong."""
    names = {*view.changed, *view.faults}
    tiers = {one.tier for one in view.parameters if one.name in names}
    return "expert" if "expert" in tiers else "advanced"


def _model(view: ModelView, is_open: bool, tier: Tier | None, n_models: int) -> Component:
    head = html.Summary(
        [
            icon("chevron-right"),
            html.B(view.spec.label, className="fw-semibold hm-strong"),
            html.Span(_setting(view)),
            html.Span(model_status(view), id=ids.STATUS.one(view.spec.key), className="hm-push"),
        ],
        className="hm-fold",
    )
    body = _body(view, (tier if is_open else None) or tier_needed(view), n_models)
    return html.Details([head, body], open=is_open, className="hm-model")


def _setting(view: ModelView) -> str:
    if view.spec.combines:
        return "averages the other models"
    preset = view.full.get("preset")
    return f"preset {preset}" if preset else ""


def _body(view: ModelView, tier: Tier, n_models: int) -> Component:
    key = view.spec.key
    remove = _action("remove", key, [icon("trash"), "Remove"])
    if not view.parameters:
        told = html.P(_told(view), className="hm-t1 hm-t2c")
        head = html.Div([told, html.Div(remove, className="hm-push")], className="hm-row-x hm-flow")
        return html.Div(head, className="card-body hm-stack")
    inside = [_tier(view, name, label, tier) for name, label in TIERS if _of(view, name)]
    buttons = [_action("reset", key, [icon("arrow-counterclockwise"), "Reset all"]), remove]
    options = [(f"{key}/{name}", label) for name, label in TIERS]
    level = segments(ids.TIER, options, f"{key}/{tier}", label=f"Level of detail, {view.spec.label}")
    head = html.Div(
        [
            level,
            html.Span(_counts(view), className="hm-t1 hm-t3c"),
            html.Div(buttons, className="hm-push hm-row-x"),
        ],
        className="hm-row-x hm-flow",
    )
    return html.Div([head, *inside], className="card-body hm-stack")


def _told(view: ModelView) -> list[Any]:
    """Return what a model without settings does, and for an average why it is proposed."""
    if not view.spec.combines:
        return [view.spec.summary]
    rule = RULES["R16"]
    card_ = WhyCard(
        value=view.spec.label,
        fact="models that err in different ways",
        rule=f"{rule.key}: {rule.advice}",
        evidence=rule.evidence,
        source=f"{rule.source}; {view.spec.source}",
    )
    return [f"{view.spec.summary} ", why(card_)]


def _of(view: ModelView, tier: str) -> list[Any]:
    return [one for one in view.parameters if one.tier == tier]


def _counts(view: ModelView) -> str:
    told = [f"{label} {len(_of(view, name))}" for name, label in TIERS if _of(view, name)]
    return f"Fields: {', '.join(told)}." if told else ""


def _tier(view: ModelView, name: Tier, label: str, shown: Tier) -> Component:
    """Return the fields of one level, and what they are set to for when it is folded."""
    key = f"{view.spec.key}/{name}"
    is_hidden = NAMES.index(name) > NAMES.index(shown)
    fields = html.Div([parameter_field(view, one) for one in _of(view, name)], className="hm-tier-b")
    return html.Div(
        [html.Div(html.H3(label), className="hm-tier-h"), fields],
        id=ids.TIER_BOX.one(key),
        className="hm-tier",
        hidden=is_hidden,
    )


def _action(action: str, key: str, words: Any) -> Component:
    return html.Button(
        words, id=ids.ACTION.one(f"{action}/{key}"), type="button", className="btn btn-sm btn-ghost"
    )


def _add(addable: Sequence[ModelSpec]) -> Component:
    options = [_option(model) for model in addable]
    return html.Div(
        [
            html.Label("Add a model", htmlFor=ids.ADD, className="visually-hidden"),
            dbc.Select(
                id=ids.ADD,
                options=options,
                placeholder="Add a model",
                size="sm",
                class_name="hm-add",
                value="",
            ),
        ]
    )


def _option(model: ModelSpec) -> dict[str, Any]:
    """Return a model to choose; one whose package is missing says how to get it."""
    if is_installed(model):
        return {"label": model.label, "value": model.key}
    return {"label": f"{model.label}: {INSTALL}", "value": model.key, "disabled": True}


def _baseline(is_classes: bool) -> Component:
    return html.Div(
        [
            icon("dash"),
            html.B(BASELINE_LINES["classes" if is_classes else "numbers"], className="fw-semibold hm-strong"),
            html.Span("always runs, so that every gain has a zero"),
        ],
        className="hm-fold hm-still",
        title=CATALOGUE["dummy"].summary,
    )
