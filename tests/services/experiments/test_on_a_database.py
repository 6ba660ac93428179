"""Drafts and launches on a real database, where writers really meet."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hydroml.services.access import User
from hydroml.services.adapters.database import Database
from hydroml.services.errors import ConflictError
from hydroml.services.experiments import Drafts, Experiments
from hydroml.services.insights import Insights
from hydroml.services.jobs import Jobs
from hydroml.services.paging import Query
from hydroml.services.templates import Templates
from hydroml.services.validation import check
from hydroml.services.vocabulary import SliceName
from hydroml.tests.support import profiles
from hydroml.tests.support.profiles import TableProfiles, Tables
from hydroml.tests.support.stores import Stores, sql_stores

ANN = User("ann", "Ann")


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    database.upgrade()
    yield sql_stores(database)
    database.dispose()


class Rooms:
    """The rooms as the composition root wires them."""

    def __init__(self, stores: Stores) -> None:
        self.tables = Tables()
        self.insights = Insights(stores.events, self.now)
        self.jobs = Jobs(stores.jobs, lambda: None, lambda job: self.experiments.on_job(job), self.now)
        self.experiments = Experiments(
            stores.experiments,
            stores.runs,
            self.tables.source,
            TableProfiles(self.tables),
            self.jobs,
            check,
            self.insights,
            drafts=stores.drafts,
            count_template=stores.templates.count_use,
        )
        self.templates = Templates(stores.templates, self.experiments)
        self.drafts = Drafts(stores.drafts, self.experiments, self.insights, self.templates)

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC)


@pytest.fixture
def rooms(stores: Stores) -> Rooms:
    return Rooms(stores)


def at_once(call: Callable[[int], Any], n: int = 10) -> list[Any]:
    with ThreadPoolExecutor(n) as pool:
        return list(pool.map(call, range(n)))


def test_ten_equal_submits_make_one_experiment_and_one_job(rooms: Rooms) -> None:
    dataset = rooms.tables.add(profiles.churn())
    draft = rooms.drafts.create(ANN, dataset_id=dataset.id)
    made = at_once(lambda _: rooms.drafts.launch(ANN, draft.id, key="one click"))
    assert len({one.id for one in made}) == 1
    assert len({one.job_id for one in made}) == 1
    assert rooms.experiments.list(ANN, Query()).total == 1
    assert rooms.experiments.get(ANN, made[0].id).status == "queued"
    assert len(rooms.experiments.versions(ANN, made[0].id)) == 1
    assert rooms.insights.summary(ANN).n_launched == 1


def test_ten_equal_calls_of_the_api_likewise(rooms: Rooms) -> None:
    dataset = rooms.tables.add(profiles.churn())
    config = rooms.experiments.suggest(ANN, dataset.id)
    made = at_once(lambda _: rooms.experiments.create(ANN, config, launch=True, key="k"))
    assert len({(one.id, one.job_id) for one in made}) == 1


def test_ten_launches_at_once_are_one(rooms: Rooms) -> None:
    dataset = rooms.tables.add(profiles.churn())
    made = rooms.experiments.create(ANN, rooms.experiments.suggest(ANN, dataset.id))

    def launch(_: int) -> str | None:
        try:
            return rooms.experiments.launch(ANN, made.id).job_id
        except ConflictError as refusal:
            return refusal.code

    answers = set(at_once(launch)) - {"ALREADY_RUNNING"}
    assert answers == {rooms.experiments.get(ANN, made.id).job_id}
    assert len(rooms.experiments.versions(ANN, made.id)) == 1


def test_slices_saved_at_once_are_all_there(rooms: Rooms) -> None:
    dataset = rooms.tables.add(profiles.churn())
    draft = rooms.drafts.create(ANN, dataset_id=dataset.id)
    slices: list[Mapping[SliceName, Mapping[str, Any]]] = [
        {"training": {"seed": 5}},
        {"model": {"search": {"enabled": True}}},
        {"features": {"features": {"include": ["tenure"]}}},
    ]
    at_once(lambda n: rooms.drafts.save(ANN, draft.id, slices[n], revision=1, writer="tab"), 3)
    config = rooms.drafts.get(ANN, draft.id).config
    assert (config["seed"], config["search"]["enabled"]) == (5, True)
    assert config["features"] == {"include": ["tenure"]}


def test_a_run_is_followed_to_its_end_and_counted(rooms: Rooms) -> None:
    rooms.templates.ensure_builtins()
    dataset = rooms.tables.add(profiles.churn())
    builtin = rooms.templates.list(ANN, Query(q="quick")).items[0]
    draft = rooms.drafts.create(ANN, dataset_id=dataset.id, template_id=builtin.id)
    made = rooms.drafts.launch(ANN, draft.id, key="k")
    assert rooms.templates.get(ANN, builtin.id).usage_count == 1
    rooms.experiments.cancel(ANN, made.id)
    assert rooms.experiments.get(ANN, made.id).status == "cancelled"
    again = rooms.experiments.rerun(ANN, made.id)
    assert (again.version, again.status) == (2, "queued")
    read = rooms.insights.summary(ANN)
    assert (read.n_launched, read.template_use[0].n) == (2, 1)
    assert read.median_setup_s is not None
