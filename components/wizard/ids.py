"""Ids of the frame around the steps; the review step wires LAUNCH."""

from collections.abc import Mapping
from types import MappingProxyType

from ...services.vocabulary import SliceName
from ..ids import Family

DRAFT = "wizard-draft"
SLICES: Mapping[SliceName, str] = MappingProxyType(
    {"data": "data-slice", "features": "features-slice", "model": "model-slice", "training": "training-slice"}
)
GRID = "wizard-grid"
STEPPER = "wizard-stepper"
RAIL = "wizard-rail"
RAIL_TOGGLE = "wizard-rail-toggle"
RAIL_BODY = "wizard-rail-body"
YAML = Family("wizard-yaml")
"""Buttons that hand out the configuration as a file."""
YAML_FILE = "wizard-yaml-file"
QUICK_LAUNCH = "wizard-quick-launch"
QUICK_LAUNCH_REASON = "wizard-quick-launch-reason"
BACK = "wizard-back"
NEXT = "wizard-next"
NEXT_REASON = "wizard-next-reason"
LAUNCH = "wizard-launch"
LAUNCH_REASON = NEXT_REASON
"""One place beside the button at the end, whichever button it is."""
SAVED_AT = "wizard-saved-at"
SAVE_STATE = "wizard-save-state"
CONFLICT = "wizard-conflict"
CONFLICT_SLICES = "wizard-conflict-slices"
KEEP_MINE = "wizard-keep-mine"
TAKE_THEIRS = "wizard-take-theirs"
