"""The frame around the five steps: stepper, summary rail, footer and the stores of the draft."""

from .conflict import conflict_notice
from .frame import wizard_frame
from .rail import rail, rail_body, yaml_button
from .stepper import stepper
from .view import STEPS, TITLES, WizardView, step_address, step_of

__all__ = [
    "STEPS",
    "TITLES",
    "WizardView",
    "conflict_notice",
    "rail",
    "rail_body",
    "step_address",
    "step_of",
    "stepper",
    "wizard_frame",
    "yaml_button",
]
