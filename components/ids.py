"""Ids of the frame that every page shares, and families of like components."""

from dataclasses import dataclass
from typing import Any

from dash import ALL, MATCH

URL = "url"
PAGE = "page"
THEME = "theme"
THEME_TOGGLE = "theme-toggle"
HEADER = "header"
NAVIGATION = "navigation"
ALERT = "alert"
TOAST = "toast"
TOAST_DATA = "toast-data"
TOAST_UNDO = "toast-undo"
TOAST_UNDONE = "toast-undone"
LIVE = "live"
GO = "page-go"
"""Store of a page: the address to go to, a path with its query or a query alone."""
TOLD = "page-told"
"""Store of a page: what the toast says (`widgets.toast_data`)."""
HELP = "help"


@dataclass(frozen=True, slots=True)
class Family:
    """Like components that differ by a key, such as the fields of a model's parameters."""

    name: str

    def one(self, key: str) -> dict[str, Any]:
        """Return the id of the member called `key`."""
        return {"type": self.name, "index": key}

    @property
    def every(self) -> dict[str, Any]:
        """Match all members at once."""
        return {"type": self.name, "index": ALL}

    @property
    def same(self) -> dict[str, Any]:
        """Match the member with the same key as in the other ids of a callback."""
        return {"type": self.name, "index": MATCH}


FINDING_FIX = Family("finding-fix")
"""Buttons that apply the fix of a finding; the key is `widgets.finding_key`."""
FINDING_KEEP = Family("finding-keep")
"""Buttons that dismiss findings; the key is the group's, a dot, and the number of the reason or ``own``."""
FINDING_WORDS = Family("finding-words")
"""Fields with a reason in the user's own words, by the key of the group."""
FINDING_BACK = Family("finding-back")
"""Buttons that open dismissed findings again, by the key of the group."""
