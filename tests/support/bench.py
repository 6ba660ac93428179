"""A real home and real processes, but jobs do what the name of their experiment says."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil

from hydroml.app.build import House, build
from hydroml.app.job import SYSTEM, Task
from hydroml.app.settings import Settings
from hydroml.services.adapters.database import SqlDatasetStore, SqlRunStore
from hydroml.services.errors import CancelledError, TrainingError
from hydroml.services.ids import new_id
from hydroml.services.jobs import Job, Progress
from hydroml.services.training import TrackedRun
from hydroml.tests.support import samples

WAIT_S = 120.0
WORKER = "hydroml.tests.support.bench_worker"


@dataclass(frozen=True)
class FileTracker:
    """A tracker that writes a line per run; the files `away` and `refuse-<id>` make it fail."""

    home: Path

    def prepare(self) -> None:
        if (self.home / "away").exists():
            raise OSError("the tracker is away")

    def record(self, run: TrackedRun) -> str:
        if (self.home / f"refuse-{run.experiment_id}").exists():
            raise RuntimeError("refused")
        line = {"experiment": run.experiment_id, "status": run.status, "metrics": dict(run.metrics)}
        with (self.home / "tracked.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        return f"tracked-{run.version}"


def bench_house(settings: Settings) -> House:
    """Return the real house with a tracker in a file and results that can be held up."""
    house = build(settings, lambda: SYSTEM)
    parts: dict[str, Any] = {
        "tracker": FileTracker(settings.home),
        "runs": HoldingRuns(house.runs, settings.home),
    }
    return replace(house, **parts)


@dataclass(frozen=True)
class HoldingRuns:
    """Results that wait, while the file `hold` exists, between the renamed folder and the ended job."""

    runs: SqlRunStore
    home: Path

    def add(self, run_id: str, **given: Any) -> None:
        """Store after the wait."""
        while (self.home / "hold").exists():
            (self.home / "holding").touch()
            time.sleep(0.02)
        self.runs.add(run_id, **given)

    def latest(self, experiment_id: str) -> Mapping[str, Any] | None:
        """Return the newest."""
        return self.runs.latest(experiment_id)


def body(task: Task) -> Mapping[str, Any]:
    """Do what the name of the experiment says."""
    task.report(Progress(0.5, "compare", f"doing {task.config.name}"))
    task.log(f"a line of {task.config.name}")
    BODIES[task.config.name](task)
    (task.folder / "result.json").write_text("{}")
    return samples.result(seconds=0.1)


def _wait(task: Task) -> None:
    while not (task.folder.parents[2] / "go").exists():
        if task.is_cancelled():
            raise CancelledError("The work was cancelled.")
        time.sleep(0.02)


def _sleep(task: Task) -> None:
    time.sleep(600)


def _crash(task: Task) -> None:
    os.abort()


def _swell(task: Task) -> None:
    held = [b"x" * 2**24 for _ in range(1000)]
    time.sleep(len(held))


def _grow(task: Task) -> None:
    bytearray(2**45)


def _refuse(task: Task) -> None:
    raise TrainingError("ridge, fold 2: no", hint="Look.")


def _stumble(task: Task) -> None:
    raise KeyError(samples.STRANGE[0])


BODIES: dict[str, Callable[[Task], None]] = {
    "quick": lambda task: None,
    "wait": _wait,
    "sleep": _sleep,
    "crash": _crash,
    "swell": _swell,
    "grow": _grow,
    "refuse": _refuse,
    "stumble": _stumble,
}


@dataclass
class Bench:
    """A house, its queue and its worker processes, with the verbs of a test."""

    house: House
    workers: list["subprocess.Popen[bytes]"]

    def launch(self, verb: str, *, memory_mb: int | None = None) -> str:
        """Queue an experiment whose job does what `verb` says, and return the job's id."""
        dataset = samples.dataset(fingerprint=new_id("fp"))
        SqlDatasetStore(self.house.database).add(dataset)
        given = samples.config(name=verb)
        resources = given.resources.model_copy(update={"memory_limit_mb": memory_mb})
        reference = given.dataset.model_copy(update={"id": dataset.id})
        config = given.model_copy(update={"dataset": reference, "resources": resources})
        experiments = self.house.services.experiments.store
        experiment = samples.experiment(config=config, name=verb)
        experiments.add(experiment)
        version = experiments.add_version(experiment.id, config).number
        job_id = self.house.services.jobs.enqueue(
            experiment_id=experiment.id, version=version, owner="ann", key=experiment.id
        )
        experiments.update(experiment.id, job_id=job_id, status="queued")
        return job_id

    def start_worker(self) -> "subprocess.Popen[bytes]":
        """Start a worker process."""
        environment = {**os.environ, **self.house.settings.environment()}
        self.workers.append(subprocess.Popen([sys.executable, "-m", WORKER], env=environment))
        return self.workers[-1]

    def job(self, job_id: str) -> Job:
        """Return a job as it is now."""
        return self.house.services.jobs.get(job_id)

    def until(self, job_id: str, status: str, attempt: int = 0) -> Job:
        """Wait until a job has a status, in a certain attempt if one is given, and its body is at work."""
        self.wait(lambda: self._is(job_id, status, attempt), f"job as {status}")
        return self.job(job_id)

    def _is(self, job_id: str, status: str, attempt: int) -> bool:
        job = self.job(job_id)
        is_at_work = status != "running" or job.progress.share > 0
        return job.status == status and is_at_work and attempt in (0, job.attempt)

    def wait(self, test: Callable[[], object], what: str) -> None:
        """Wait until something is true."""
        end = time.monotonic() + WAIT_S
        while not test():
            assert time.monotonic() < end, f"{what} did not happen"
            time.sleep(0.02)

    def job_process(self, job_id: str) -> psutil.Process:
        """Return the process that runs a job."""
        found = self.processes_of(job_id)
        assert len(found) == 1, found
        return found[0]

    def processes_of(self, job_id: str) -> list[psutil.Process]:
        """Return the living processes that were started for a job."""
        found = []
        for process in psutil.process_iter():
            try:
                if job_id in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return found

    def tracked(self) -> list[Mapping[str, Any]]:
        """Return what the tracker was told."""
        path = self.house.settings.home / "tracked.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def leaves(self, names: list[str]) -> None:
        """Wait until exactly these files lie below the folder of runs, also of those being made."""
        self.wait(lambda: self.files_of_runs() == names, f"only {names} in the runs")

    def files_of_runs(self) -> list[str]:
        """Return every file below the folder of runs."""
        folder = self.house.settings.home / "runs"
        return sorted(path.name for path in folder.rglob("*") if path.is_file())

    def close(self) -> None:
        """End the workers and close the database."""
        for worker in self.workers:
            if worker.poll() is None:
                worker.send_signal(signal.SIGTERM)
                worker.wait(WAIT_S)
        self.house.database.dispose()
