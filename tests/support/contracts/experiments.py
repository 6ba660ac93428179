"""What every `ExperimentStore` does."""

import pytest

from hydroml.services.experiments.config import DatasetRef
from hydroml.services.paging import Query
from hydroml.tests.support import samples
from hydroml.tests.support.stores import Stores


class ExperimentStoreContract:
    """Run on the fake and on every database."""

    def test_an_experiment_comes_back_as_it_was_stored(self, stores: Stores) -> None:
        experiment = samples.experiment(project="water", parent_id="ex_0", template_id="tp_0", score=0.5)
        stores.experiments.add(experiment)
        assert stores.experiments.get(experiment.id) == experiment
        assert stores.experiments.get("ex_unknown") is None

    def test_an_update_changes_the_named_fields_and_the_time(self, stores: Stores) -> None:
        experiment = samples.experiment()
        stores.experiments.add(experiment)
        stores.experiments.update(experiment.id, status="running", progress=0.5, metadata={"a": 1})
        stores.experiments.update("ex_unknown", status="running")
        changed = stores.experiments.get(experiment.id)
        assert changed is not None
        assert (changed.status, changed.progress, changed.metadata) == ("running", 0.5, {"a": 1})
        assert (changed.name, changed.config) == (experiment.name, experiment.config)
        assert changed.updated_at > experiment.updated_at

    def test_an_update_of_an_unknown_field_is_a_mistake(self, stores: Stores) -> None:
        experiment = samples.experiment()
        stores.experiments.add(experiment)
        with pytest.raises(TypeError, match="colour"):
            stores.experiments.update(experiment.id, colour="red")

    def test_versions_are_numbered_and_do_not_change(self, stores: Stores) -> None:
        experiment = samples.experiment()
        stores.experiments.add(experiment)
        first = stores.experiments.add_version(experiment.id, samples.config(seed=1))
        second = stores.experiments.add_version(experiment.id, samples.config(seed=2))
        assert (first.number, second.number) == (1, 2)
        assert stores.experiments.versions(experiment.id) == (first, second)
        assert stores.experiments.version(experiment.id, 1) == first
        assert stores.experiments.version(experiment.id, 3) is None

    def test_a_new_version_is_the_experiments_own(self, stores: Stores) -> None:
        experiment = samples.experiment()
        stores.experiments.add(experiment)
        stores.experiments.add_version(experiment.id, samples.config(seed=9))
        changed = stores.experiments.get(experiment.id)
        assert changed is not None
        assert (changed.version, changed.config.seed) == (1, 9)

    def test_a_deleted_experiment_takes_versions_runs_and_jobs_along(self, stores: Stores) -> None:
        experiment = samples.experiment()
        stores.experiments.add(experiment)
        stores.experiments.add_version(experiment.id, samples.config())
        job = stores.jobs.add(samples.job(experiment.id), key="a")
        stores.runs.add("rn_1", experiment_id=experiment.id, version=1, result=samples.result())
        for _ in range(2):
            stores.experiments.delete(experiment.id)
        assert stores.experiments.get(experiment.id) is None
        assert stores.experiments.versions(experiment.id) == ()
        assert stores.jobs.get(job.id) is None
        assert stores.runs.latest(experiment.id) is None

    def test_a_list_holds_what_may_be_read_and_is_not_archived_newest_first(self, stores: Stores) -> None:
        old, new = (samples.experiment(created_at=samples.later(n)) for n in (0, 1))
        shared = samples.experiment(project="water", created_at=samples.later(2), status="succeeded")
        for experiment in (old, new, shared, samples.experiment(is_archived=True)):
            stores.experiments.add(experiment)
        assert stores.experiments.list(samples.ANN, Query()).items == (shared, new, old)
        assert stores.experiments.list(samples.BEN, Query()).items == (shared,)
        assert stores.experiments.list(samples.ADMIN, Query(limit=1)).total == 3
        assert stores.experiments.list(samples.ANN, Query(), status="succeeded").items == (shared,)

    def test_a_search_looks_at_name_description_and_tags(self, stores: Stores) -> None:
        config = samples.config(name="River", description="Flow of the Elbe", tags=("50%",))
        stores.experiments.add(samples.experiment(name="River", config=config))
        for text in ("river", "ELBE", "50%"):
            assert stores.experiments.list(samples.ANN, Query(q=text)).total == 1
        assert stores.experiments.list(samples.ANN, Query(q="5_%")).total == 0

    def test_a_renamed_experiment_is_found_by_its_new_name(self, stores: Stores) -> None:
        experiment = samples.experiment()
        stores.experiments.add(experiment)
        stores.experiments.update(experiment.id, name="Danube")
        assert stores.experiments.list(samples.ANN, Query(q="danube")).total == 1

    def test_uses_of_a_dataset_are_counted(self, stores: Stores) -> None:
        other = samples.config(dataset=DatasetRef(id="ds_other", fingerprint="sha256:1"))
        stores.experiments.add(samples.experiment())
        stores.experiments.add(samples.experiment(config=other, is_archived=True))
        assert stores.experiments.count_using("ds_other") == 1
        assert stores.experiments.count_using("ds_unknown") == 0
