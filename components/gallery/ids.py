"""Ids of the gallery and of a template's page."""

SEARCH = "gallery-search"
CATEGORY = "gallery-category"
LIST = "gallery-list"
MORE = "gallery-more"
IMPORT = "gallery-import"

TEMPLATE = "gallery-template"
DATASET = "gallery-dataset"
FIT = "gallery-fit"
USE = "gallery-use"
REFUSAL = "gallery-refusal"
