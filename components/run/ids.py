"""Ids of the page of a run."""

from ..ids import Family

STATE = "run-state"
TICK = "run-tick"
HEAD = "run-head"
BODY = "run-body"
NOW = "run-now"
SO_FAR = "run-so-far"
TRIALS = "run-trials"
LOG = "run-log"
SPOKEN = "run-spoken"

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
