"""Layout of the page of experiments."""

from . import ids
from .page import CHIPS, chips, empty_page, home_page, lead, listing
from .rows import Line, Names, against_baseline, draft_line, experiment_line
from .table import bulk_bar, experiments_table, status_tag

__all__ = [
    "CHIPS",
    "Line",
    "Names",
    "against_baseline",
    "bulk_bar",
    "chips",
    "draft_line",
    "empty_page",
    "experiment_line",
    "experiments_table",
    "home_page",
    "ids",
    "lead",
    "listing",
    "status_tag",
]
