"""What the estimates room needs from outside: the record of past estimates on this machine."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PastEstimate:
    """What was expected of a run and what it took, in seconds and bytes.

    `raw_s` is the uncalibrated cost model's figure.
    """

    experiment_id: str
    at: datetime
    raw_s: float
    low_s: float
    expected_s: float
    high_s: float
    actual_s: float | None
    peak_memory_bytes: int | None = None


class EstimateStore(Protocol):
    """Past estimates, newest first."""

    def add(self, estimate: PastEstimate) -> None:
        """Store an estimate made at launch; replaces one of the same experiment."""

    def settle(self, experiment_id: str, actual_s: float, peak_memory_bytes: int | None) -> None:
        """Record what the run took."""

    def recent(self, limit: int = 20) -> tuple[PastEstimate, ...]:
        """Return the last settled estimates, newest first."""
