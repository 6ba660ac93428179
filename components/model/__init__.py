"""Step 3: recommendations, the models to compare with their hyperparameters, and tuning."""

from .cards import card_class
from .fields import dom_id, field_note, label_class
from .models import TIERS, model_status, models_card, tier_label
from .step import model_step, no_target
from .tuning import (
    bound_fault,
    fault_note,
    search_fault,
    space_of,
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
    "base_values",
    "bound_fault",
    "card_class",
    "check_value",
    "dom_id",
    "fault_note",
    "field_note",
    "label_class",
    "model_status",
    "model_step",
    "model_views",
    "models_card",
    "nearest",
    "no_target",
    "parse_value",
    "search_fault",
    "space_of",
    "split_key",
    "tier_label",
    "tuned_keys",
    "tuned_words",
    "tuning_body",
    "without_base",
]
