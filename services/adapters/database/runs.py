"""Results of finished runs in the table `runs`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select

from .database import Database
from .tables import RunRow


@dataclass(frozen=True, slots=True)
class SqlRunStore:
    """The `RunStore` port on a database."""

    database: Database

    def add(self, run_id: str, *, experiment_id: str, version: int, result: Mapping[str, Any]) -> None:
        """Store the result (JSON as in examples/results.json) of a version; replaces an earlier one."""
        earlier = delete(RunRow).where(RunRow.experiment_id == experiment_id, RunRow.version == version)
        row = RunRow(
            id=run_id,
            experiment_id=experiment_id,
            version=version,
            metrics=_metrics(result),
            timings={"seconds": result.get("seconds")},
            environment=dict(result.get("environment") or {}),
            result=dict(result),
            created_at=datetime.now(UTC),
        )
        with self.database.write() as session:
            session.execute(earlier)
            session.add(row)

    def latest(self, experiment_id: str) -> Mapping[str, Any] | None:
        """Return the result of the newest finished version, or None."""
        statement = (
            select(RunRow.result)
            .where(RunRow.experiment_id == experiment_id)
            .order_by(RunRow.version.desc())
            .limit(1)
        )
        with self.database.read() as session:
            return session.scalar(statement)


def _metrics(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return the mean of each model that could be judged; a tuned one stands beside its default."""
    judged = [*result.get("leaderboard", ()), *filter(None, [result.get("baseline")])]
    kept = ("model", "note", "mean")
    means = [{name: score.get(name) for name in kept} for score in judged if score.get("mean") is not None]
    return {"metric": result.get("metric"), "means": means}
