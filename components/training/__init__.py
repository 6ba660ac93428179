"""Step 4: validation, metric, repeatability, name and limits."""

from .cards import repeat_badge, repeat_checks
from .fields import fault_note, faults_notice
from .settings import CHOICES, NONE, SETTINGS, read_setting, repeat_fault, value_at, with_value
from .step import TrainingFacts, training_step
from .strategies import STRATEGIES, fold_bars, offered, validation_words
from .validation_card import diagram, hidden_fields

__all__ = [
    "CHOICES",
    "NONE",
    "SETTINGS",
    "STRATEGIES",
    "TrainingFacts",
    "diagram",
    "fault_note",
    "faults_notice",
    "fold_bars",
    "hidden_fields",
    "offered",
    "read_setting",
    "repeat_badge",
    "repeat_checks",
    "repeat_fault",
    "training_step",
    "validation_words",
    "value_at",
    "with_value",
]
