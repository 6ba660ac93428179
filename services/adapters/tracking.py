"""MLflow behind the Tracker port: client calls only, nothing left RUNNING, nothing sent elsewhere."""

import logging
import math
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..ids import new_id
from ..training.ports import TrackedRun

if TYPE_CHECKING:
    from mlflow import MlflowClient

SQLITE = "sqlite:///"
DEFAULT_EXPERIMENT = "hydroml"
KEY, STATUS, COMPLETE = "hydroml.key", "hydroml.status", "hydroml.complete"
STATES: Mapping[str, str] = {"succeeded": "FINISHED", "failed": "FAILED", "cancelled": "KILLED"}
FILES = ("config.json", "environment.json", "result.json", "leaderboard.csv", "log.txt")

MAX_KEY = 250
MAX_VALUE = 5_900
BATCH = 100
LOCK_TIMEOUT_S = 120.0

# Read by mlflow when it is imported and for each request; a value that an operator set stays.
ENVIRONMENT: Mapping[str, str] = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "10",
    "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
}


@dataclass(frozen=True, slots=True)
class MlflowTracker:
    """Writes finished runs to an MLflow store; used by workers, never while a page waits.

    Parameters
    ----------
    uri : tracking address, ``sqlite:///...`` or ``http://...``
    artifact_root : folder of the artefacts of a local store; a server keeps its own
    """

    uri: str
    artifact_root: Path

    def prepare(self) -> None:
        """Create a local store if it is missing and end what a dead process left RUNNING."""
        if self.uri.startswith(SQLITE):
            database = Path(self.uri.removeprefix(SQLITE))
            database.parent.mkdir(parents=True, exist_ok=True)
            self.artifact_root.mkdir(parents=True, exist_ok=True)
            with _alone(database):
                with closing(sqlite3.connect(database)) as connection:
                    connection.execute("PRAGMA journal_mode=WAL")
                self._end_left_over()
        else:
            self._end_left_over()

    def record(self, run: TrackedRun) -> str:
        """Write a run with its final state and return MLflow's id of it; safe to repeat.

        The state is set as soon as the run exists, before anything large is written, so that it is
        not seen RUNNING even if this process dies. A half-written run is replaced.
        """
        client = self._client()
        experiment = self._experiment(client, run.project or DEFAULT_EXPERIMENT)
        key = f"{run.experiment_id}:{run.version}:{run.started_at_ms}"
        written = _written(client, experiment, key)
        if written is not None:
            return written
        state = STATES[run.status]
        tags = {**run.tags, KEY: key, STATUS: state}
        created = client.create_run(experiment, run.started_at_ms, _tags(tags), run.experiment_name[:MAX_KEY])
        run_id: str = created.info.run_id
        client.set_terminated(run_id, state, run.ended_at_ms)
        _log_values(client, run_id, run)
        if run.artifacts is not None:
            for name in FILES:
                if (run.artifacts / name).is_file():
                    client.log_artifact(run_id, str(run.artifacts / name))
        if run.model is not None:
            _log_model(client, experiment, run_id, run.model)
        client.set_tag(run_id, COMPLETE, "true")
        return run_id

    def _client(self) -> "MlflowClient":
        for name, value in ENVIRONMENT.items():
            os.environ.setdefault(name, value)
        from mlflow import MlflowClient

        for name in ("mlflow", "alembic"):
            logging.getLogger(name).setLevel(logging.WARNING)
        return MlflowClient(self.uri)

    def _experiment(self, client: "MlflowClient", name: str) -> str:
        from mlflow.exceptions import MlflowException

        for _ in range(2):
            found = client.get_experiment_by_name(name)
            if found is not None:
                if found.lifecycle_stage == "deleted":
                    client.restore_experiment(found.experiment_id)
                return str(found.experiment_id)
            try:
                return str(client.create_experiment(name, artifact_location=self._location()))
            except MlflowException as error:
                if error.error_code != "RESOURCE_ALREADY_EXISTS":
                    raise
        raise RuntimeError(f"The tracker neither has nor takes the experiment '{name}'.")

    def _location(self) -> str | None:
        """Return an absolute place of a new experiment's artefacts; names of people are no paths."""
        return (self.artifact_root / new_id("mx")).resolve().as_uri() if self.uri.startswith(SQLITE) else None

    def _end_left_over(self) -> None:
        client = self._client()
        experiments = [one.experiment_id for one in client.search_experiments()]
        left = client.search_runs(experiments, f"attributes.status = 'RUNNING' AND tags.`{KEY}` != ''")
        for run in left:
            client.set_terminated(run.info.run_id, run.data.tags.get(STATUS, "FAILED"))


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    """Keep other processes out while the store is made; SQLite's lock ends with the process."""
    with closing(sqlite3.connect(f"{database}.lock", timeout=LOCK_TIMEOUT_S, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _written(client: "MlflowClient", experiment: str, key: str) -> str | None:
    """Return the id of the run if it was written whole before; remove it if only in part."""
    for run in client.search_runs([experiment], f"tags.`{KEY}` = '{key}'"):
        if run.data.tags.get(COMPLETE) == "true":
            return str(run.info.run_id)
        client.delete_run(run.info.run_id)
    return None


def _log_values(client: "MlflowClient", run_id: str, run: TrackedRun) -> None:
    from mlflow.entities import Metric, Param

    params = [Param(_key(name), _value(value)) for name, value in run.parameters.items()]
    metrics = [
        Metric(_key(name), float(value), run.ended_at_ms, 0)
        for name, value in run.metrics.items()
        if math.isfinite(value)
    ]
    for start in range(0, max(len(params), len(metrics)), BATCH):
        part = slice(start, start + BATCH)
        client.log_batch(run_id, metrics=metrics[part], params=params[part])


def _log_model(client: "MlflowClient", experiment: str, run_id: str, path: Path) -> None:
    """Write the fitted pipeline as a model of MLflow that belongs to the run."""
    from mlflow.entities import LoggedModelOutput
    from mlflow.models import Model

    from .tracked_model import save_model

    made = client.create_logged_model(experiment, name="pipeline", source_run_id=run_id)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "model"
        save_model(path, target, Model(run_id=run_id, model_id=made.model_id))
        client.log_model_artifacts(made.model_id, str(target))
    client.finalize_logged_model(made.model_id, "READY")
    client.log_outputs(run_id, [LoggedModelOutput(made.model_id, 0)])


def _tags(tags: Mapping[str, str]) -> dict[str, Any]:
    return {_key(name): _value(value) for name, value in tags.items()}


def _key(name: str) -> str:
    """Return a name that MLflow takes: letters, digits and ``_-. :/``, at most 250."""
    return re.sub(r"[^\w\-. :/]", "_", name)[:MAX_KEY] or "_"


def _value(text: str) -> str:
    if len(text) <= MAX_VALUE:
        return text
    return f"{text[:MAX_VALUE]} ... (cut; {len(text):,} characters, whole in config.json)"
