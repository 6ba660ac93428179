"""What every `EstimateStore` does."""

from dataclasses import replace

from hydroml.services.estimates.ports import PastEstimate
from hydroml.tests.support.samples import later
from hydroml.tests.support.stores import Stores


def estimate(experiment_id: str, seconds: float = 0) -> PastEstimate:
    """An estimate that is not yet settled."""
    return PastEstimate(experiment_id, later(seconds), 1.5, 1.0, 2.0, 4.0, None)


class EstimateStoreContract:
    """Run on the fake and on every database."""

    def test_only_settled_estimates_are_recent_newest_first(self, stores: Stores) -> None:
        old, new, open_one = estimate("ex_1", 1), estimate("ex_2", 2), estimate("ex_3", 3)
        for one in (new, old, open_one):
            stores.estimates.add(one)
        for experiment_id in ("ex_1", "ex_2", "ex_unknown"):
            stores.estimates.settle(experiment_id, 3.5, 8_000_000_000)
        settled = {"actual_s": 3.5, "peak_memory_bytes": 8_000_000_000}
        expected = (replace(new, **settled), replace(old, **settled))  # type: ignore[arg-type]
        assert stores.estimates.recent() == expected
        assert stores.estimates.recent(limit=1) == expected[:1]

    def test_a_new_estimate_of_an_experiment_replaces_the_old_one(self, stores: Stores) -> None:
        stores.estimates.add(estimate("ex_1"))
        stores.estimates.settle("ex_1", 3.5, None)
        stores.estimates.add(estimate("ex_1", 5))
        assert stores.estimates.recent() == ()
