"""What every `DraftStore` does."""

from dataclasses import replace

from hydroml.services.paging import Query
from hydroml.tests.support import samples
from hydroml.tests.support.stores import Stores


class DraftStoreContract:
    """Run on the fake and on every database."""

    def test_a_draft_comes_back_as_it_was_stored(self, stores: Stores) -> None:
        draft = samples.draft(proposal={"features": {"include": list(samples.STRANGE)}})
        stores.drafts.add(draft)
        assert stores.drafts.get(draft.id) == draft
        assert stores.drafts.get("dr_unknown") is None

    def test_a_save_on_the_known_revision_replaces_the_draft(self, stores: Stores) -> None:
        draft = samples.draft()
        stores.drafts.add(draft)
        next_one = replace(draft, revision=2, writer="tab-2", config={"name": "B"}, project="water")
        assert stores.drafts.save(next_one, expected_revision=1)
        assert stores.drafts.get(draft.id) == next_one

    def test_a_save_on_an_old_revision_changes_nothing(self, stores: Stores) -> None:
        draft = samples.draft()
        stores.drafts.add(draft)
        first, second = (replace(draft, revision=2, writer=writer) for writer in ("tab-1", "tab-2"))
        assert stores.drafts.save(first, expected_revision=1)
        assert not stores.drafts.save(second, expected_revision=1)
        assert stores.drafts.get(draft.id) == first

    def test_a_save_does_not_bring_a_deleted_draft_back(self, stores: Stores) -> None:
        draft = samples.draft()
        stores.drafts.add(draft)
        stores.drafts.delete(draft.id)
        stores.drafts.delete(draft.id)
        assert not stores.drafts.save(draft, expected_revision=1)
        assert stores.drafts.get(draft.id) is None

    def test_a_visit_is_remembered_once_without_a_revision(self, stores: Stores) -> None:
        draft = samples.draft()
        stores.drafts.add(draft)
        for _ in range(2):
            stores.drafts.visit(draft.id, "model")
        stores.drafts.visit("dr_unknown", "model")
        assert stores.drafts.get(draft.id) == replace(draft, visited=("data", "model"))

    def test_the_step_visited_last_stands_last(self, stores: Stores) -> None:
        draft = samples.draft()
        stores.drafts.add(draft)
        stores.drafts.visit(draft.id, "model")
        stores.drafts.visit(draft.id, "data")
        assert stores.drafts.get(draft.id) == replace(draft, visited=("model", "data"))

    def test_a_list_holds_my_own_drafts_not_yet_launched_last_changed_first(self, stores: Stores) -> None:
        old, new = (samples.draft(updated_at=samples.later(n), project="water") for n in (0, 1))
        for draft in (new, old, samples.draft(experiment_id="ex_1"), samples.draft(owner="cem")):
            stores.drafts.add(draft)
        assert stores.drafts.list(samples.ANN, Query()).items == (new, old)
        assert stores.drafts.list(samples.BEN, Query()).items == ()
        assert stores.drafts.list(samples.ANN, Query(q="CHURN", limit=1)).total == 2
        assert stores.drafts.list(samples.ANN, Query(q="other")).total == 0
