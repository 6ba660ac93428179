"""Takes jobs from the queue, one at a time, and watches over the process of each."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ..services.adapters.dispatch import Child, Limits, LocalDispatch
from ..services.adapters.processes import follow_parent, is_gone, set_on, worker_name
from ..services.errors import UnavailableError
from ..services.jobs import (
    EXIT_LOST,
    HEARTBEAT_S,
    SILENT,
    Death,
    Job,
    Jobs,
    death_of,
    out_of_memory,
    out_of_time,
)
from .patience import insist
from .runs import run_id, sweep
from .settings import Settings
from .spool import WAITING, Tracking, spool_of

if TYPE_CHECKING:
    from .build import House

_LOG = logging.getLogger(__name__)

POLL_S = 0.5
GRACE_S = 5.0
TRACKING_PATIENCE_S = 90.0
OVERTIME = 2.0
OVERTIME_S = 60.0
"""A run ends by itself at its time limit; one that does not is ended after this much more."""

OnProgress = Callable[[Job], None]


def run_worker(
    settings: Settings,
    *,
    once: bool = False,
    until_job: str | None = None,
    on_progress: OnProgress | None = None,
    on_end: Callable[[], None] | None = None,
) -> None:
    """Work on the queue until a signal ends it.

    Parameters
    ----------
    settings : where the queue is
    once : end when the queue is empty
    until_job : end when this job has ended, whoever runs it
    on_progress : is told how `until_job` stands
    on_end : is called when `until_job` has ended, before the tracker is waited for
    """
    follow_parent(signal.SIGTERM)
    from .build import build
    from .job import SYSTEM

    house = build(settings, lambda: SYSTEM)
    house.database.upgrade()
    environment = settings.environment()
    tracking = Tracking(spool_of(settings), environment)
    worker = Worker(house, LocalDispatch(environment), tracking)
    try:
        with _ended_by_signal(worker.stop):
            worker.run(once=once, until_job=until_job, on_progress=on_progress)
        if on_end is not None and not worker.stop.is_set():
            on_end()
    finally:
        tracking.finish(worker.has_untold, TRACKING_PATIENCE_S if once or until_job else 0.0)
        house.database.dispose()


@dataclass(slots=True)
class Worker:
    """Runs one job at a time.

    Parameters
    ----------
    house : services, files and settings
    dispatch : starts the process of a job
    tracking : writes what has ended to the tracker
    """

    house: "House"
    dispatch: LocalDispatch
    tracking: Tracking
    stop: threading.Event = field(default_factory=threading.Event)
    name: str = field(default_factory=worker_name)
    _next_look: float = 0.0
    _last_look: datetime | None = None

    @property
    def _jobs(self) -> Jobs:
        return self.house.services.jobs

    def run(self, *, once: bool, until_job: str | None, on_progress: OnProgress | None) -> None:
        """See `run_worker`."""
        insist(self._jobs.catch_up)
        sweep(self.house.files, lambda: insist(self._jobs.store.attempts))
        is_new = True
        while not self.stop.is_set():
            try:
                if until_job is not None and self._has_ended(until_job, on_progress):
                    break
                self._look_around()
                self.tracking.look(is_due=is_new or self.has_untold())
                job = self._jobs.claim(self.name)
            except UnavailableError as error:
                _LOG.warning("%s Trying again.", error.message)
                self.stop.wait(POLL_S)
                continue
            if job is not None:
                self._work(job, until_job, on_progress)
            elif once:
                break
            else:
                self.stop.wait(POLL_S)
            is_new = False

    def has_untold(self) -> bool:
        """Tell whether the tracker does not know yet of a job that has ended."""
        waiting = self.tracking.spool.jobs()
        return bool(waiting) and not {job.id for job in self._jobs.active()}.issuperset(waiting)

    def _has_ended(self, job_id: str, on_progress: OnProgress | None) -> bool:
        job = self._jobs.get(job_id)
        if on_progress is not None:
            on_progress(job)
        return job.status not in WAITING

    def _work(self, job: Job, until_job: str | None, on_progress: OnProgress | None) -> None:
        """Start the process of a job, follow it to its end and settle what it left open."""
        self.tracking.spool.add(job.id)
        limits = insist(lambda: self._limits(job))
        child = self.dispatch.start(job.id, job.attempt, limits)
        watch = _Watch(self._jobs, job, child, limits)
        try:
            while not (watch.is_over() or self.stop.is_set()):
                self._look_around_beside(job, until_job, on_progress)
        except KeyboardInterrupt:
            self._break_off(
                job, child, self._jobs.cancelled if job.id == until_job else self._jobs.interrupted
            )
            raise
        if self.stop.is_set() and child.wait(0) is None:
            self._break_off(job, child, self._jobs.interrupted)
            return
        self._settle(job, watch.death)
        self.tracking.soon()
        self.tracking.look(is_due=True)

    def _break_off(self, job: Job, child: Child, end: Callable[[Job], bool]) -> None:
        """End a process that is at work because this worker is to stop."""
        child.kill()
        if insist(lambda: end(job)):
            self.house.files.discard_run(run_id(job))

    def _limits(self, job: Job) -> Limits:
        version = self.house.services.experiments.store.version(job.experiment_id, job.version)
        most_mb = self.house.settings.job_memory_mb
        if version is None:
            return Limits(1, most_mb)
        asked = version.config.resources
        time_s = None if asked.time_limit_s is None else OVERTIME * asked.time_limit_s + OVERTIME_S
        return Limits(asked.n_threads, min(most_mb, asked.memory_limit_mb or most_mb), time_s)

    def _settle(self, job: Job, death: Death | None) -> None:
        """Decide about a job whose process has ended; nothing happens when it has an ending already."""
        if death is not None and insist(lambda: self._jobs.died(job, death)):
            _LOG.warning("job %s, attempt %d, died: %s", job.id, job.attempt, death.cause)
            self.house.files.discard_run(run_id(job))
        insist(self._jobs.catch_up)

    def _look_around_beside(self, job: Job, until_job: str | None, on_progress: OnProgress | None) -> None:
        """Look around while a job runs; a database that is away must not end the watch."""
        self.tracking.look(is_due=False)
        try:
            self._look_around()
            if until_job is not None and on_progress is not None:
                on_progress(self._jobs.get(until_job))
        except UnavailableError as error:
            _LOG.warning("%s Job %s goes on.", error.message, job.id)

    def _look_around(self) -> None:
        """Settle, every few seconds, the jobs of workers that are gone or silent."""
        if time.monotonic() < self._next_look:
            return
        timeout_s = self.house.settings.heartbeat_timeout_s
        pause_s = min(HEARTBEAT_S, timeout_s / 4)
        self._next_look = time.monotonic() + pause_s
        for job in self._jobs.active():
            if job.status == "running" and job.worker and is_gone(job.worker):
                self._settle(job, SILENT)
        # After the clock jumped or the machine slept all beats look old: give them time to be renewed.
        now, last = self._jobs.clock(), self._last_look
        self._last_look = now
        if last is not None and now - last < timedelta(seconds=pause_s + timeout_s / 2):
            for job in self._jobs.reap(timeout_s):
                self.house.files.discard_run(run_id(job))


@dataclass(slots=True)
class _Watch:
    """Watches one process: keeps its heart beating, hears cancels, holds it to its limits."""

    jobs: Jobs
    job: Job
    child: Child
    limits: Limits
    death: Death | None = None
    _began: float = field(default_factory=time.monotonic)
    _next_beat: float = 0.0
    _asked_at: float | None = None

    def is_over(self) -> bool:
        """Look once, for at most `POLL_S` seconds; True when the process has ended or was ended."""
        code = self.child.wait(POLL_S)
        if code is not None:
            # Also code 0 is a death if the job has no ending; `Jobs.died` looks.
            self.death = None if code == EXIT_LOST else death_of(code, memory_mb=self.limits.memory_mb)
            return True
        return self._is_beyond_limits() or self._has_lost()

    def _is_beyond_limits(self) -> bool:
        if self.child.resident_bytes() > self.limits.memory_mb * 2**20:
            self.death = out_of_memory(self.limits.memory_mb)
        elif self.limits.time_s is not None and time.monotonic() - self._began > self.limits.time_s:
            self.death = out_of_time(self.limits.time_s)
        else:
            return False
        self.child.kill()
        return True

    def _has_lost(self) -> bool:
        """Beat and hear a cancel; True when another attempt holds the job and this one was ended."""
        now = time.monotonic()
        try:
            if now >= self._next_beat:
                if not self.jobs.beat(self.job) and self.child.wait(GRACE_S) is None:
                    self.child.kill()
                    return True
                self._next_beat = now + HEARTBEAT_S
            is_cancelled = self.jobs.get(self.job.id).cancel_requested
        except UnavailableError as error:
            _LOG.warning("%s Job %s goes on.", error.message, self.job.id)
            return False
        if is_cancelled and self._asked_at is None:
            self._asked_at = now
            self.child.terminate()
        if self._asked_at is not None and now - self._asked_at > GRACE_S:
            self.death = death_of(-signal.SIGKILL, memory_mb=None)
            self.child.kill()
            return True
        return False


@contextmanager
def _ended_by_signal(stop: threading.Event) -> Iterator[None]:
    """Let SIGTERM stop the work in order, where this is the main thread of a process."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = set_on(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
