"""Layout of step 2: strategies, the table of features, correlation and importance."""

from . import ids
from .correlation import SYMBOLS, computing, measure, refusal
from .evidence import evidence_cards
from .grid import column_definitions
from .importance import preview_words, top_words
from .pair import ChosenPair, pair_choice, pair_hint, pair_panel, pair_refusal
from .rows import candidates, feature_rows
from .selection import BY_HAND, change_words, changed, include, leave_out, summary
from .sets import set_preview, sets_list
from .step import METHOD, features_step
from .strategies import (
    ORDER,
    Effect,
    Offer,
    StrategyPanel,
    offer_of,
    offers_of,
    preview,
    setting_row,
    strategy_list,
)
from .suggestions import suggested_data, suggestions_body

__all__ = [
    "BY_HAND",
    "METHOD",
    "ORDER",
    "SYMBOLS",
    "ChosenPair",
    "Effect",
    "Offer",
    "StrategyPanel",
    "candidates",
    "change_words",
    "changed",
    "column_definitions",
    "computing",
    "evidence_cards",
    "feature_rows",
    "features_step",
    "ids",
    "include",
    "leave_out",
    "measure",
    "offer_of",
    "offers_of",
    "pair_choice",
    "pair_hint",
    "pair_panel",
    "pair_refusal",
    "preview",
    "preview_words",
    "refusal",
    "set_preview",
    "sets_list",
    "setting_row",
    "strategy_list",
    "suggested_data",
    "suggestions_body",
    "summary",
    "top_words",
]
