"""Ids of step 4; keys are names of settings."""

from ..ids import Family

TEXT = Family("training-text")
"""Fields that are typed in."""

CHOICE = Family("training-choice")
"""Settings that are chosen from a list."""

NOTE = Family("training-note")
BOX = Family("training-box")
"""Fields that belong to some strategies only."""

FAULTS = "training-faults"
DIAGRAM = "training-diagram"
DRAWN = "training-drawn"
REPEAT = "training-repeat"
CHECKS = "training-checks"
NEW_SEED = "training-new-seed"
