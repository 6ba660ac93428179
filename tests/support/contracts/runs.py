"""What every `RunStore` does."""

from hydroml.tests.support import samples
from hydroml.tests.support.stores import Stores


class RunStoreContract:
    """Run on the fake and on every database."""

    def test_the_newest_version_is_the_latest_result(self, stores: Stores) -> None:
        experiment = samples.experiment()
        stores.experiments.add(experiment)
        assert stores.runs.latest(experiment.id) is None
        for version in (2, 1):
            result = samples.result(mean=version / 10)
            stores.runs.add(f"rn_{version}", experiment_id=experiment.id, version=version, result=result)
        assert stores.runs.latest(experiment.id) == samples.result(mean=0.2)

    def test_a_second_result_of_a_version_replaces_the_first(self, stores: Stores) -> None:
        experiment = samples.experiment()
        stores.experiments.add(experiment)
        for run_id, mean in (("rn_1", 0.1), ("rn_1", 0.2), ("rn_2", 0.3)):
            stores.runs.add(run_id, experiment_id=experiment.id, version=1, result=samples.result(mean))
        assert stores.runs.latest(experiment.id) == samples.result(0.3)
