"""A durable job as the `jobs` table keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..vocabulary import JobKind, JobStatus

Error = Mapping[str, Any]
"""Why a job failed: ``{code, message, hint}``."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a job's log; `at` is seconds since the attempt began."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job stands: `share` in [0, 1], a stage key, a sentence, and the seconds still expected.

    Stages of a training job, in order: ``prepare, compare, tune, final, log``.
    `partial` holds what is already known, e.g. the scores of finished models.
    """

    share: float = 0.0
    stage: str = "prepare"
    message: str = ""
    remaining_s: float | None = None
    partial: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """A unit of work that outlives the page and the server.

    `attempt` counts claims and fences late writers; `n_deaths` counts the attempts whose process died;
    `error` is ``{code, message, hint}``.
    """

    id: str
    kind: JobKind
    experiment_id: str
    version: int
    owner: str
    status: JobStatus
    attempt: int
    cancel_requested: bool
    progress: Progress
    created_at: datetime
    started_at: datetime | None = None
    heartbeat_at: datetime | None = None
    finished_at: datetime | None = None
    worker: str | None = None
    error: Error | None = None
    n_deaths: int = 0
