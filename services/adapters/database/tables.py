"""The tables, as docs of the data model name them; a change here needs a migration beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .schema import Base, OwnedRow


def _listed(table: str) -> tuple[Index, ...]:
    """Return the indexes behind the lists of a table: what is mine, what is my project's, newest first."""
    return (
        Index(f"ix_{table}_owner_created_at", "owner", "created_at"),
        Index(f"ix_{table}_project_created_at", "project", "created_at"),
    )


class ProjectRow(Base):
    """A project, known by the name that the host's login gives; entered when something is put into it."""

    __tablename__ = "projects"
    name: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]


class DatasetRow(OwnedRow, Base):
    """An uploaded table; its bytes lie in a folder of the same id."""

    __tablename__ = "datasets"
    __table_args__ = (*_listed("datasets"), Index("ix_datasets_fingerprint", "fingerprint", "owner"))
    name: Mapped[str]
    format: Mapped[str]
    status: Mapped[str]
    n_rows: Mapped[int]
    n_columns: Mapped[int]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    fingerprint: Mapped[str]
    error: Mapped[dict[str, Any] | None]
    report: Mapped[dict[str, Any]]
    columns: Mapped[list[Any]]


class DraftRow(OwnedRow, Base):
    """A configuration being edited; `revision` is the optimistic lock."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_owner_updated_at", "owner", "updated_at"),)
    revision: Mapped[int]
    writer: Mapped[str]
    config: Mapped[dict[str, Any]]
    proposal: Mapped[dict[str, Any] | None]
    visited: Mapped[list[Any]]
    updated_at: Mapped[datetime]
    experiment_id: Mapped[str | None]
    parent_id: Mapped[str | None]


class ExperimentRow(OwnedRow, Base):
    """An experiment; `config` is its newest one and changes until the launch freezes a version."""

    __tablename__ = "ml_experiments"
    __table_args__ = (
        *_listed("ml_experiments"),
        Index("ix_ml_experiments_status", "status"),
        Index("ix_ml_experiments_dataset_id", "dataset_id"),
        Index("ix_ml_experiments_template_id", "template_id"),
        Index("ix_ml_experiments_parent_id", "parent_id"),
    )
    name: Mapped[str]
    version: Mapped[int]
    status: Mapped[str]
    config: Mapped[dict[str, Any]]
    dataset_id: Mapped[str]
    updated_at: Mapped[datetime]
    progress: Mapped[float]
    error: Mapped[dict[str, Any] | None]
    job_id: Mapped[str | None]
    mlflow_run_id: Mapped[str | None]
    template_id: Mapped[str | None]
    parent_id: Mapped[str | None]
    is_archived: Mapped[bool]
    score: Mapped[float | None]
    baseline_score: Mapped[float | None]
    experiment_metadata: Mapped[dict[str, Any]]


class VersionRow(Base):
    """An immutable, numbered configuration of an experiment."""

    __tablename__ = "experiment_versions"
    experiment_id: Mapped[str] = mapped_column(
        ForeignKey("ml_experiments.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    config: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class JobRow(Base):
    """A unit of work; `attempt` fences writers that lost it."""

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("owner", "key", name="uq_jobs_owner_key"),
        Index("ix_jobs_status_created_at", "status", "created_at"),
        Index("ix_jobs_experiment_id", "experiment_id"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    experiment_id: Mapped[str] = mapped_column(ForeignKey("ml_experiments.id", ondelete="CASCADE"))
    version: Mapped[int]
    owner: Mapped[str]
    key: Mapped[str]
    status: Mapped[str]
    attempt: Mapped[int]
    cancel_requested: Mapped[bool]
    progress: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    n_deaths: Mapped[int]
    finished_at: Mapped[datetime | None]
    worker: Mapped[str | None]
    error: Mapped[dict[str, Any] | None]


class JobLineRow(Base):
    """One line of a job's log; `at` is seconds since the attempt began."""

    __tablename__ = "job_lines"
    __table_args__ = (Index("ix_job_lines_job_id", "job_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"))
    attempt: Mapped[int]
    at: Mapped[float]
    text: Mapped[str]


class RunRow(Base):
    """The result of a version; metrics, timings and environment are kept apart for questions over many."""

    __tablename__ = "runs"
    __table_args__ = (UniqueConstraint("experiment_id", "version", name="uq_runs_experiment_id_version"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    experiment_id: Mapped[str] = mapped_column(ForeignKey("ml_experiments.id", ondelete="CASCADE"))
    version: Mapped[int]
    metrics: Mapped[dict[str, Any]]
    timings: Mapped[dict[str, Any]]
    environment: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class TemplateRow(OwnedRow, Base):
    """A template as it is now; `config` is its newest recipe."""

    __tablename__ = "experiment_templates"
    __table_args__ = (
        *_listed("experiment_templates"),
        Index("ix_experiment_templates_usage_count", "usage_count"),
    )
    name: Mapped[str]
    category: Mapped[str]
    tags: Mapped[list[Any]]
    version: Mapped[int]
    description: Mapped[str]
    config: Mapped[dict[str, Any]]
    visibility: Mapped[str]
    updated_at: Mapped[datetime]
    usage_count: Mapped[int]
    record: Mapped[dict[str, Any]]
    is_archived: Mapped[bool]


class TemplateVersionRow(Base):
    """The immutable, numbered recipe of a template."""

    __tablename__ = "template_versions"
    template_id: Mapped[str] = mapped_column(
        ForeignKey("experiment_templates.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    config: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class TemplateShareRow(Base):
    """A further project whose members may read and use a template."""

    __tablename__ = "template_shares"
    template_id: Mapped[str] = mapped_column(
        ForeignKey("experiment_templates.id", ondelete="CASCADE"), primary_key=True
    )
    project: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]


class FeatureSetRow(OwnedRow, Base):
    """A named selection of features, by the names of columns."""

    __tablename__ = "feature_sets"
    __table_args__ = (Index("ix_feature_sets_owner_updated_at", "owner", "updated_at"),)
    name: Mapped[str]
    description: Mapped[str]
    include: Mapped[list[Any]]
    exclude: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


class EventRow(Base):
    """An entry of the append-only event log."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_at", "at", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str]
    user: Mapped[str]
    at: Mapped[datetime]
    subject: Mapped[str | None]
    detail: Mapped[dict[str, Any]]


class EstimateRow(Base):
    """What was expected of a run, and what it took once it is settled."""

    __tablename__ = "estimates"
    __table_args__ = (Index("ix_estimates_at", "at"),)
    experiment_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    raw_s: Mapped[float]
    low_s: Mapped[float]
    expected_s: Mapped[float]
    high_s: Mapped[float]
    actual_s: Mapped[float | None]
    peak_memory_bytes: Mapped[int | None] = mapped_column(BigInteger)
