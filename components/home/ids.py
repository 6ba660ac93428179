"""Ids of the list of experiments."""

from ..ids import Family

SEARCH = "home-search"
STATUS = "home-status"
CHIP = Family("home-chip")
CHIPS = "home-chips"
LEAD = "home-lead"
LIST = "home-list"
MORE = "home-more"
TICK = "home-tick"

SELECT = Family("home-select")
CHOSEN = "home-chosen"
BULK = "home-bulk"

IMPORT = "home-import"
GO_ON = Family("home-go-on")
REFUSAL = "home-refusal"
