"""Real training by the real `hydroml worker`, killed in the middle."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from hydroml.app.build import build, prepare
from hydroml.app.settings import Settings
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Experiment
from hydroml.tests.support.bench import Bench
from hydroml.tests.support.tables import small_table

pytestmark = pytest.mark.faults


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A real house; its workers are ended afterwards."""
    house = build(Settings(home=tmp_path / "home"), lambda: LOCAL_USER)
    prepare(house)
    bench = Bench(house, [])
    yield bench
    bench.close()


def launch(bench: Bench) -> Experiment:
    """Launch what is proposed for a small table."""
    services = bench.house.services
    received = services.datasets.receive(LOCAL_USER, io.BytesIO(small_table()), name="small.csv")
    dataset = services.datasets.ingest(LOCAL_USER, received.id)
    config = services.experiments.suggest(LOCAL_USER, dataset.id, target="bought")
    return services.experiments.create(LOCAL_USER, config, launch=True)


def start_worker(bench: Bench) -> "subprocess.Popen[bytes]":
    """Start `hydroml worker`."""
    environment = {**os.environ, **bench.house.settings.environment()}
    command = [sys.executable, "-m", "hydroml.app.cli", "worker"]
    bench.workers.append(subprocess.Popen(command, env=environment))
    return bench.workers[-1]


def middle_of(bench: Bench, job_id: str, attempt: int) -> psutil.Process:
    """Wait until some folds are judged and return the process that trains."""

    def is_there() -> bool:
        job = bench.job(job_id)
        return job.attempt == attempt and 0.05 < job.progress.share < 0.9

    bench.wait(is_there, f"the middle of attempt {attempt}")
    return bench.job_process(job_id)


def test_a_run_survives_the_death_of_its_training_and_of_its_worker(bench: Bench) -> None:
    experiment = launch(bench)
    job_id = str(experiment.job_id)
    worker = start_worker(bench)
    middle_of(bench, job_id, 1).kill()
    middle_of(bench, job_id, 2)
    worker.send_signal(signal.SIGTERM)
    worker.wait(60)
    assert bench.job(job_id).status == "queued"
    assert bench.processes_of(job_id) == []
    start_worker(bench)
    bench.wait(lambda: bench.job(job_id).status == "succeeded", "success")

    def is_tracked() -> bool:
        return bench.house.services.experiments.get(LOCAL_USER, experiment.id).mlflow_run_id is not None

    bench.wait(is_tracked, "tracking")
    done = bench.house.services.experiments.get(LOCAL_USER, experiment.id)
    assert (done.status, bench.job(job_id).n_deaths) == ("succeeded", 1)
    assert bench.files_of_runs().count("result.json") == 1
    assert (
        bench.house.services.experiments.results(LOCAL_USER, done.id)["mlflow_run_id"] == done.mlflow_run_id
    )
