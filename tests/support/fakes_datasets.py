"""A store of dataset records in memory, for tests."""

from collections.abc import Sequence

from hydroml.services.access import User, may
from hydroml.services.datasets import Dataset
from hydroml.services.paging import Page, Query


class FakeDatasetStore:
    """Behaves like the database: copies in, copies out, newest first or as asked."""

    def __init__(self) -> None:
        self._records: dict[str, Dataset] = {}

    def add(self, dataset: Dataset) -> None:
        if dataset.id in self._records:
            raise ValueError(f"there already is a dataset {dataset.id}")
        self._records[dataset.id] = dataset

    def get(self, dataset_id: str) -> Dataset | None:
        return self._records.get(dataset_id)

    def update(self, dataset: Dataset) -> None:
        if dataset.id in self._records:
            self._records[dataset.id] = dataset

    def delete(self, dataset_id: str) -> None:
        self._records.pop(dataset_id, None)

    def find(self, fingerprint: str, owner: str) -> Dataset | None:
        return next(
            (
                one
                for one in self._records.values()
                if (one.fingerprint, one.owner, one.status) == (fingerprint, owner, "ready")
            ),
            None,
        )

    def list(self, user: User, query: Query) -> Page[Dataset]:
        readable = [
            one
            for one in self._sorted(query.sort)
            if may(user, "read", one) and query.q.strip().casefold() in one.name.casefold()
        ]
        return Page(tuple(readable[query.offset : query.offset + query.limit]), len(readable))

    def _sorted(self, sort: str) -> Sequence[Dataset]:
        newest = sorted(self._records.values(), key=lambda one: one.created_at, reverse=True)
        if sort == "name":
            return sorted(newest, key=lambda one: one.name.casefold())
        sizes = {"rows": "n_rows", "columns": "n_columns", "size": "size_bytes"}
        if sort not in sizes:
            return newest
        return sorted(newest, key=lambda one: -int(getattr(one, sizes[sort])))
