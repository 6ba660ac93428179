"""Experiments and their frozen versions in `ml_experiments` and `experiment_versions`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select

from ...access import User
from ...experiments.config import ExperimentConfig
from ...experiments.records import Experiment, Version
from ...paging import Page, Query
from .database import Database
from .lists import enter_project, folded, matching, page, readable
from .mapping import values
from .tables import ExperimentRow, VersionRow


@dataclass(frozen=True, slots=True)
class SqlExperimentStore:
    """The `ExperimentStore` port on a database."""

    database: Database

    def add(self, experiment: Experiment) -> None:
        """Store a new experiment (no version yet)."""
        given = {one.name: getattr(experiment, one.name) for one in fields(experiment)}
        with self.database.write() as session:
            enter_project(session, experiment.project, experiment.created_at)
            row = ExperimentRow()
            _change(row, given)
            session.add(row)

    def get(self, experiment_id: str) -> Experiment | None:
        """Return the experiment, or None."""
        with self.database.read() as session:
            row = session.get(ExperimentRow, experiment_id)
            return None if row is None else _record(row)

    def update(self, experiment_id: str, **changes: Any) -> None:
        """Change the named fields of `Experiment`; `updated_at` follows by itself."""
        unknown = changes.keys() - {one.name for one in fields(Experiment)}
        if unknown:
            raise TypeError(f"an experiment has no {sorted(unknown)}")
        now = datetime.now(UTC)
        with self.database.write() as session:
            row = session.get(ExperimentRow, experiment_id, with_for_update=True)
            if row is not None:
                enter_project(session, changes.get("project"), now)
                _change(row, {"updated_at": now, **changes})

    def delete(self, experiment_id: str) -> None:
        """Forget the experiment, its versions, runs and jobs."""
        with self.database.write() as session:
            session.execute(delete(ExperimentRow).where(ExperimentRow.id == experiment_id))

    def list(self, user: User, query: Query, *, status: str | None = None) -> Page[Experiment]:
        """Return what the user may read and is not archived, newest first."""
        statement = (
            select(ExperimentRow)
            .where(readable(user, ExperimentRow), matching(query, ExperimentRow))
            .where(ExperimentRow.is_archived.is_(False))
            .order_by(ExperimentRow.created_at.desc(), ExperimentRow.id)
        )
        if status is not None:
            statement = statement.where(ExperimentRow.status == status)
        with self.database.read() as session:
            return page(session, statement, query, _record)

    def count_using(self, dataset_id: str) -> int:
        """Return how many experiments read this dataset."""
        statement = select(func.count()).where(ExperimentRow.dataset_id == dataset_id)
        with self.database.read() as session:
            return session.scalar(statement) or 0

    def add_version(self, experiment_id: str, config: ExperimentConfig) -> Version:
        """Freeze a configuration under the next number."""
        now = datetime.now(UTC)
        newest = select(func.max(VersionRow.number)).where(VersionRow.experiment_id == experiment_id)
        with self.database.write() as session:
            row = session.get_one(ExperimentRow, experiment_id, with_for_update=True)
            version = Version(experiment_id, (session.scalar(newest) or 0) + 1, config, now)
            session.add(
                VersionRow(
                    experiment_id=experiment_id,
                    number=version.number,
                    config=config.model_dump(mode="json"),
                    created_at=now,
                )
            )
            _change(row, {"updated_at": now, "version": version.number, "config": config})
        return version

    def version(self, experiment_id: str, number: int) -> Version | None:
        """Return a frozen version, or None."""
        with self.database.read() as session:
            row = session.get(VersionRow, (experiment_id, number))
            return None if row is None else _version(row)

    def versions(self, experiment_id: str) -> tuple[Version, ...]:
        """Return all versions, oldest first."""
        statement = (
            select(VersionRow).where(VersionRow.experiment_id == experiment_id).order_by(VersionRow.number)
        )
        with self.database.read() as session:
            return tuple(_version(row) for row in session.scalars(statement))


def _columns(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of an experiment as columns; those of the configuration follow from it."""
    columns = dict(given)
    if "metadata" in columns:
        columns["experiment_metadata"] = columns.pop("metadata")
    if "config" in columns:
        config: ExperimentConfig = columns["config"]
        columns["config"] = config.model_dump(mode="json")
        columns["dataset_id"] = config.dataset.id
    return columns


def _change(row: ExperimentRow, changes: Mapping[str, Any]) -> None:
    for name, value in _columns(changes).items():
        setattr(row, name, value)
    row.search_text = folded(row.name, row.config["description"], *row.config["tags"])


def _record(row: ExperimentRow) -> Experiment:
    config = ExperimentConfig.model_validate(row.config)
    kept = values(row, Experiment, without=("config", "metadata"))
    return Experiment(**kept, config=config, metadata=row.experiment_metadata)


def _version(row: VersionRow) -> Version:
    config = ExperimentConfig.model_validate(row.config)
    return Version(row.experiment_id, row.number, config, row.created_at)
