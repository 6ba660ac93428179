"""Layout of the gallery and of a template's page."""

from . import ids
from .cards import template_card
from .detail import detail_page
from .fit import fit_view, misfit_view
from .page import ALL, gallery_page, template_list
from .wording import condition_in_words, roles_in_words, rules_in_words, validation_in_words

__all__ = [
    "ALL",
    "condition_in_words",
    "detail_page",
    "fit_view",
    "gallery_page",
    "ids",
    "misfit_view",
    "roles_in_words",
    "rules_in_words",
    "template_card",
    "template_list",
    "validation_in_words",
]
