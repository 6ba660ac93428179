"""Layout of the comparison."""

from . import ids
from .contents import Compared, metric_rows, path_in_words, reservations, setting_rows
from .page import compare_page

__all__ = [
    "Compared",
    "compare_page",
    "ids",
    "metric_rows",
    "path_in_words",
    "reservations",
    "setting_rows",
]
