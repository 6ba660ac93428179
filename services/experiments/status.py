"""How an experiment's row follows from its job."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ..vocabulary import ExperimentStatus
from .ports import JobLike
from .records import Experiment

RESET: Mapping[str, Any] = MappingProxyType(
    {
        "status": "queued",
        "progress": 0.0,
        "error": None,
        "score": None,
        "baseline_score": None,
        "mlflow_run_id": None,
    }
)
"""What a new launch sets back."""


def is_over(status: ExperimentStatus) -> bool:
    """Tell whether nothing more will happen by itself."""
    return status in ("succeeded", "failed", "cancelled")


def is_outdated(experiment: Experiment, job: JobLike) -> bool:
    """Tell whether a message of a job comes too late: of an older version, or after the end."""
    is_mine = experiment.job_id == job.id
    after_end = is_mine and is_over(experiment.status) and not is_over(job.status)
    return after_end or (not is_mine and job.version < experiment.version)


def changes_of(job: JobLike, result: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the fields of the experiment that a job's state settles.

    Parameters
    ----------
    job : as it is now
    result : of the finished run (JSON as in examples/results.json), else None
    """
    changes: dict[str, Any] = dict(RESET) if job.status == "queued" else {}
    share = 1.0 if job.status == "succeeded" else min(1.0, max(0.0, job.progress.share))
    changes |= {"version": job.version, "job_id": job.id, "status": job.status, "progress": share}
    changes["error"] = dict(job.error) if job.error and job.status == "failed" else None
    if result is not None:
        best: Mapping[str, Any] = next(iter(result.get("leaderboard") or ()), {})
        changes["score"] = best.get("mean")
        changes["baseline_score"] = (result.get("baseline") or {}).get("mean")
        changes["mlflow_run_id"] = result.get("mlflow_run_id")
    return changes
