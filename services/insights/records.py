"""An event, as the app records it about its own use; it never leaves the machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Event:
    """Something a user did or that happened to their experiment.

    `subject` is the id of the draft, experiment, dataset or template it is about.
    """

    kind: EventKind
    user: str
    at: datetime
    subject: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
