"""Estimating time and memory of a run, and remembering how estimates fared."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from ..experiments.config import ExperimentConfig
from ..profile.records import Profile
from .calibration import calibrated, track_record
from .ports import EstimateStore, PastEstimate
from .records import Estimate
from .workload import workload


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Estimates:
    """Time and memory of runs on this machine, calibrated by the last runs it finished."""

    store: EstimateStore
    clock: Callable[[], datetime] = _now

    def estimate(self, config: ExperimentConfig, profile: Profile) -> Estimate:
        """Return what a run of `config` on the profiled table is expected to take.

        Faults in the configuration do not matter here; what cannot run counts nothing.
        """
        past = self.store.recent()
        work = workload(config, profile)
        return Estimate(
            calibrated(work.seconds, past), work.memory_bytes, track_record(past), round(work.seconds, 3)
        )

    def remember(self, experiment_id: str, estimate: Estimate) -> None:
        """Keep the estimate made at launch, to be compared with what the run takes."""
        seconds = estimate.seconds
        self.store.add(
            PastEstimate(
                experiment_id,
                self.clock(),
                estimate.raw_s,
                seconds.low,
                seconds.expected,
                seconds.high,
                actual_s=None,
            )
        )

    def settle(self, experiment_id: str, actual_s: float, peak_memory_bytes: int | None = None) -> None:
        """Record what a run that succeeded took, in seconds and bytes."""
        self.store.settle(experiment_id, actual_s, peak_memory_bytes)
