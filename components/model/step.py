"""Step 3, put together."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.models import DataFacts, ModelSpec
from ...services.vocabulary import SizeBand
from .. import format as fmt
from ..widgets import empty_state, link, page_head
from . import ids
from .cards import recommendation_cards
from .models import models_card
from .tuning import tuning_card
from .view import ModelView, Proposal

CLASS_TASKS = ("binary", "multiclass")


def model_step(
    facts: DataFacts,
    band: SizeBand,
    proposals: Sequence[Proposal],
    views: Sequence[ModelView],
    addable: Sequence[ModelSpec],
    config: Mapping[str, Any],
) -> Component:
    """Return step 3.

    Parameters
    ----------
    facts : of the data and the features that are in
    band : of the number of rows
    addable : models that could be added
    config : of the draft, as far as it is known
    """
    wrong = next((one.spec.key for one in views if one.faults), None)
    changed = next((one.spec.key for one in views if one.changed), None)
    card = models_card(views, addable, is_classes=facts.task in CLASS_TASKS, opened=wrong or changed)
    return html.Div(
        [
            page_head("Model & hyperparameters", _lead(facts, band, len(proposals))),
            recommendation_cards(proposals),
            html.Div(card, id=ids.MODELS),
            tuning_card(config.get("models") or (), config.get("search") or {}, facts.task),
        ],
        className="hm-stack",
    )


def _lead(facts: DataFacts, band: SizeBand, n_proposals: int) -> str:
    tasks = {"binary": "two classes", "multiclass": f"{facts.n_classes} classes"}
    words = [
        f"{band.capitalize()} data ({fmt.plural(facts.n_rows, 'row')}), {tasks.get(facts.task, facts.task)}",
        f"{facts.n_categorical} of {fmt.plural(facts.n_features, 'feature')} categorical",
    ]
    many = {1: "One proposal", 2: "Two proposals", 3: "Three proposals"}
    told = many.get(n_proposals, f"{n_proposals} proposals")
    return f"{', '.join(words)}. {told}, best first; a baseline always runs beside them."


def no_target(draft_id: str, href: Callable[[str], str]) -> Component:
    """Return what a later step shows before there is a table with a target."""
    first = href(f"/experiments/new?draft={draft_id}&step=data")
    return html.Div(
        [
            html.H1("Choose a target first", tabIndex=-1),
            empty_state(
                "bullseye",
                "This step follows from the target.",
                "As soon as a column to predict is chosen, everything here is proposed.",
                link("Go to Dataset & target", first, class_name="btn btn-primary"),
            ),
        ],
        className="hm-stack",
    )
