"""Layout of the page of datasets."""

from . import ids
from .deleting import kept_words, question
from .detail import dataset_detail
from .page import PER_PAGE, datasets_list, datasets_page, part_words

__all__ = [
    "PER_PAGE",
    "dataset_detail",
    "datasets_list",
    "datasets_page",
    "ids",
    "kept_words",
    "part_words",
    "question",
]
