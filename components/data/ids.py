"""Ids of step 1."""

from ..ids import Family

UPLOAD = "data-upload"
STARTS = "data-starts"
OPENED = "data-opened"
DROP = "data-drop"
DROP_SLOT = "data-drop-slot"
DROP_PROGRESS = "data-drop-progress"
READING = "data-reading"
READING_BOX = "data-reading-box"
READING_CANCEL = "data-reading-cancel"
REFUSAL = "data-refusal"
EXAMPLE = Family("data-example")
LIBRARY = Family("data-library")

REPORT = "data-report"
REPORT_TOGGLE = "data-report-toggle"
LINES = "data-lines"
LINES_OF = "data-lines-of"
LINES_SHOW = "data-lines-show"
LINES_BOX = "data-lines-box"
LINES_PROGRESS = "data-lines-progress"
LINES_CANCEL = "data-lines-cancel"
AGAIN = "data-again"
AGAIN_RESET = "data-again-reset"
AGAIN_BUTTONS = "data-again-buttons"
AGAIN_BOX = "data-again-box"
AGAIN_PROGRESS = "data-again-progress"
AGAIN_CANCEL = "data-again-cancel"
AGAIN_SAID = "data-again-said"
AGAIN_OF = "data-again-of"
AGAIN_WANTED = "data-again-wanted"
AGAIN_DONE = "data-again-done"
AGAIN_FIELD = Family("data-again-field")
AGAIN_MESSAGE = Family("data-again-message")
EXACT_WANTED = "data-exact-wanted"
EXACT_DONE = "data-exact-done"
EXACT_BOX = "data-exact-box"
EXACT_PROGRESS = "data-exact-progress"
EXACT_CANCEL = "data-exact-cancel"

TARGET = "data-target"
TARGET_OPTIONS = "data-target-options"
TARGET_MESSAGE = "data-target-message"
TARGET_BODY = "data-target-body"
TARGET_SKELETON = "data-target-skeleton"
TASK = Family("data-task")
FINDING = Family("data-finding")

FIND_COLUMN = "data-find-column"
COLUMNS = "data-columns"
ROWS = Family("data-rows")
ROWS_SHOWN = "data-rows-shown"
COLUMNS_WORDS = "data-columns-words"
COLUMNS_PAGE = "data-columns-page"
COLUMNS_BACK = "data-columns-back"
COLUMNS_ON = "data-columns-on"
KIND = Family("data-kind")
KIND_SIGN = Family("data-kind-sign")
