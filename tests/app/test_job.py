"""The process of a job: where it looks for the trials of searches before it."""

from dataclasses import replace
from pathlib import Path

from hydroml.app.build import House, build
from hydroml.app.job import SYSTEM, earlier_journals
from hydroml.app.settings import Settings
from hydroml.services.experiments import ExperimentConfig, continued
from hydroml.services.jobs import Job
from hydroml.tests.support import samples


def house_of(folder: Path) -> House:
    house = build(Settings(home=folder), lambda: SYSTEM)
    house.database.upgrade()
    return house


def jobs_of(house: House, config: ExperimentConfig, parent: str | None, n: int) -> list[Job]:
    """Store an experiment with some jobs, the oldest first."""
    store = house.services.experiments.store
    experiment = replace(samples.experiment(config=config), parent_id=parent)
    store.add(experiment)
    jobs = [samples.job(experiment.id, created_at=samples.later(place)) for place in range(n)]
    for place, job in enumerate(jobs):
        house.services.jobs.store.add(job, key=f"{experiment.id}{place}")
    return jobs


def test_journals_of_the_versions_before_and_of_the_parent_are_read_the_newest_first(tmp_path: Path) -> None:
    house = house_of(tmp_path)
    config = samples.config()
    (old,) = jobs_of(house, config, None, 1)
    first, second, third = jobs_of(house, config, old.experiment_id, 3)
    wider = continued(config, {"logistic": {"C": {"low": 0.1, "high": 10.0}}})
    found = earlier_journals(house, third, wider)
    assert [path.stem for path in found] == [second.id, first.id, old.id]
    assert earlier_journals(house, third, config) == ()
    house.database.dispose()
