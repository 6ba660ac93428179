"""Past estimates in the table `estimates`."""

from dataclasses import asdict, dataclass

from sqlalchemy import select, update

from ...estimates.ports import PastEstimate
from .database import Database
from .mapping import values
from .tables import EstimateRow


@dataclass(frozen=True, slots=True)
class SqlEstimateStore:
    """The `EstimateStore` port on a database."""

    database: Database

    def add(self, estimate: PastEstimate) -> None:
        """Store an estimate made at launch; replaces one of the same experiment."""
        with self.database.write() as session:
            session.merge(EstimateRow(**asdict(estimate)))

    def settle(self, experiment_id: str, actual_s: float, peak_memory_bytes: int | None) -> None:
        """Record what the run took."""
        statement = update(EstimateRow).where(EstimateRow.experiment_id == experiment_id)
        with self.database.write() as session:
            session.execute(statement.values(actual_s=actual_s, peak_memory_bytes=peak_memory_bytes))

    def recent(self, limit: int = 20) -> tuple[PastEstimate, ...]:
        """Return the last settled estimates, newest first."""
        statement = (
            select(EstimateRow)
            .where(EstimateRow.actual_s.is_not(None))
            .order_by(EstimateRow.at.desc(), EstimateRow.experiment_id)
            .limit(limit)
        )
        with self.database.read() as session:
            return tuple(PastEstimate(**values(row, PastEstimate)) for row in session.scalars(statement))
