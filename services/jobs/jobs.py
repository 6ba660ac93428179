"""The durable queue: what launches put in, workers take out and pages look at."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..access.authorize import unknown
from ..ids import new_id
from .endings import HEARTBEAT_TIMEOUT_S, MAX_ATTEMPTS, SILENT, Death, after_death
from .ports import JobStore
from .records import Error, Job, LogLine, Progress


@dataclass(frozen=True, slots=True)
class Jobs:
    """Jobs of one home or server.

    The table is the truth. A worker holds a job as the `Job` that `claim` gave it; each of its
    writes names that attempt and answers False, changing nothing, once another attempt holds the
    job. `on_change` is told every change after it is stored, except the queueing itself, which the
    one who queues knows; `wake` is called when there is something to do.
    """

    store: JobStore
    wake: Callable[[], None]
    on_change: Callable[[Job], None]
    clock: Callable[[], datetime]

    def enqueue(self, *, experiment_id: str, version: int, owner: str, key: str) -> str:
        """Queue a training job and return its id; an equal `key` of this owner returns its earlier job."""
        job = Job(
            id=new_id("jb"),
            kind="training",
            experiment_id=experiment_id,
            version=version,
            owner=owner,
            status="queued",
            attempt=0,
            cancel_requested=False,
            progress=Progress(),
            created_at=self.clock(),
        )
        stored = self.store.add(job, key=key)
        self.wake()
        return stored.id

    def get(self, job_id: str) -> Job:
        """Return a job as it is now.

        Raises
        ------
        NotFoundError
            If there is no such job.
        """
        job = self.store.get(job_id)
        if job is None:
            raise unknown(job_id)
        return job

    def log(self, job_id: str, *, limit: int = 200) -> tuple[LogLine, ...]:
        """Return the last lines of a job's log, oldest first."""
        return self.store.log(job_id, limit=limit)

    def active(self) -> tuple[Job, ...]:
        """Return queued and running jobs, oldest first."""
        return self.store.active()

    def of_experiment(self, experiment_id: str) -> tuple[Job, ...]:
        """Return the jobs of an experiment, oldest first."""
        return self.store.of_experiment(experiment_id)

    def cancel(self, job_id: str) -> None:
        """Ask for the end of a job: a queued one ends at once, a running one within seconds."""
        job = self.store.request_cancel(job_id, self.clock())
        if job is None:
            raise unknown(job_id)
        if job.status == "cancelled":
            self.on_change(job)

    def claim(self, worker: str) -> Job | None:
        """Take the oldest queued job for a worker, or None."""
        job = self.store.claim(worker, self.clock())
        if job is not None:
            self.on_change(job)
        return job

    def beat(self, held: Job) -> bool:
        """Give a sign of life; False when this attempt no longer holds the job."""
        return self.store.beat(held.id, held.attempt, self.clock())

    def report(self, held: Job, progress: Progress, lines: tuple[LogLine, ...] = ()) -> bool:
        """Record progress and append log lines; False when this attempt no longer holds the job."""
        if not self.store.report(held.id, held.attempt, progress, lines):
            return False
        self.on_change(replace(held, progress=progress))
        return True

    def finish(self, held: Job) -> bool:
        """End a job as succeeded; its results must be stored before."""
        return self._told(held, self.store.finish(held.id, held.attempt, self.clock()))

    def fail(self, held: Job, error: Error) -> bool:
        """End a job as failed with ``{code, message, hint}``."""
        return self._told(held, self.store.end(held.id, held.attempt, "failed", error, self.clock()))

    def cancelled(self, held: Job) -> bool:
        """End a job as cancelled, after its work has stopped."""
        return self._told(held, self.store.end(held.id, held.attempt, "cancelled", None, self.clock()))

    def interrupted(self, held: Job) -> bool:
        """Put a job back whose worker is being stopped; this does not count as a death."""
        return self._told(held, self.store.requeue(held.id, held.attempt))

    def died(self, held: Job, death: Death, *, max_attempts: int = MAX_ATTEMPTS) -> bool:
        """Settle a job whose process is gone: queue it again, or end it with the cause.

        Returns
        -------
        bool, False when the job had an ending already or another attempt holds it
        """
        now = self.store.get(held.id)
        if now is None or now.status != "running" or now.attempt != held.attempt:
            return False
        ending = after_death(now, death, max_attempts=max_attempts)
        if ending.action == "requeue":
            return self._told(held, self.store.requeue(held.id, held.attempt, has_died=True))
        if ending.error is None:
            return self.cancelled(held)
        return self.fail(held, ending.error)

    def reap(
        self, heartbeat_timeout_s: float = HEARTBEAT_TIMEOUT_S, max_attempts: int = MAX_ATTEMPTS
    ) -> tuple[Job, ...]:
        """Settle running jobs without a sign of life for too long, and return them as they were."""
        silent = self.store.stale(self.clock() - timedelta(seconds=heartbeat_timeout_s))
        return tuple(job for job in silent if self.died(job, SILENT, max_attempts=max_attempts))

    def catch_up(self) -> None:
        """Tell endings that were stored but not told, because the process that knew died in between."""
        for job in self.store.unsettled():
            self.on_change(job)

    def _told(self, held: Job, is_ours: bool) -> bool:
        now = self.store.get(held.id) if is_ours else None
        if now is not None:
            self.on_change(now)
        return is_ours
