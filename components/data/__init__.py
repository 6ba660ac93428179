"""Layout of step 1: the file, the target, the findings and the columns."""

from . import ids
from .columns_grid import columns_of_page
from .file_card import exact_progress
from .reading_form import AUTOMATIC, HELPED_CODES, MARKS, again_progress, again_refused, copy_words
from .repaired_lines import lines_progress, lines_refused, lines_table
from .start import drop_zone, reading_box, reading_progress, start_view
from .step import RANDOM, DataFacts, columns_body, data_step, refusal_notice

__all__ = [
    "AUTOMATIC",
    "HELPED_CODES",
    "MARKS",
    "RANDOM",
    "DataFacts",
    "again_progress",
    "again_refused",
    "columns_body",
    "columns_of_page",
    "copy_words",
    "data_step",
    "drop_zone",
    "exact_progress",
    "ids",
    "lines_progress",
    "lines_refused",
    "lines_table",
    "reading_box",
    "reading_progress",
    "refusal_notice",
    "start_view",
]
