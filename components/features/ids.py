"""Ids of step 2."""

from ..ids import Family

SUMMARY = "features-summary"

STRATEGY = Family("features-strategy")
STRATEGY_ASKED = "features-strategy-asked"
"""Store of the strategy that was asked for: its key, and the value of its setting or None."""
STRATEGY_LIST = "features-strategy-list"
STRATEGY_VALUE = "features-strategy-value"
STRATEGY_SLIDER = "features-strategy-slider"
STRATEGY_SETTING = "features-strategy-setting"
STRATEGY_PREVIEW = "features-strategy-preview"
REMOVAL = "features-removal"
APPLY = "features-apply"

FIND = "features-find"
SHOW_ALL = "features-show-all"
SHOW_IN = "features-show-in"
SHOW_OUT = "features-show-out"
SHOWN = "features-shown"
OF_KIND = "features-of-kind"
OF_KIND_WORDS = "features-of-kind-words"
WITH_FINDING = "features-with-finding"
WITH_FINDING_WORDS = "features-with-finding-words"
CLEAR = "features-clear"
SORTED = "features-sorted"
ROWS = "features-rows"
COUNTS = "features-counts"
BULK = "features-bulk"
KIND = Family("features-kind")

SETS_SAVE_OPEN = "features-sets-save-open"
SETS_OPEN = "features-sets-open"
SETS_CARD = "features-sets-card"
SETS_NAME = "features-sets-name"
SETS_DESCRIPTION = "features-sets-description"
SETS_SAVE = "features-sets-save"
SETS_FAULT = "features-sets-fault"
SETS_LIST = "features-sets-list"
SETS_PREVIEW = "features-sets-preview"
SETS_PENDING = "features-sets-pending"
SETS_APPLY = "features-sets-apply"
SETS_RENAME = "features-sets-rename"
SET_ACTION = Family("features-set-action")

SUGGESTIONS = "features-suggestions"
SUGGESTION = Family("features-suggestion")
SUGGESTED = "features-suggested"
SELECT_ALL = "features-select-all"
SELECT_SHOWN = "features-select-shown"
SELECT_NONE = "features-select-none"
SELECT_INVERT = "features-select-invert"
SELECTED = "features-selected"
INCLUDE = "features-include"
LEAVE_OUT = "features-leave-out"
GRID = "features-grid"
GRID_NAME = "features-grid-name"

METHOD = Family("features-method")
METHOD_BOX = "features-method-box"
METHOD_KEY = "features-method-key"
WANTED = "features-wanted"
LACKING = "features-lacking"
COMPUTED = "features-computed"
PROGRESS = "features-progress"
PROGRESS_BOX = "features-progress-box"
CANCEL = "features-cancel"
COMPUTE = "features-compute"
REFUSAL = "features-refusal"
CORRELATION = "features-correlation"
CORRELATION_CARD = "features-correlation-card"
EVIDENCE_PLACE = "features-evidence-place"
CORRELATION_TITLE = "features-correlation-title"
OPENED = "features-opened"
HEATMAP = Family("features-heatmap")
CLOSE_GROUP = Family("features-close-group")
PAIR = Family("features-pair")
PAIR_KEY = "features-pair-key"
PICKED = "features-picked"
"""Store of what was pressed of pairs: an id, the clicked cell, and when."""
PAIR_BOX = "features-pair-box"
PAIR_CHOICE = "features-pair-choice"
CLOSE_PAIR = Family("features-close-pair")
KEEP = Family("features-keep")
IMPORTANCE = "features-importance"
TRANSFORMS_HEAD = "features-transforms-head"
TRANSFORMS_WORDS = "features-transforms-words"
TRANSFORMS_BODY = "features-transforms-body"
TRANSFORM_COLUMN = "features-transform-column"
TRANSFORM_FIELDS = "features-transform-fields"
TRANSFORM_FORM = Family("features-transform-form")
TRANSFORM_STEP = Family("features-transform-step")
TRANSFORM_PARTS = Family("features-transform-parts")
TRANSFORM_ALL = Family("features-transform-all")
TRANSFORM_PREVIEW = "features-transform-preview"
TRANSFORM_ENCODING = "features-transform-encoding"
TRANSFORM_APPLY = "features-transform-apply"
TRANSFORM_RESET = "features-transform-reset"
TOP_SLIDER = "features-top-slider"
TOP_K = "features-top-k"
TOP_NOTE = "features-top-note"
PREVIEW_TOP = "features-preview-top"
