"""The event log: written as things happen, measured when somebody asks; it never leaves the machine."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..access import User
from ..vocabulary import EventKind
from .measures import Measures, measure
from .ports import EventStore
from .records import Event

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Insights:
    """Records events and measures them."""

    store: EventStore
    clock: Callable[[], datetime]

    def record(self, kind: EventKind, user: User | str, subject: str | None = None, **detail: Any) -> None:
        """Append an event.

        Parameters
        ----------
        kind : what happened
        user : who did it, or whose experiment it happened to
        subject : id of the draft, experiment, dataset or template
        detail : a few JSON values; those that are None are not kept
        """
        known = {name: value for name, value in detail.items() if value is not None}
        user_id = user if isinstance(user, str) else user.id
        self.store.add(Event(kind, user_id, self.clock(), subject, known))

    def summary(self, user: User) -> Measures:
        """Return the measures: of everybody for administrators, else of the user's own use."""
        events = self.store.since(BEGINNING)
        visible = events if user.is_admin else tuple(one for one in events if one.user == user.id)
        return measure(visible, self.clock())
