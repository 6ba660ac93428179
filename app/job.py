"""The process of one job, started by a worker: trains, stores the results, ends the job."""

import faulthandler
import json
import os
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..services.access import User
from ..services.adapters.processes import follow_parent, set_on
from ..services.datasets import Dataset
from ..services.errors import CancelledError, HydroMLError, NotFoundError, UnavailableError
from ..services.experiments import ExperimentConfig
from ..services.jobs import EXIT_CRASHED, EXIT_LOST, EXIT_OUT_OF_MEMORY, Error, Job, Progress
from .patience import insist
from .reporting import Reporter
from .runs import keep_only_log, log_path, run_id
from .settings import Settings

if TYPE_CHECKING:
    from .build import House

SYSTEM = User("hydroml", "hydroml", is_admin=True)
"""On whose behalf a job reads; what its owner may do was checked at the launch."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be trained and how the training speaks with the rest.

    `folder` takes the artefacts, `journal` the trials of a search, `earlier_journals` have those of
    runs before; `is_cancelled` turns true when the work shall stop.
    """

    config: ExperimentConfig
    table: Path
    dataset: Dataset
    folder: Path
    journal: Path
    report: Callable[[Progress], None]
    log: Callable[[str], None]
    is_cancelled: Callable[[], bool]
    earlier_journals: tuple[Path, ...] = ()


Train = Callable[[Task], Mapping[str, Any]]
"""Trains, fills the folder and returns the result as JSON (examples/results.json)."""


def main() -> None:
    """Run the job named by the arguments: id and attempt."""
    follow_parent(signal.SIGKILL)
    from .build import build

    house = build(Settings.load(), lambda: SYSTEM)
    leave(run_job(house, sys.argv[1], int(sys.argv[2]), train))


