"""Step 5: the whole configuration on one page, what it will take, and the launch."""

from .blocks import pairs
from .changes import ChangeRow, change_rows
from .step import (
    ReviewFacts,
    changes_card,
    estimate_card,
    fault_list,
    incomplete_step,
    launch_refused,
    review_step,
)
from .template_dialog import template_button, template_dialog, template_fault, template_saved

__all__ = [
    "ChangeRow",
    "ReviewFacts",
    "change_rows",
    "changes_card",
    "estimate_card",
    "fault_list",
    "incomplete_step",
    "launch_refused",
    "pairs",
    "review_step",
    "template_button",
    "template_dialog",
    "template_fault",
    "template_saved",
]
