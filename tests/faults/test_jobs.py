"""Jobs whose processes are killed, crash, swell or hang, with a real database and real processes."""

import os
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from hydroml.tests.support import samples
from hydroml.tests.support.bench import Bench

LOCKED_S = 13.0
"""Longer than a connection waits for a lock."""

pytestmark = pytest.mark.faults


def follows(bench: Bench, job_id: str, status: str) -> None:
    """Wait until the experiment says what its job says."""

    def is_so() -> bool:
        found = bench.house.services.experiments.store.get(bench.job(job_id).experiment_id)
        return found is not None and found.status == status

    bench.wait(is_so, f"experiment as {status}")


def has_ended(process: psutil.Process) -> bool:
    """Return whether a process is gone, or only waits to be reaped.

    A process that is being killed has no command line any more, but is still said to run.
    """
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_a_job_runs_to_its_end_and_is_tracked(bench: Bench) -> None:
    job_id = bench.launch("quick")
    bench.start_worker()
    job = bench.until(job_id, "succeeded")
    assert job.attempt == 1
    assert [line.text for line in bench.house.services.jobs.log(job_id)] == ["a line of quick"]
    bench.leaves(["log.txt", "result.json"])
    bench.wait(bench.tracked, "tracking")
    bench.wait(lambda: not (bench.house.settings.home / "spool" / job_id).exists(), "an empty spool")
    experiment = bench.house.services.experiments.store.get(job.experiment_id)
    assert experiment is not None
    assert (experiment.status, experiment.score) == ("succeeded", 0.7)
    assert experiment.mlflow_run_id == "tracked-1"
    result = bench.house.runs.latest(job.experiment_id)
    assert result is not None and result["mlflow_run_id"] == "tracked-1"


def test_a_killed_training_is_tried_again(bench: Bench) -> None:
    job_id = bench.launch("wait")
    bench.start_worker()
    bench.until(job_id, "running")
    bench.job_process(job_id).kill()
    bench.until(job_id, "running", attempt=2)
    (bench.house.settings.home / "go").touch()
    assert bench.until(job_id, "succeeded").n_deaths == 1
    follows(bench, job_id, "succeeded")
    bench.leaves(["log.txt", "result.json"])


def test_a_training_killed_twice_fails_with_its_cause(bench: Bench) -> None:
    job_id = bench.launch("wait")
    bench.start_worker()
    for attempt in (1, 2):
        bench.until(job_id, "running", attempt)
        bench.job_process(job_id).kill()
    job = bench.until(job_id, "failed")
    assert job.error is not None
    assert job.error["message"].startswith("The process that trained ended without a word (killed")
    assert job.error["message"].endswith("twice.")
    follows(bench, job_id, "failed")
    bench.leaves([])
    bench.wait(lambda: [one["status"] for one in bench.tracked()] == ["failed"], "tracking")


def test_a_killed_worker_leaves_no_orphan_and_its_job_goes_on_elsewhere(bench: Bench) -> None:
    job_id = bench.launch("wait")
    worker = bench.start_worker()
    bench.until(job_id, "running")
    child = bench.job_process(job_id)
    worker.kill()
    worker.wait()
    bench.wait(lambda: has_ended(child), "the end of the orphan")
    (bench.house.settings.home / "go").touch()
    bench.start_worker()
    assert bench.until(job_id, "succeeded").attempt == 2


def test_a_stopped_worker_gives_its_job_back_without_counting_a_death(bench: Bench) -> None:
    job_id = bench.launch("wait")
    worker = bench.start_worker()
    bench.until(job_id, "running")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    job = bench.job(job_id)
    assert (job.status, job.n_deaths) == ("queued", 0)
    assert bench.processes_of(job_id) == []
    bench.leaves([])


def test_a_kill_while_results_are_stored_leaves_one_result(bench: Bench) -> None:
    home = bench.house.settings.home
    (home / "hold").touch()
    job_id = bench.launch("quick")
    bench.start_worker()
    bench.wait((home / "holding").exists, "a renamed folder")
    bench.job_process(job_id).kill()
    (home / "hold").unlink()
    assert bench.until(job_id, "succeeded").attempt == 2
    bench.leaves(["log.txt", "result.json"])


def test_a_database_that_is_locked_for_long_ends_no_job(bench: Bench) -> None:
    job_id = bench.launch("wait")
    bench.start_worker()
    bench.until(job_id, "running")
    path = str(bench.house.database.engine.url.database)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (bench.house.settings.home / "go").touch()
        time.sleep(LOCKED_S)
        other.execute("ROLLBACK")
    assert bench.until(job_id, "succeeded").attempt == 1


