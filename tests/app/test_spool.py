"""What the tracker is told, and when."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hydroml.app.settings import Settings
from hydroml.app.spool import Spool, Tracking, drain, spool_of, tracked_run
from hydroml.services.jobs import Job
from hydroml.tests.support import samples
from hydroml.tests.support.bench import Bench, bench_house


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A queue whose jobs are ended by hand."""
    house = bench_house(Settings(home=tmp_path / "home"))
    house.database.upgrade()
    yield Bench(house, [])
    house.database.dispose()


def ended(bench: Bench) -> Job:
    """Put a job into the spool, claim it and let it fail."""
    job_id = bench.launch("quick")
    spool_of(bench.house.settings).add(job_id)
    job = bench.house.services.jobs.claim("worker-1")
    assert job is not None
    bench.house.services.jobs.fail(job, {"code": "X", "message": samples.STRANGE[0], "hint": ""})
    return bench.job(job.id)


def test_only_what_has_ended_is_told(bench: Bench) -> None:
    spool = spool_of(bench.house.settings)
    waiting = bench.launch("quick")
    spool.add(waiting)
    assert drain(bench.house) == 0
    assert bench.tracked() == []
    assert spool.jobs() == (waiting,)


def test_an_end_is_told_once_and_the_experiment_knows_it(bench: Bench) -> None:
    job = ended(bench)
    for _ in range(2):
        assert drain(bench.house) == 0
    assert [one["status"] for one in bench.tracked()] == ["failed"]
    experiment = bench.house.services.experiments.store.get(job.experiment_id)
    assert experiment is not None
    assert experiment.mlflow_run_id == "tracked-1"
    assert spool_of(bench.house.settings).jobs() == ()


def test_a_deleted_experiment_is_forgotten(bench: Bench) -> None:
    job = ended(bench)
    bench.house.services.experiments.store.delete(job.experiment_id)
    assert drain(bench.house) == 0
    assert bench.tracked() == []
    assert spool_of(bench.house.settings).jobs() == ()


def test_a_fault_with_one_run_does_not_keep_the_others_waiting(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = ended(bench), ended(bench)
    (bench.house.settings.home / f"refuse-{bad.experiment_id}").touch()
    assert drain(bench.house) == 1
    assert [one["experiment"] for one in bench.tracked()] == [good.experiment_id]
    assert spool_of(bench.house.settings).jobs() == (bad.id,)
    assert "refused" in capsys.readouterr().err


def test_files_that_are_no_jobs_are_ignored(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    assert Spool(tmp_path / "absent").jobs() == ()
    (tmp_path / "lock").touch()
    assert spool.jobs() == ()


def test_a_tracker_is_told_of_models_scores_and_the_cause(bench: Bench) -> None:
    job = samples.job("ex_1", status="failed", started_at=samples.START, finished_at=samples.later(2))
    run = tracked_run(job, samples.experiment(project="water"), samples.result())
    assert run.parameters["models"] == "dummy, logistic"
    assert run.metrics == {"mean.logistic": 0.7, "mean.dummy": 0.5, "seconds": 1.5}
    assert run.ended_at_ms - run.started_at_ms == 2000
    assert (run.status, run.project) == ("failed", "water")


def test_a_process_that_fails_is_started_again_after_a_pause(tmp_path: Path) -> None:
    tracking = Tracking(Spool(tmp_path), {}, "hydroml.no_such_module")
    tracking.finish(lambda: True, 30.0)
    tracking.look(is_due=True)
    assert tracking._child is None
    tracking.soon()
    tracking.look(is_due=True)
    assert tracking._child is not None
    tracking.finish(lambda: False, 0.0)
