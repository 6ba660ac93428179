"""What every `FeatureSetStore` does."""

from dataclasses import replace

from hydroml.services.access import User
from hydroml.services.paging import Query
from hydroml.tests.support import samples
from hydroml.tests.support.stores import Stores


class FeatureSetStoreContract:
    """Run on the fake and on every database."""

    def test_a_set_comes_back_as_it_was(self, stores: Stores) -> None:
        kept = samples.feature_set()
        stores.feature_sets.add(kept)
        assert stores.feature_sets.get(kept.id) == kept
        assert stores.feature_sets.get("fs_unknown") is None

    def test_only_words_and_time_change(self, stores: Stores) -> None:
        kept = samples.feature_set()
        stores.feature_sets.add(kept)
        told = {"name": "Other", "description": "", "updated_at": samples.later(5)}
        stores.feature_sets.update(replace(kept, include=("x",), **told))  # type: ignore[arg-type]
        assert stores.feature_sets.get(kept.id) == replace(kept, **told)  # type: ignore[arg-type]
        stores.feature_sets.update(samples.feature_set(id="fs_unknown"))
        assert stores.feature_sets.get("fs_unknown") is None

    def test_a_set_can_be_forgotten_twice(self, stores: Stores) -> None:
        kept = samples.feature_set()
        stores.feature_sets.add(kept)
        for _ in range(2):
            stores.feature_sets.delete(kept.id)
        assert stores.feature_sets.get(kept.id) is None

    def test_a_list_shows_what_one_may_read_last_changed_first(self, stores: Stores) -> None:
        old, new = samples.feature_set(), samples.feature_set(updated_at=samples.later(9))
        others = samples.feature_set(owner="ben")
        for one in (old, new, others):
            stores.feature_sets.add(one)

        def ids(user: User) -> list[str]:
            return [one.id for one in stores.feature_sets.list(user, Query()).items]

        assert ids(samples.ANN) == [new.id, old.id]
        assert ids(samples.BEN) == [others.id]

    def test_a_list_finds_words_of_name_and_description(self, stores: Stores) -> None:
        kept = samples.feature_set()
        stores.feature_sets.add(kept)
        stores.feature_sets.add(samples.feature_set(name="Long", description=""))
        for text in ("SHORT", "too late"):
            assert stores.feature_sets.list(samples.ANN, Query(q=text)).items == (kept,)
