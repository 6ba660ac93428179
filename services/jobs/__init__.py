"""Durable jobs: the queue, claims with a fence, heartbeats, cancelling, the reaper."""

from .endings import (
    EXIT_CRASHED,
    EXIT_LOST,
    EXIT_OUT_OF_MEMORY,
    HEARTBEAT_S,
    HEARTBEAT_TIMEOUT_S,
    MAX_ATTEMPTS,
    SILENT,
    Death,
    Ending,
    after_death,
    death_of,
    out_of_memory,
    out_of_time,
)
from .jobs import Jobs
from .ports import JobStore
from .records import Error, Job, LogLine, Progress

__all__ = [
    "EXIT_CRASHED",
    "EXIT_LOST",
    "EXIT_OUT_OF_MEMORY",
    "HEARTBEAT_S",
    "HEARTBEAT_TIMEOUT_S",
    "MAX_ATTEMPTS",
    "SILENT",
    "Death",
    "Ending",
    "Error",
    "Job",
    "JobStore",
    "Jobs",
    "LogLine",
    "Progress",
    "after_death",
    "death_of",
    "out_of_memory",
    "out_of_time",
]
