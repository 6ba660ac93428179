"""Ids of the page of a run."""

from ..ids import Family

STATE = "run-state"
TICK = "run-tick"
HEAD = "run-head"
BODY = "run-body"
SPOKEN = "run-spoken"

LIVE = Family("run-live")
"""Parts that are drawn again while a run goes on: now, so_far, trials, log.

A family, because a look that is under way when the run ends finds most of them gone.
"""

CANCEL = "run-cancel"
REPEAT = "run-repeat"
LAUNCH = "run-launch"
WIDEN = "run-widen"
PLOTS = Family("run-search-plots")
"""Places of the plots of a search, by model; filled after the page."""

FORK = Family("run-fork")
"""Buttons that copy the experiment into the wizard, by the place where they stand."""

DOWNLOAD = Family("run-download")
"""Entries of the menu of downloads: yaml, json, results."""

FILE = "run-file"
