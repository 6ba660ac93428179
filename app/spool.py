"""Runs that wait to be written to the tracker; a process of its own writes them, so that no job waits."""

import fcntl
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..services.adapters.dispatch import Child, start_child
from ..services.adapters.processes import follow_parent
from ..services.experiments import Experiment, ExperimentConfig
from ..services.ids import is_id
from ..services.jobs import Job
from ..services.training import TrackedRun
from .runs import run_id
from .settings import Settings

if TYPE_CHECKING:
    from .build import House

MODULE = "hydroml.app.spool"
MODELS = ("pipeline.skops", "pipeline.pkl")
WAITING = ("queued", "running")
TIMEOUT_S = 180.0
FIRST_PAUSE_S = 5.0
LONGEST_PAUSE_S = 300.0
LOOK_S = 1.0
POLL_S = 0.1
NICENESS = 10


@dataclass(frozen=True, slots=True)
class Spool:
    """One empty file per job that is, or will be, ready for the tracker."""

    folder: Path

    def add(self, job_id: str) -> None:
        """Remember a job before it begins, so that its end is told however it comes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / job_id).touch()

    def remove(self, job_id: str) -> None:
        """Forget a job that is told."""
        (self.folder / job_id).unlink(missing_ok=True)

    def jobs(self) -> tuple[str, ...]:
        """Return the ids of the jobs in the spool."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(entry.name for entry in self.folder.iterdir() if is_id(entry.name)))


def spool_of(settings: Settings) -> Spool:
    """Return the spool of a home."""
    return Spool(settings.home / "spool")


@dataclass(slots=True)
class Tracking:
    """Starts the process that empties the spool, now and then again, and never waits for it.

    Parameters
    ----------
    spool : what is to be written
    environment : ``HYDROML_*`` variables that hand the settings to the child
    module : what to run
    """

    spool: Spool
    environment: Mapping[str, str]
    module: str = MODULE
    _child: Child | None = None
    _ends_at: float = 0.0
    _starts_at: float = 0.0
    _pause_s: float = FIRST_PAUSE_S
    _has_failed: bool = False

    def look(self, *, is_due: bool) -> None:
        """Collect a child that has ended; start one when something `is_due` and the pause is over."""
        now = time.monotonic()
        if self._child is not None and not self._has_ended(now):
            return
        if is_due and now >= self._starts_at:
            self._child = start_child((self.module,), self.environment)
            self._ends_at = now + TIMEOUT_S

    def soon(self) -> None:
        """Forget the pause: something new has ended."""
        self._starts_at, self._pause_s, self._has_failed = 0.0, FIRST_PAUSE_S, False

    def finish(self, is_due: Callable[[], bool], patience_s: float) -> None:
        """Wait until nothing is due, for at most `patience_s`; what is not written stays in the spool."""
        end = time.monotonic() + patience_s
        while time.monotonic() < end and not self._has_failed:
            self.look(is_due=is_due())
            if self._child is None and not is_due():
                return
            time.sleep(POLL_S)
        if self._child is not None:
            self._child.kill()
            self._child = None

    def _has_ended(self, now: float) -> bool:
        child = self._child
        code = None if child is None else child.wait(0)
        if child is not None and code is None and now < self._ends_at:
            return False
        if child is not None:
            child.kill()
        self._child, self._has_failed = None, code != 0
        self._pause_s = min(LONGEST_PAUSE_S, 2 * self._pause_s) if self._has_failed else FIRST_PAUSE_S
        self._starts_at = now + (self._pause_s if self._has_failed else LOOK_S)
        return True


def main() -> None:
    """Empty the spool of the home that the environment names."""
    follow_parent(signal.SIGKILL)
    os.nice(NICENESS)
    from .build import build
    from .job import SYSTEM, leave

    leave(drain(build(Settings.load(), lambda: SYSTEM)))


def drain(house: "House") -> int:
    """Write every run that has ended; return 0 when nothing that has ended is left, else 1."""
    spool = spool_of(house.settings)
    spool.folder.mkdir(parents=True, exist_ok=True)
    with _alone(spool.folder / "lock") as is_mine:
        if not is_mine:
            return 0
        house.tracker.prepare()
        n_left = sum(not _is_told(house, spool, job_id) for job_id in spool.jobs())
        return int(n_left > 0)