def leave(exit_code: int) -> None:
    """End the process; everything is stored, and tearing down native thread pools can crash."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(exit_code)


def train(task: Task) -> Mapping[str, Any]:
    """Run the experiment with scikit-learn and its kin, which only this process loads."""
    task.report(Progress(message="Loading the libraries"))
    from ..services.reproduce import capture_environment
    from ..services.training import run_experiment, write_artefacts

    kinds = {column.name: column.kind for column in task.dataset.columns}
    trained = run_experiment(
        task.config,
        task.table,
        kinds,
        report=task.report,
        log=task.log,
        is_cancelled=task.is_cancelled,
        journal=task.journal,
        earlier_journals=task.earlier_journals,
        environment=capture_environment(task.config),
    )
    write_artefacts(task.folder, trained, task.config)
    result: Mapping[str, Any] = json.loads((task.folder / "result.json").read_bytes())
    return result


def run_job(house: "House", job_id: str, attempt: int, body: Train) -> int:
    """Run an attempt of a job to its end and return the exit code that tells the worker about it."""
    try:
        job = insist(lambda: house.services.jobs.get(job_id))
    except NotFoundError:
        return EXIT_LOST
    if (job.status, job.attempt) != ("running", attempt):
        return EXIT_LOST
    stop = threading.Event()
    set_on(signal.SIGTERM, stop)
    folder = house.files.stage_run(run_id(job))
    with _written_to(log_path(folder)):
        return _Attempt(house, job, folder, body, stop).run()


class _LostError(Exception):
    """Another attempt holds the job now."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One attempt at a job in this process."""

    house: "House"
    job: Job
    folder: Path
    body: Train
    stop: threading.Event
    reporter: Reporter = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reporter", Reporter(self.house.services.jobs, self.job))

    def run(self) -> int:
        """Train and end the job, whatever happens."""
        try:
            result = self.body(self._task())
            self.reporter.flush()
            self._store(result)
        except CancelledError:
            self._give_up()
        except MemoryError:
            return EXIT_OUT_OF_MEMORY
        except UnavailableError:
            traceback.print_exc()
            return EXIT_CRASHED
        except _LostError:
            self.house.files.discard_run(run_id(self.job))
            return EXIT_LOST
        except HydroMLError as error:
            self._fail({"code": error.code, "message": error.message, "hint": error.hint})
        except Exception as error:  # noqa: BLE001  the border of this process: the page must hear of it
            traceback.print_exc()
            self._fail(_unexpected(error))
        return 0

    def _task(self) -> Task:
        services = self.house.services
        versions = services.experiments.versions(SYSTEM, self.job.experiment_id)
        config = next(one.config for one in versions if one.number == self.job.version)
        dataset = services.datasets.get(SYSTEM, config.dataset.id)
        self._remember_estimate(config)
        return Task(
            config=config,
            table=services.datasets.table(dataset),
            dataset=dataset,
            folder=self.folder,
            journal=self.house.files.studies_path(self.job.id),
            report=self.reporter.report,
            log=self.reporter.log,
            is_cancelled=self.stop.is_set,
            earlier_journals=earlier_journals(self.house, self.job, config),
        )

    def _remember_estimate(self, config: ExperimentConfig) -> None:
        """Keep what was expected; a run does not depend on it."""
        services = self.house.services
        with suppress(HydroMLError):
            profile = services.profiles.get(SYSTEM, config.dataset.id, target=config.target)
            services.estimates.remember(self.job.experiment_id, services.estimates.estimate(config, profile))

    def _store(self, result: Mapping[str, Any]) -> None:
        """Rename the folder, store the result, then end the job: each step presupposes the one before."""
        self.house.files.commit_run(run_id(self.job))
        # A beat that is accepted keeps the reaper away for longer than the two writes below take.
        if not insist(partial(self.house.services.jobs.beat, self.job)):
            raise _LostError
        add = partial(
            self.house.runs.add,
            run_id(self.job),
            experiment_id=self.job.experiment_id,
            version=self.job.version,
            result=result,
        )
        insist(add)
        if not insist(partial(self.house.services.jobs.finish, self.job)):
            raise _LostError
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        if any(one.get("taken_over") for one in result.get("trials") or ()):
            return  # what is read instead of searched would teach that such runs are quick
        with suppress(HydroMLError):
            self.house.services.estimates.settle(self.job.experiment_id, float(result["seconds"]), peak)

    def _fail(self, error: Error) -> None:
        """Keep the log alone, then end the job with its cause."""
        self.reporter.flush()
        keep_only_log(self.folder)
        self.house.files.commit_run(run_id(self.job))
        if not insist(partial(self.house.services.jobs.fail, self.job, error)):
            self.house.files.discard_run(run_id(self.job))

    def _give_up(self) -> None:
        """End as cancelled when somebody asked for it; when the machine only stops, give the job back."""
        jobs = self.house.services.jobs
        self.house.files.discard_run(run_id(self.job))
        is_wanted = insist(partial(jobs.get, self.job.id)).cancel_requested
        insist(partial(jobs.cancelled if is_wanted else jobs.interrupted, self.job))


def earlier_journals(house: "House", job: Job, config: ExperimentConfig) -> tuple[Path, ...]:
    """Return the journals that may hold the searches before a job's: of its experiment and the parent."""
    if not config.search.earlier:
        return ()
    experiment = house.services.experiments.get(SYSTEM, job.experiment_id)
    owners = [one for one in (experiment.id, experiment.parent_id) if one is not None]
    jobs = [one for owner in owners for one in reversed(house.services.jobs.of_experiment(owner))]
    return tuple(house.files.studies_path(one.id) for one in jobs if one.id != job.id)


def _unexpected(error: Exception) -> Error:
    return {
        "code": "JOB_CRASHED",
        "message": f"The run ended by an unexpected error ({type(error).__name__}: {error}).",
        "hint": "Launch it again; if it happens again, report it with the log of the run.",
    }


@contextmanager
def _written_to(path: Path) -> Iterator[None]:
    """Send what this process and its libraries print to a file, but a native crash to the worker's log."""
    faulthandler.enable(file=os.dup(2))
    with path.open("ab", buffering=0) as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
        yield


if __name__ == "__main__":
    main()
