"""What the jobs room needs from outside: the durable table and a way to start a child process."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from .records import Job, LogLine, Progress


class JobStore(Protocol):
    """The `jobs` table. Every write of a worker names the attempt it holds; a late one is refused."""

    def add(self, job: Job, *, key: str) -> Job:
        """Store a queued job; when its owner used `key` already return that job instead."""

    def get(self, job_id: str) -> Job | None:
        """Return the job, or None."""

    def claim(self, worker: str, now: datetime) -> Job | None:
        """Hand the oldest queued job to `worker` as running with the next attempt, or None."""

    def beat(self, job_id: str, attempt: int, now: datetime) -> bool:
        """Record a sign of life; False when this attempt no longer holds the job."""

    def report(self, job_id: str, attempt: int, progress: Progress, lines: tuple[LogLine, ...] = ()) -> bool:
        """Record progress and append log lines; False when this attempt no longer holds the job."""

    def log(self, job_id: str, *, limit: int = 200) -> tuple[LogLine, ...]:
        """Return the last lines of the log, oldest first."""

    def finish(self, job_id: str, attempt: int, now: datetime) -> bool:
        """End the job as succeeded; False when this attempt no longer holds it."""

    def end(
        self, job_id: str, attempt: int, status: str, error: Mapping[str, Any] | None, now: datetime
    ) -> bool:
        """End the job as failed or cancelled; False when this attempt no longer holds it."""

    def requeue(self, job_id: str, attempt: int, *, has_died: bool = False) -> bool:
        """Put a job back, counting a death of its process; False when another attempt holds it."""

    def request_cancel(self, job_id: str, now: datetime) -> Job | None:
        """Mark for cancelling; a queued job ends at once. Returns the job as it is now."""

    def stale(self, before: datetime) -> tuple[Job, ...]:
        """Return running jobs whose last heartbeat, or start without one, is older than `before`."""

    def unsettled(self) -> tuple[Job, ...]:
        """Return ended jobs whose experiment still says that they are queued or running."""

    def attempts(self) -> Mapping[str, int]:
        """Return the number of the last attempt at every job that is stored."""

    def active(self) -> tuple[Job, ...]:
        """Return queued and running jobs, oldest first."""

    def of_experiment(self, experiment_id: str) -> tuple[Job, ...]:
        """Return the jobs of an experiment, oldest first."""
