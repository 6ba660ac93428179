"""Carries a run's progress and log to its job, seldom enough not to slow the run down."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ..services.errors import UnavailableError
from ..services.jobs import Job, Jobs, LogLine, Progress

PAUSE_S = 0.5
LONGEST_LINE = 2000


@dataclass(slots=True)
class Reporter:
    """Collects what a run says and writes it at most every `PAUSE_S` seconds.

    A database that is away loses nothing but time: what could not be written goes with the next.

    Parameters
    ----------
    jobs : where it is written
    job : as claimed
    """

    jobs: Jobs
    job: Job
    clock: Callable[[], float] = time.monotonic
    _began: float = 0.0
    _written: float = float("-inf")
    _progress: Progress = field(default_factory=Progress)
    _lines: list[LogLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start the clock of the log."""
        self._began = self.clock()

    def report(self, progress: Progress) -> None:
        """Take the present progress."""
        self._progress = progress
        self._write_when_due()

    def log(self, text: str) -> None:
        """Take a line of the log; printed, too, for the file that stays with the run."""
        sys.stdout.write(f"{text}\n")
        self._lines.append(LogLine(round(self.clock() - self._began, 3), text[:LONGEST_LINE]))
        self._write_when_due()

    def flush(self) -> None:
        """Write what is not yet written."""
        lines = tuple(self._lines)
        try:
            self.jobs.report(self.job, self._progress, lines)
        except UnavailableError:
            return
        finally:
            self._written = self.clock()
        del self._lines[: len(lines)]

    def _write_when_due(self) -> None:
        if self.clock() - self._written >= PAUSE_S:
            self.flush()