def _is_told(house: "House", spool: Spool, job_id: str) -> bool:
    """Write one run; a fault with it must not keep the others waiting."""
    try:
        job = house.services.jobs.store.get(job_id)
        if job is not None and job.status in WAITING:
            return True
        if job is not None:
            _tell(house, job)
        spool.remove(job_id)
    except Exception:  # noqa: BLE001  the border of this process: trackers fail in many ways
        traceback.print_exc()
        return False
    return True


def _tell(house: "House", job: Job) -> None:
    experiments = house.services.experiments.store
    experiment = experiments.get(job.experiment_id)
    version = experiments.version(job.experiment_id, job.version)
    if experiment is None or version is None:
        return
    is_newest = experiment.version == job.version
    result = house.runs.latest(job.experiment_id) if job.status == "succeeded" and is_newest else None
    run = tracked_run(job, replace(experiment, config=version.config), result)
    folder = house.files.runs_folder(run_id(job))
    if folder.is_dir():
        model = next((folder / name for name in MODELS if (folder / name).is_file()), None)
        run = replace(run, artifacts=folder, model=model)
    tracked = house.tracker.record(run)
    if result is not None:
        house.runs.add(
            run_id(job),
            experiment_id=job.experiment_id,
            version=job.version,
            result={**result, "mlflow_run_id": tracked},
        )
    if is_newest:
        experiments.update(job.experiment_id, mlflow_run_id=tracked)


def tracked_run(job: Job, experiment: Experiment, result: Mapping[str, Any] | None) -> TrackedRun:
    """Return what the tracker is told about a job that has ended, without its files.

    Parameters
    ----------
    job : succeeded, failed or cancelled
    experiment : with the configuration of the job's version
    result : of a run that succeeded, as JSON
    """
    tags = {
        "hydroml.job": job.id,
        "hydroml.experiment": job.experiment_id,
        "hydroml.version": str(job.version),
        "hydroml.owner": job.owner,
        "dataset": experiment.config.dataset.id,
        "dataset.fingerprint": experiment.config.dataset.fingerprint,
        **_described(experiment.config),
    }
    if job.error:
        tags["error"] = f"{job.error.get('code')}: {job.error.get('message')}"
    return TrackedRun(
        experiment_id=job.experiment_id,
        experiment_name=experiment.name,
        version=job.version,
        status=job.status,
        parameters=_parameters(experiment.config),
        metrics=dict(_metrics(result or {})),
        tags=tags,
        artifacts=None,
        model=None,
        started_at_ms=_ms(job.started_at or job.created_at),
        ended_at_ms=_ms(job.finished_at or job.created_at),
        project=experiment.project,
    )


def _described(config: ExperimentConfig) -> dict[str, str]:
    """Return what a person wrote about the run; MLflow shows a note above everything else."""
    tags = {f"tag.{tag}": tag for tag in config.tags}
    told = {"mlflow.note.content": config.description, "template": config.template.id or ""}
    return {**tags, **{name: text for name, text in told.items() if text}}


def _parameters(config: ExperimentConfig) -> dict[str, str]:
    own = {
        f"{one.key}.{name}": str(value)
        for one in config.models
        for name, value in one.hyperparameters.items()
    }
    return {
        "target": config.target,
        "task": config.task,
        "metric": config.metric,
        "seed": str(config.seed),
        "models": ", ".join(one.key for one in config.models),
        "n_features": str(len(config.features.include)),
        "validation": config.validation.strategy,
        "n_splits": str(config.validation.n_splits),
        "test_size": str(config.validation.test_size),
        "n_trials": str(config.search.n_trials if config.search.enabled else 0),
        "class_weight": config.imbalance.class_weight,
        "resampling": config.imbalance.resampling,
        "threshold": config.imbalance.threshold.method,
        "n_threads": str(config.resources.n_threads),
        **own,
    }


def _metrics(result: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for score in [*result.get("leaderboard", ()), *filter(None, [result.get("baseline")])]:
        if score.get("mean") is not None:
            # A tuned model stands beside its default under the same key; its note tells them apart.
            tuned = ".tuned" if score.get("note", "").startswith("tuned") else ""
            yield f"mean.{score['model']}{tuned}", float(score["mean"])
    for name, value in ((result.get("test") or {}).get("scores") or {}).items():
        if value is not None:
            yield f"test.{name}", float(value)
    if result.get("seconds") is not None:
        yield "seconds", float(result["seconds"])


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Tell whether this is the only process at the spool; the lock ends with the process."""
    with path.open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


if __name__ == "__main__":
    main()
