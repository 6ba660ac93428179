"""The queue as launches, workers and pages use it, on stores in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from hydroml.services.errors import NotFoundError
from hydroml.services.jobs import Job, Jobs, LogLine, Progress, death_of
from hydroml.tests.support import samples
from hydroml.tests.support.stores import Stores, fake_stores


@dataclass
class Desk:
    """Jobs with a clock that is moved by hand and a list of what was told."""

    stores: Stores = field(default_factory=fake_stores)
    now: datetime = samples.START
    told: list[tuple[str, float]] = field(default_factory=list)
    n_wakes: int = 0

    @property
    def jobs(self) -> Jobs:
        return Jobs(self.stores.jobs, self.wake, self.hear, lambda: self.now)

    def wake(self) -> None:
        self.n_wakes += 1

    def hear(self, job: Job) -> None:
        self.told.append((job.status, job.progress.share))

    def enqueue(self, key: str = "a") -> str:
        return self.jobs.enqueue(experiment_id="ex_1", version=1, owner="ann", key=key)

    def claim(self) -> Job:
        job = self.jobs.claim("worker-1")
        assert job is not None
        return job


@pytest.fixture
def desk() -> Desk:
    """An empty queue."""
    return Desk()


def test_a_launch_wakes_the_workers(desk: Desk) -> None:
    job = desk.jobs.get(desk.enqueue())
    assert (job.status, job.attempt, job.created_at) == ("queued", 0, samples.START)
    assert desk.n_wakes == 1


def test_equal_launches_make_one_job(desk: Desk) -> None:
    assert len({desk.enqueue("same") for _ in range(10)}) == 1
    assert len(desk.jobs.active()) == 1


def test_a_claimed_job_reports_and_finishes(desk: Desk) -> None:
    desk.enqueue()
    job = desk.claim()
    assert desk.jobs.beat(job)
    assert desk.jobs.report(job, Progress(0.5, "tune"), (LogLine(1.0, "half"),))
    assert desk.jobs.finish(job)
    assert desk.jobs.log(job.id) == (LogLine(1.0, "half"),)
    assert desk.told == [("running", 0.0), ("running", 0.5), ("succeeded", 0.5)]


def test_an_unknown_job_is_not_found(desk: Desk) -> None:
    for ask in (desk.jobs.get, desk.jobs.cancel):
        with pytest.raises(NotFoundError):
            ask("jb_unknown")


def test_a_queued_job_is_cancelled_at_once_and_told(desk: Desk) -> None:
    job_id = desk.enqueue()
    desk.jobs.cancel(job_id)
    assert desk.jobs.get(job_id).status == "cancelled"
    assert desk.told == [("cancelled", 0.0)]
    assert desk.jobs.claim("worker-1") is None


def test_a_running_job_is_flagged_until_its_worker_ends_it(desk: Desk) -> None:
    job_id = desk.enqueue()
    job = desk.claim()
    desk.jobs.cancel(job_id)
    assert (desk.jobs.get(job_id).status, desk.jobs.get(job_id).cancel_requested) == ("running", True)
    assert desk.jobs.cancelled(job)
    assert desk.told[-1] == ("cancelled", 0.0)


def test_a_failure_keeps_its_cause(desk: Desk) -> None:
    desk.enqueue()
    error = {"code": "TRAINING_FAILED", "message": "No model.", "hint": "Look."}
    job = desk.claim()
    assert desk.jobs.fail(job, error)
    assert desk.jobs.get(job.id).error == error


@pytest.mark.parametrize("seconds", [0, 30, 60])
def test_a_job_within_its_time_is_left_alone(desk: Desk, seconds: float) -> None:
    desk.enqueue()
    desk.claim()
    desk.now = samples.later(seconds)
    assert desk.jobs.reap(60.0) == ()


def test_a_job_without_a_first_beat_is_queued_again(desk: Desk) -> None:
    job_id = desk.enqueue()
    desk.claim()
    desk.now = samples.later(61)
    assert [job.id for job in desk.jobs.reap(60.0)] == [job_id]
    assert desk.jobs.get(job_id).status == "queued"
    assert desk.claim().attempt == 2


def test_a_beat_postpones_the_reaper(desk: Desk) -> None:
    desk.enqueue()
    job = desk.claim()
    desk.now = samples.later(59)
    desk.jobs.beat(job)
    desk.now = samples.later(118)
    assert desk.jobs.reap(60.0) == ()


def test_two_silent_attempts_fail_the_job(desk: Desk) -> None:
    job_id = desk.enqueue()
    for n in (1, 2):
        desk.claim()
        desk.now = samples.later(61 * n)
        desk.jobs.reap(60.0)
    job = desk.jobs.get(job_id)
    assert job.status == "failed"
    assert job.error is not None and job.error["message"].endswith("twice.")
    assert desk.jobs.claim("worker-1") is None


def test_the_reaper_ends_a_dead_job_that_was_to_be_cancelled(desk: Desk) -> None:
    job_id = desk.enqueue()
    desk.claim()
    desk.jobs.cancel(job_id)
    desk.now = samples.later(61)
    desk.jobs.reap(60.0)
    assert desk.jobs.get(job_id).status == "cancelled"


def test_a_late_process_cannot_write(desk: Desk) -> None:
    desk.enqueue()
    late = desk.claim()
    desk.now = samples.later(61)
    desk.jobs.reap(60.0)
    desk.claim()
    n_told = len(desk.told)
    writes: list[Callable[[Job], bool]] = [
        desk.jobs.beat,
        desk.jobs.finish,
        desk.jobs.cancelled,
        desk.jobs.interrupted,
        lambda job: desk.jobs.report(job, Progress(0.9)),
        lambda job: desk.jobs.fail(job, {}),
        lambda job: desk.jobs.died(job, death_of(-9, memory_mb=None)),
    ]
    assert [write(late) for write in writes] == [False] * len(writes)
    assert len(desk.told) == n_told


def test_a_death_after_the_ending_changes_nothing(desk: Desk) -> None:
    desk.enqueue()
    job = desk.claim()
    desk.jobs.finish(job)
    assert not desk.jobs.died(job, death_of(-9, memory_mb=None))
    assert desk.jobs.get(job.id).status == "succeeded"


def test_a_stopped_worker_gives_its_job_back_however_often(desk: Desk) -> None:
    job_id = desk.enqueue()
    for _ in range(5):
        assert desk.jobs.interrupted(desk.claim())
    assert desk.jobs.died(desk.claim(), death_of(-9, memory_mb=None))
    assert desk.jobs.get(job_id).status == "queued"


def test_an_ending_that_was_not_told_is_told_later(desk: Desk) -> None:
    job_id = desk.enqueue()
    desk.stores.experiments.add(samples.experiment(id="ex_1", job_id=job_id, status="running"))
    job = desk.claim()
    desk.stores.jobs.finish(job_id, job.attempt, desk.now)
    desk.jobs.catch_up()
    assert desk.told[-1] == ("succeeded", 0.0)
