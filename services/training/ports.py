"""What a run needs from outside: a tracker that outlives its own failures."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TrackedRun:
    """What is written to the tracker about one finished (or failed) run.

    `status` is that of the job: succeeded, failed or cancelled. `artifacts` is the folder of the run
    and `model` the pipeline's file in it. `project` names the tracker's experiment.
    """

    experiment_id: str
    experiment_name: str
    version: int
    status: str
    parameters: Mapping[str, str]
    metrics: Mapping[str, float]
    tags: Mapping[str, str]
    artifacts: Path | None
    model: Path | None
    started_at_ms: int
    ended_at_ms: int
    project: str | None = None


class Tracker(Protocol):
    """MLflow, or a fake of it."""

    def prepare(self) -> None:
        """Create the store if it is missing; slow the first time (6 to 9 s)."""

    def record(self, run: TrackedRun) -> str:
        """Write a run with its final state and return the tracker's run id."""
