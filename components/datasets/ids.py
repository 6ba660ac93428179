"""Ids of the page of datasets."""

from ..ids import Family

SEARCH = "datasets-search"
SORT = "datasets-sort"
LIST = "datasets-list"
PART = "datasets-part"
OFFSET = "datasets-offset"
PREVIOUS = "datasets-previous"
NEXT = "datasets-next"
TOGGLE = Family("datasets-toggle")
DETAIL = Family("datasets-detail")
DETAIL_ROW = Family("datasets-detail-row")
USE = Family("datasets-use")
DELETE = Family("datasets-delete")

CONFIRM = "datasets-confirm"
CONFIRM_TITLE = "datasets-confirm-title"
CONFIRM_TEXT = "datasets-confirm-text"
CONFIRM_YES = "datasets-confirm-yes"
CONFIRM_NO = "datasets-confirm-no"
DOOMED = "datasets-doomed"
NOTICE = "datasets-notice"
