"""What every `JobStore` does."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest

from hydroml.services.jobs.records import Job, LogLine, Progress
from hydroml.tests.support import samples
from hydroml.tests.support.samples import START, later
from hydroml.tests.support.stores import Stores


def queued(stores: Stores, key: str = "a", **changes: object) -> Job:
    """Put a job of a new experiment into the queue."""
    experiment = samples.experiment()
    stores.experiments.add(experiment)
    return stores.jobs.add(samples.job(experiment.id, **changes), key=key)


def running(stores: Stores) -> Job:
    """Put a job into the queue and claim it."""
    queued(stores)
    job = stores.jobs.claim("worker-1", START)
    assert job is not None
    return job


class JobStoreContract:
    """Run on the fake and on every database."""

    def test_a_job_comes_back_as_it_was_stored(self, stores: Stores) -> None:
        job = queued(stores)
        assert stores.jobs.get(job.id) == job
        assert stores.jobs.get("jb_unknown") is None

    def test_an_equal_key_of_the_same_owner_gives_the_same_job(self, stores: Stores) -> None:
        job = queued(stores)
        assert stores.jobs.add(samples.job(job.experiment_id), key="a") == job
        foreign = stores.jobs.add(samples.job(job.experiment_id, owner="ben"), key="a")
        assert foreign.id != job.id

    def test_ten_equal_launches_at_once_make_one_job(self, stores: Stores) -> None:
        experiment = samples.experiment()
        stores.experiments.add(experiment)
        barrier, ids = Barrier(10), set()

        def launch() -> None:
            barrier.wait()
            ids.add(stores.jobs.add(samples.job(experiment.id), key="same").id)

        together([Thread(target=launch) for _ in range(10)])
        assert len(ids) == 1

    def test_a_claim_takes_the_oldest_and_counts_the_attempt(self, stores: Stores) -> None:
        young = queued(stores, "young", created_at=later(1))
        old = queued(stores, "old")
        claimed = stores.jobs.claim("worker-1", later(5))
        expected = replace(old, status="running", attempt=1, worker="worker-1", started_at=later(5))
        assert claimed == expected == stores.jobs.get(old.id)
        second = stores.jobs.claim("worker-2", later(6))
        assert second is not None and second.id == young.id
        assert stores.jobs.claim("worker-3", later(7)) is None

    def test_two_workers_never_claim_the_same_job(self, stores: Stores) -> None:
        for n in range(4):
            queued(stores, str(n))
        barrier, claims = Barrier(4), []

        def claim(worker: str) -> None:
            barrier.wait()
            while (job := stores.jobs.claim(worker, START)) is not None:
                claims.append(job.id)

        together([Thread(target=claim, args=(str(n),)) for n in range(4)])
        assert len(claims) == len(set(claims)) == 4

    def test_a_beat_and_progress_belong_to_the_holder(self, stores: Stores) -> None:
        job = running(stores)
        progress = Progress(0.5, "tune", "Trial 3 of 10", 12.5, {"scores": {"ridge": 0.4}})
        assert stores.jobs.beat(job.id, 1, later(5))
        assert stores.jobs.report(job.id, 1, progress, (LogLine(0.5, "one"), LogLine(1.0, "<b>two</b>")))
        changed = stores.jobs.get(job.id)
        assert changed == replace(job, heartbeat_at=later(5), progress=progress)
        assert stores.jobs.log(job.id) == (LogLine(0.5, "one"), LogLine(1.0, "<b>two</b>"))
        assert stores.jobs.log(job.id, limit=1) == (LogLine(1.0, "<b>two</b>"),)

    def test_a_late_attempt_cannot_write_anything(self, stores: Stores) -> None:
        job = running(stores)
        assert stores.jobs.requeue(job.id, 1)
        waiting = stores.jobs.get(job.id)
        self.assert_fenced(stores, job, waiting)
        claimed = stores.jobs.claim("worker-2", later(9))
        assert claimed is not None and claimed.attempt == 2
        self.assert_fenced(stores, job, claimed)

    def assert_fenced(self, stores: Stores, job: Job, expected: Job | None) -> None:
        """Try every write of attempt 1 and see that nothing changed."""
        assert not stores.jobs.beat(job.id, 1, later(5))
        assert not stores.jobs.report(job.id, 1, Progress(0.9), (LogLine(0.5, "late"),))
        assert not stores.jobs.finish(job.id, 1, later(5))
        assert not stores.jobs.end(job.id, 1, "failed", None, later(5))
        assert not stores.jobs.requeue(job.id, 1)
        assert stores.jobs.get(job.id) == expected
        assert stores.jobs.log(job.id) == ()

    def test_a_requeued_job_waits_without_a_worker(self, stores: Stores) -> None:
        job = running(stores)
        stores.jobs.beat(job.id, 1, later(5))
        stores.jobs.requeue(job.id, 1)
        waiting = stores.jobs.get(job.id)
        assert waiting is not None
        assert (waiting.status, waiting.worker, waiting.heartbeat_at) == ("queued", None, None)
        assert (waiting.attempt, waiting.n_deaths) == (1, 0)
        stores.jobs.claim("worker-1", later(6))
        assert stores.jobs.requeue(job.id, 2, has_died=True)
        died = stores.jobs.get(job.id)
        assert died is not None and died.n_deaths == 1

    def test_an_ended_job_does_not_end_twice(self, stores: Stores) -> None:
        job = running(stores)
        assert stores.jobs.finish(job.id, 1, later(5))
        assert not stores.jobs.end(job.id, 1, "failed", {"code": "X"}, later(6))
        ended = stores.jobs.get(job.id)
        assert ended == replace(job, status="succeeded", finished_at=later(5))

    @pytest.mark.parametrize("status", ["failed", "cancelled"])
    def test_an_end_keeps_its_cause(self, stores: Stores, status: str) -> None:
        job = running(stores)
        error = {"code": "X", "message": samples.STRANGE[0], "hint": ""}
        assert stores.jobs.end(job.id, 1, status, error, later(5))
        ended = stores.jobs.get(job.id)
        assert ended is not None
        assert (ended.status, ended.error, ended.finished_at) == (status, error, later(5))

    def test_a_queued_job_is_cancelled_at_once(self, stores: Stores) -> None:
        job = queued(stores)
        cancelled = stores.jobs.request_cancel(job.id, later(5))
        assert (
            cancelled
            == replace(job, status="cancelled", cancel_requested=True, finished_at=later(5))
            == stores.jobs.get(job.id)
        )
        assert stores.jobs.claim("worker-1", later(6)) is None

    def test_a_running_job_is_asked_to_end(self, stores: Stores) -> None:
        job = running(stores)
        assert stores.jobs.request_cancel(job.id, later(5)) == replace(job, cancel_requested=True)

    def test_a_cancel_changes_nothing_that_has_ended(self, stores: Stores) -> None:
        job = running(stores)
        stores.jobs.finish(job.id, 1, later(5))
        ended = stores.jobs.get(job.id)
        assert stores.jobs.request_cancel(job.id, later(6)) == ended == stores.jobs.get(job.id)
        assert stores.jobs.request_cancel("jb_unknown", later(6)) is None

    def test_silence_is_counted_from_the_last_beat_or_the_start(self, stores: Stores) -> None:
        job = running(stores)
        assert [one.id for one in stores.jobs.stale(later(1))] == [job.id]
        assert stores.jobs.stale(START) == ()
        stores.jobs.beat(job.id, 1, later(50))
        assert stores.jobs.stale(later(50)) == ()
        assert [one.id for one in stores.jobs.stale(later(51))] == [job.id]
        stores.jobs.finish(job.id, 1, later(52))
        assert stores.jobs.stale(later(99)) == ()

    def test_active_jobs_are_the_queued_and_running_ones_oldest_first(self, stores: Stores) -> None:
        first, second, third = (queued(stores, str(n), created_at=later(n)) for n in range(3))
        stores.jobs.claim("worker-1", later(5))
        stores.jobs.request_cancel(second.id, later(6))
        assert [one.id for one in stores.jobs.active()] == [first.id, third.id]

    def test_the_jobs_of_an_experiment_are_found_oldest_first(self, stores: Stores) -> None:
        later_one = queued(stores, "b", created_at=later(9))
        young = samples.job(later_one.experiment_id, created_at=later(1))
        first = stores.jobs.add(young, key="a")
        queued(stores, "c")
        found = stores.jobs.of_experiment(later_one.experiment_id)
        assert [one.id for one in found] == [first.id, later_one.id]
        assert stores.jobs.of_experiment("ex_unknown") == ()

    def test_the_last_attempt_at_every_job_is_known(self, stores: Stores) -> None:
        job = running(stores)
        waiting = queued(stores, "b")
        assert stores.jobs.attempts() == {job.id: 1, waiting.id: 0}

    def test_an_ending_is_unsettled_until_the_experiment_follows(self, stores: Stores) -> None:
        job = running(stores)
        stores.experiments.update(job.experiment_id, job_id=job.id, status="running")
        assert stores.jobs.unsettled() == ()
        stores.jobs.finish(job.id, 1, later(5))
        assert [one.id for one in stores.jobs.unsettled()] == [job.id]
        stores.experiments.update(job.experiment_id, status="succeeded")
        assert stores.jobs.unsettled() == ()


def together(threads: list[Thread]) -> None:
    """Start all threads and wait for them."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
