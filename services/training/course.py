"""The course of a run: how far it is, what it says, and whether it may go on."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import CancelledError, TrainingError
from ..jobs.records import Progress


class TimeLimitError(TrainingError):
    """The run has used up the time it was given."""

    code = "TIME_LIMIT"


class Course:
    """Reports progress in shares of the expected work and stops the run when it must stop.

    Parameters
    ----------
    report, log, is_cancelled : of whoever started the run
    limit_s : seconds the run may take, or None
    """

    def __init__(
        self,
        report: Callable[[Progress], None],
        log: Callable[[str], None],
        is_cancelled: Callable[[], bool],
        *,
        limit_s: float | None = None,
    ) -> None:
        self.log = log
        self._report = report
        self._is_cancelled = is_cancelled
        self._limit_s = limit_s
        self._began = time.monotonic()
        self._work = 1.0
        self._done = 0.0
        self._said: set[str] = set()
        self.partial: dict[str, Any] = {}

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self._began

    @property
    def is_out_of_time(self) -> bool:
        """Whether the time limit is used up."""
        return self._limit_s is not None and self.seconds >= self._limit_s

    def expect(self, work: float) -> None:
        """Set the expected work, in any unit; `advance` counts in the same."""
        self._work = max(work, 1e-9)

    def advance(
        self, work: float, stage: str, message: str, partial: Mapping[str, Any] | None = None
    ) -> None:
        """Count finished work and report it with what is known so far."""
        self._done = min(self._done + work, self._work)
        self.partial.update(partial or {})
        self.say(stage, message)

    def say(self, stage: str, message: str) -> None:
        """Report where the run stands."""
        share = self._done / self._work
        remaining = self.seconds * (1 - share) / share if share > 0 else None
        self._report(Progress(share, stage, message, remaining, dict(self.partial)))

    def log_once(self, text: str) -> None:
        """Write a line to the log unless it was written before."""
        if text not in self._said:
            self._said.add(text)
            self.log(text)

    def check(self) -> None:
        """Let the run go on, or not; called between fits.

        Raises
        ------
        CancelledError
            If somebody asked for it.
        TimeLimitError
            If the time limit is used up.
        """
        if self._is_cancelled():
            raise CancelledError("The run was cancelled.")
        if self.is_out_of_time:
            raise TimeLimitError(
                f"The time limit of {self._limit_s:g} s was reached before a model was finished.",
                hint="Raise the time limit, or compare fewer or faster models.",
            )
