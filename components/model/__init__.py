"""Step 3: recommendations, the models to compare with their hyperparameters, and tuning."""

from .cards import card_class
from .fields import dom_id, field_note, label_class
from .models import TIERS, model_status, models_card, tier_label
from .space import alternatives, read_number, space_note, typed_fault
from .step import model_step, no_target
from .tuning import (
    search_fault,
    search_note,
    space_of,
    trials_note,
    tuned_keys,
    tuned_words,
    tuning_body,
)
from .view import (
    ModelView,
    Proposal,
    base_values,
    check_value,
    model_views,
    nearest,
    parse_value,
    split_key,
    without_base,
)

__all__ = [
    "TIERS",
    "ModelView",
    "Proposal",
    "alternatives",
    "base_values",
    "card_class",
    "check_value",
    "dom_id",
    "field_note",
    "label_class",
    "model_status",
    "model_step",
    "model_views",
    "models_card",
    "nearest",
    "no_target",
    "parse_value",
    "read_number",
    "search_fault",
    "search_note",
    "space_note",
    "space_of",
    "split_key",
    "tier_label",
    "trials_note",
    "tuned_keys",
    "tuned_words",
    "tuning_body",
    "typed_fault",
    "without_base",
]
