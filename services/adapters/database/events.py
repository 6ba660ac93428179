"""The append-only event log in the table `events`."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from ...insights.records import Event
from .database import Database
from .mapping import values
from .tables import EventRow


@dataclass(frozen=True, slots=True)
class SqlEventStore:
    """The `EventStore` port on a database."""

    database: Database

    def add(self, event: Event) -> None:
        """Append an event."""
        with self.database.write() as session:
            session.add(EventRow(**asdict(event)))

    def since(self, start: datetime) -> tuple[Event, ...]:
        """Return the events from `start` on, oldest first."""
        statement = select(EventRow).where(EventRow.at >= start).order_by(EventRow.at, EventRow.id)
        with self.database.read() as session:
            return tuple(Event(**values(row, Event)) for row in session.scalars(statement))
