"""What the insights room needs from outside."""

from datetime import datetime
from typing import Protocol

from .records import Event


class EventStore(Protocol):
    """The append-only event log."""

    def add(self, event: Event) -> None:
        """Append an event."""

    def since(self, start: datetime) -> tuple[Event, ...]:
        """Return the events from `start` on, oldest first."""
