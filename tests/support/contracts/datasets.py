"""What every `DatasetStore` does."""

from dataclasses import replace

import pytest

from hydroml.services.paging import Query
from hydroml.tests.support import samples
from hydroml.tests.support.stores import Stores


class DatasetStoreContract:
    """Run on the fake and on every database."""

    def test_a_dataset_comes_back_as_it_was_stored(self, stores: Stores) -> None:
        dataset = samples.dataset(project="water", error={"code": "FILE_EMPTY"})
        stores.datasets.add(dataset)
        assert stores.datasets.get(dataset.id) == dataset

    def test_an_unknown_dataset_is_none(self, stores: Stores) -> None:
        assert stores.datasets.get("ds_unknown") is None

    def test_an_update_replaces_the_record(self, stores: Stores) -> None:
        dataset = samples.dataset(status="processing", n_rows=0)
        stores.datasets.add(dataset)
        ready = replace(dataset, status="ready", n_rows=3, columns=(), project="water", name="other.csv")
        stores.datasets.update(ready)
        assert stores.datasets.get(dataset.id) == ready
        assert stores.datasets.list(samples.ANN, Query(q="OTHER")).items == (ready,)

    def test_an_update_does_not_bring_a_deleted_dataset_back(self, stores: Stores) -> None:
        dataset = samples.dataset()
        stores.datasets.add(dataset)
        stores.datasets.delete(dataset.id)
        stores.datasets.delete(dataset.id)
        stores.datasets.update(dataset)
        assert stores.datasets.get(dataset.id) is None

    def test_equal_bytes_are_found_per_owner_once_ready(self, stores: Stores) -> None:
        processing = samples.dataset(status="processing", fingerprint="sha256:1")
        foreign = samples.dataset(owner="ben", fingerprint="sha256:1")
        ready = samples.dataset(fingerprint="sha256:1", created_at=samples.later(2))
        for dataset in (processing, foreign, ready):
            stores.datasets.add(dataset)
        assert stores.datasets.find("sha256:1", "ann") == ready
        assert stores.datasets.find("sha256:2", "ann") is None

    def test_a_list_holds_what_is_mine_or_my_projects_newest_first(self, stores: Stores) -> None:
        old, new = (samples.dataset(created_at=samples.later(n)) for n in (0, 1))
        shared = samples.dataset(project="water", created_at=samples.later(2))
        for dataset in (old, new, shared):
            stores.datasets.add(dataset)
        assert stores.datasets.list(samples.ANN, Query()).items == (shared, new, old)
        assert stores.datasets.list(samples.BEN, Query()).items == (shared,)
        assert stores.datasets.list(samples.ADMIN, Query()).total == 3

    @pytest.mark.parametrize("sort", ["name", "rows", "columns", "size", "no such order"])
    def test_a_list_is_sorted_as_asked_and_equal_ones_newest_first(self, stores: Stores, sort: str) -> None:
        facts = (("b.csv", 5, 1, 300), ("A.csv", 9, 2, 100), ("c.csv", 5, 3, 200), ("d.csv", 5, 3, 200))
        for age, (name, n_rows, n_columns, size) in enumerate(facts):
            made = samples.dataset(
                name=name, n_rows=n_rows, n_columns=n_columns, size_bytes=size, created_at=samples.later(-age)
            )
            stores.datasets.add(made)
        found = [one.name[0] for one in stores.datasets.list(samples.ANN, Query(sort=sort)).items]
        orders = {"name": "Abcd", "rows": "Abcd", "columns": "cdAb", "size": "bcdA"}
        assert "".join(found) == orders.get(sort, "bAcd")

    def test_a_page_is_a_slice_and_counts_all(self, stores: Stores) -> None:
        for n in range(5):
            stores.datasets.add(samples.dataset(name=f"{n}", created_at=samples.later(n)))
        page = stores.datasets.list(samples.ANN, Query(limit=2, offset=1))
        assert [one.name for one in page.items] == ["3", "2"]
        assert page.total == 5

    @pytest.mark.parametrize("name", samples.STRANGE)
    def test_a_search_takes_every_character_literally(self, stores: Stores, name: str) -> None:
        stores.datasets.add(samples.dataset(name=f"before {name} after"))
        stores.datasets.add(samples.dataset(name="something else"))
        assert [one.name for one in stores.datasets.list(samples.ANN, Query(q=name)).items] == [
            f"before {name} after"
        ]

    def test_a_search_ignores_case_in_any_script(self, stores: Stores) -> None:
        stores.datasets.add(samples.dataset(name="ÜBERSICHT Straße.csv"))
        for text in ("übersicht", "STRASSE", " Übersicht "):
            assert stores.datasets.list(samples.ANN, Query(q=text)).total == 1
