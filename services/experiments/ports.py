"""What the experiments room needs from outside: stores, the queue of jobs, recipes, the event log."""

from collections.abc import Mapping
from typing import Any, Protocol

from ..access import User
from ..datasets.records import Dataset
from ..paging import Page, Query
from ..profile.records import Profile
from ..vocabulary import EventKind, JobStatus, StepName
from .config import ExperimentConfig
from .records import Draft, Experiment, Version


class DraftStore(Protocol):
    """Drafts, saved with optimistic locking."""

    def add(self, draft: Draft) -> None:
        """Store a new draft."""

    def get(self, draft_id: str) -> Draft | None:
        """Return the draft, or None."""

    def save(self, draft: Draft, *, expected_revision: int) -> bool:
        """Replace the draft if its stored revision is `expected_revision`; tell whether it was."""

    def visit(self, draft_id: str, step: StepName) -> None:
        """Put a step last among those that were opened, without a new revision."""

    def delete(self, draft_id: str) -> None:
        """Forget the draft; unknown ids are ignored."""

    def list(self, user: User, query: Query) -> Page[Draft]:
        """Return the user's own drafts without an experiment, last changed first."""


class ExperimentStore(Protocol):
    """Experiments and their versions."""

    def add(self, experiment: Experiment) -> None:
        """Store a new experiment (no version yet); ConflictError if there is one with its id."""

    def get(self, experiment_id: str) -> Experiment | None:
        """Return the experiment, or None."""

    def update(self, experiment_id: str, **changes: Any) -> None:
        """Change the named fields of `Experiment`; `updated_at` follows by itself."""

    def delete(self, experiment_id: str) -> None:
        """Forget the experiment, its versions, runs and jobs."""

    def list(self, user: User, query: Query, *, status: str | None = None) -> Page[Experiment]:
        """Return what the user may read and is not archived, newest first."""

    def count_using(self, dataset_id: str) -> int:
        """Return how many experiments read this dataset."""

    def add_version(self, experiment_id: str, config: ExperimentConfig) -> Version:
        """Freeze a configuration under the next number."""

    def version(self, experiment_id: str, number: int) -> Version | None:
        """Return a frozen version, or None."""

    def versions(self, experiment_id: str) -> tuple[Version, ...]:
        """Return all versions, oldest first."""


class JobQueue(Protocol):
    """Where a launch puts its work (implemented by services.jobs)."""

    def enqueue(self, *, experiment_id: str, version: int, owner: str, key: str) -> str:
        """Queue a training job and return its id; an equal `key` returns the job it made before."""

    def cancel(self, job_id: str) -> None:
        """Ask for the end of a job."""


class RunStore(Protocol):
    """Results of finished runs."""

    def add(self, run_id: str, *, experiment_id: str, version: int, result: Mapping[str, Any]) -> None:
        """Store the result (JSON as in examples/results.json) of a version; replaces an earlier one."""

    def latest(self, experiment_id: str) -> Mapping[str, Any] | None:
        """Return the result of the newest finished version, or None."""


class ProgressLike(Protocol):
    """How far a job is."""

    @property
    def share(self) -> float:
        """Share done, in [0, 1]."""


class JobLike(Protocol):
    """What this room reads of a job (services.jobs comes later and has the full record)."""

    @property
    def id(self) -> str:
        """Identifier."""

    @property
    def experiment_id(self) -> str:
        """Experiment it works for."""

    @property
    def version(self) -> int:
        """Version of that experiment."""

    @property
    def status(self) -> JobStatus:
        """Where it stands."""

    @property
    def progress(self) -> ProgressLike:
        """How far it is."""

    @property
    def error(self) -> Mapping[str, Any] | None:
        """``{code, message, hint}`` when it failed."""


class Recorder(Protocol):
    """The event log (services.insights comes later)."""

    def record(self, kind: EventKind, user: User | str, subject: str | None = None, **detail: Any) -> None:
        """Append an event about the use of the app."""


class Recipes(Protocol):
    """Templates, as far as a draft needs them (services.templates comes later)."""

    def apply(
        self, user: User, template_id: str, dataset_id: str, target: str | None = None
    ) -> ExperimentConfig:
        """Return the complete configuration of a template for a dataset."""


class DatasetSource(Protocol):
    """Where tables come from (`services.datasets.Datasets`)."""

    def get(self, user: User, dataset_id: str) -> Dataset:
        """Return a dataset the user may read, else refuse."""

    def find(self, user: User, fingerprint: str) -> Dataset | None:
        """Return the user's dataset with these bytes, or None."""


class ProfileSource(Protocol):
    """Where profiles come from (`services.profile.Profiles`)."""

    def get(self, user: User, dataset_id: str, *, target: str | None = None) -> Profile:
        """Return the stored profile, described for a target (None: the suggested one)."""