def test_files_of_a_deleted_experiment_are_swept_at_the_next_start(bench: Bench) -> None:
    job_id = bench.launch("quick")
    kept = bench.launch("quick")
    worker = bench.start_worker()
    for one in (job_id, kept):
        bench.until(one, "succeeded")
    worker.send_signal(signal.SIGTERM)
    worker.wait()
    bench.house.services.experiments.store.delete(bench.job(job_id).experiment_id)
    bench.start_worker()
    bench.leaves(["log.txt", "result.json"])


def silence(bench: Bench, *processes: int) -> None:
    """Stop processes between their writes: one stopped within a write would lock the database for all."""
    while True:
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        if not is_locked(bench.house.settings.home):
            return
        for process in processes:
            os.kill(process, signal.SIGCONT)
        time.sleep(0.05)


def is_locked(home: Path) -> bool:
    with closing(sqlite3.connect(home / "hydroml.db", timeout=0.5, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
        return False


def test_a_silent_process_loses_its_job_and_cannot_write_any_more(bench: Bench) -> None:
    job_id = bench.launch("wait")
    worker = bench.start_worker()
    bench.until(job_id, "running")
    child = bench.job_process(job_id)
    silence(bench, worker.pid, child.pid)
    bench.start_worker()
    second = bench.until(job_id, "running", attempt=2)
    (bench.house.settings.home / "go").touch()
    bench.until(job_id, "succeeded")
    finished = bench.job(job_id)
    for process in (child.pid, worker.pid):
        os.kill(process, signal.SIGCONT)
    bench.wait(lambda: not bench.processes_of(job_id), "the end of the late process")
    assert bench.job(job_id) == finished
    assert finished.worker == second.worker
    bench.leaves(["log.txt", "result.json"])


def test_a_native_crash_is_tried_again_then_told(bench: Bench) -> None:
    job_id = bench.launch("crash")
    other = bench.launch("quick")
    bench.start_worker()
    job = bench.until(job_id, "failed")
    assert job.error is not None
    assert job.error["code"] == "JOB_CRASHED"
    assert "SIGABRT" in job.error["message"]
    assert bench.until(other, "succeeded").attempt == 1


@pytest.mark.parametrize("verb", ["swell", "grow"])
def test_too_little_memory_fails_at_once(bench: Bench, verb: str) -> None:
    job_id = bench.launch(verb, memory_mb=512)
    bench.start_worker()
    job = bench.until(job_id, "failed")
    assert job.error is not None
    assert (job.error["code"], job.attempt) == ("JOB_OUT_OF_MEMORY", 1)
    assert "512 MB" in job.error["message"]


def test_a_refusal_of_the_training_is_told_as_it_is(bench: Bench) -> None:
    job_id = bench.launch("refuse")
    bench.start_worker()
    assert bench.until(job_id, "failed").error == {
        "code": "TRAINING_FAILED",
        "message": "ridge, fold 2: no",
        "hint": "Look.",
    }
    bench.leaves(["log.txt"])


def test_an_unexpected_error_is_told_and_kept_in_the_log(bench: Bench) -> None:
    job_id = bench.launch("stumble")
    bench.start_worker()
    job = bench.until(job_id, "failed")
    assert job.error is not None
    assert job.error["code"] == "JOB_CRASHED"
    assert samples.STRANGE[0] in job.error["message"]
    assert "Traceback" not in job.error["message"]
    logs = list((bench.house.settings.home / "runs").rglob("log.txt"))
    assert "Traceback" in logs[0].read_text()


@pytest.mark.parametrize("verb", ["wait", "sleep"])
def test_a_cancel_ends_a_running_job_also_one_that_does_not_listen(bench: Bench, verb: str) -> None:
    job_id = bench.launch(verb)
    bench.start_worker()
    bench.until(job_id, "running")
    bench.house.services.jobs.cancel(job_id)
    bench.until(job_id, "cancelled")
    follows(bench, job_id, "cancelled")
    bench.wait(lambda: not bench.processes_of(job_id), "the end of the process")
    bench.leaves([])


def test_a_tracker_that_is_away_delays_nothing_and_is_told_later(bench: Bench) -> None:
    away = bench.house.settings.home / "away"
    away.touch()
    job_id = bench.launch("quick")
    bench.start_worker()
    bench.until(job_id, "succeeded")
    assert bench.tracked() == []
    assert (bench.house.settings.home / "spool" / job_id).exists()
    away.unlink()
    bench.wait(bench.tracked, "tracking")


def test_two_workers_share_a_queue(bench: Bench) -> None:
    jobs = [bench.launch("quick") for _ in range(4)]
    for _ in range(2):
        bench.start_worker()
    assert [bench.until(job_id, "succeeded").attempt for job_id in jobs] == [1, 1, 1, 1]
