"""The durable queue in the tables `jobs` and `job_lines`; every write of a worker is fenced by attempt."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ...jobs.records import Job, LogLine, Progress
from .database import Database
from .mapping import values
from .tables import ExperimentRow, JobLineRow, JobRow

WAITING = ("queued", "running")


@dataclass(frozen=True, slots=True)
class SqlJobStore:
    """The `JobStore` port on a database."""

    database: Database

    def add(self, job: Job, *, key: str) -> Job:
        """Store a queued job; when the owner used `key` already return that job instead."""
        with self.database.write() as session:
            known = _by_key(session, job.owner, key)
            if known is not None:
                return _record(known)
            try:
                with session.begin_nested():
                    session.add(JobRow(**asdict(job), key=key))
            except IntegrityError:
                known = _by_key(session, job.owner, key)
                if known is None:
                    raise
                return _record(known)
        return job

    def get(self, job_id: str) -> Job | None:
        """Return the job, or None."""
        with self.database.read() as session:
            row = session.get(JobRow, job_id)
            return None if row is None else _record(row)

    def claim(self, worker: str, now: datetime) -> Job | None:
        """Hand the oldest queued job to `worker` as running with the next attempt, or None."""
        oldest = (
            select(JobRow)
            .where(JobRow.status == "queued")
            .order_by(JobRow.created_at, JobRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if not self._has_queued():
            return None
        with self.database.write() as session:
            row = session.scalar(oldest)
            if row is None:
                return None
            row.status, row.worker, row.attempt = "running", worker, row.attempt + 1
            row.started_at, row.heartbeat_at, row.progress = now, None, asdict(Progress())
            return _record(row)

    def beat(self, job_id: str, attempt: int, now: datetime) -> bool:
        """Record a sign of life; False when this attempt no longer holds the job."""
        with self.database.write() as session:
            return _write(session, job_id, attempt, heartbeat_at=now)

    def report(self, job_id: str, attempt: int, progress: Progress, lines: tuple[LogLine, ...] = ()) -> bool:
        """Record progress and append log lines; False when this attempt no longer holds the job."""
        with self.database.write() as session:
            if not _write(session, job_id, attempt, progress=asdict(progress)):
                return False
            session.add_all(JobLineRow(job_id=job_id, attempt=attempt, **asdict(line)) for line in lines)
            return True

    def log(self, job_id: str, *, limit: int = 200) -> tuple[LogLine, ...]:
        """Return the last lines of the log, oldest first."""
        statement = select(JobLineRow).where(JobLineRow.job_id == job_id).order_by(JobLineRow.id.desc())
        with self.database.read() as session:
            rows = session.scalars(statement.limit(limit)).all()
            return tuple(LogLine(row.at, row.text) for row in reversed(rows))

    def finish(self, job_id: str, attempt: int, now: datetime) -> bool:
        """End the job as succeeded; False when this attempt no longer holds it."""
        with self.database.write() as session:
            return _write(session, job_id, attempt, status="succeeded", finished_at=now)

    def end(
        self, job_id: str, attempt: int, status: str, error: Mapping[str, Any] | None, now: datetime
    ) -> bool:
        """End the job as failed or cancelled; False when this attempt no longer holds it."""
        told = None if error is None else dict(error)
        with self.database.write() as session:
            return _write(session, job_id, attempt, status=status, error=told, finished_at=now)

    def requeue(self, job_id: str, attempt: int, *, has_died: bool = False) -> bool:
        """Put a job back, counting a death of its process; False when another attempt holds it."""
        n_deaths = JobRow.n_deaths + int(has_died)
        waiting = {"status": "queued", "worker": None, "heartbeat_at": None, "n_deaths": n_deaths}
        with self.database.write() as session:
            return _write(session, job_id, attempt, **waiting)

    def request_cancel(self, job_id: str, now: datetime) -> Job | None:
        """Mark for cancelling; a queued job ends at once. Returns the job as it is now."""
        with self.database.write() as session:
            row = session.get(JobRow, job_id, with_for_update=True)
            if row is None:
                return None
            if row.status == "queued":
                row.status, row.finished_at, row.cancel_requested = "cancelled", now, True
            elif row.status == "running":
                row.cancel_requested = True
            return _record(row)

    def stale(self, before: datetime) -> tuple[Job, ...]:
        """Return running jobs whose last heartbeat, or start without one, is older than `before`."""
        last_sign = func.coalesce(JobRow.heartbeat_at, JobRow.started_at)
        statement = select(JobRow).where(JobRow.status == "running", last_sign < before)
        return self._all(statement.order_by(JobRow.created_at, JobRow.id))

    def unsettled(self) -> tuple[Job, ...]:
        """Return ended jobs whose experiment still says that they are queued or running."""
        statement = (
            select(JobRow)
            .join(ExperimentRow, ExperimentRow.job_id == JobRow.id)
            .where(ExperimentRow.status.in_(WAITING), JobRow.status.not_in(WAITING))
        )
        return self._all(statement.order_by(JobRow.created_at, JobRow.id))

    def attempts(self) -> Mapping[str, int]:
        """Return the number of the last attempt at every job that is stored."""
        with self.database.read() as session:
            return {row.id: row.attempt for row in session.execute(select(JobRow.id, JobRow.attempt))}

    def active(self) -> tuple[Job, ...]:
        """Return queued and running jobs, oldest first."""
        statement = select(JobRow).where(JobRow.status.in_(WAITING))
        return self._all(statement.order_by(JobRow.created_at, JobRow.id))

    def of_experiment(self, experiment_id: str) -> tuple[Job, ...]:
        """Return the jobs of an experiment, oldest first."""
        statement = select(JobRow).where(JobRow.experiment_id == experiment_id)
        return self._all(statement.order_by(JobRow.created_at, JobRow.id))

    def _has_queued(self) -> bool:
        """Look before locking: an idle worker must not hold up those who write."""
        with self.database.read() as session:
            return session.scalar(select(JobRow.id).where(JobRow.status == "queued").limit(1)) is not None

    def _all(self, statement: Select[JobRow]) -> tuple[Job, ...]:
        with self.database.read() as session:
            return tuple(_record(row) for row in session.scalars(statement))


def _by_key(session: Session, owner: str, key: str) -> JobRow | None:
    return session.scalar(select(JobRow).where(JobRow.owner == owner, JobRow.key == key))


def _write(session: Session, job_id: str, attempt: int, **columns: Any) -> bool:
    """Change a running job if `attempt` still holds it; tell whether it does."""
    held = update(JobRow).where(JobRow.id == job_id, JobRow.attempt == attempt, JobRow.status == "running")
    return session.connection().execute(held.values(**columns)).rowcount == 1


def _record(row: JobRow) -> Job:
    return Job(**values(row, Job, without=("progress",)), progress=Progress(**row.progress))
