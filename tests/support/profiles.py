"""Profiles of small made-up tables, described anew for whatever target is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hydroml.services.access import User, authorize
from hydroml.services.access.authorize import unknown
from hydroml.services.datasets import Dataset
from hydroml.services.errors import InvalidInputError
from hydroml.services.findings import Finding
from hydroml.services.profile import ColumnProfile, Profile, TargetProfile
from hydroml.services.vocabulary import ColumnKind, Task
from hydroml.tests.support import samples

ROWS = 1_000


def number(name: str, *, n_missing: int = 0, kind: ColumnKind = "numeric", **stats: Any) -> ColumnProfile:
    """A column of numbers from 1 to 100."""
    known = {"min": 1.0, "q25": 25.0, "median": 50.0, "q75": 75.0, "max": 100.0, "skew": 0.1, **stats}
    return ColumnProfile(name, kind, n_missing, 800, stats=known)


def category(name: str, counts: Mapping[str, int], *, kind: ColumnKind = "categorical") -> ColumnProfile:
    """A column of labels with so many rows each."""
    top = sorted(counts.items(), key=lambda pair: -pair[1])
    return ColumnProfile(name, kind, 0, len(counts), stats={"top": top[:20]})


def odd(name: str, kind: ColumnKind, n_distinct: int) -> ColumnProfile:
    """A column of another kind."""
    return ColumnProfile(name, kind, 0, n_distinct)


def profile(*columns: ColumnProfile, target: str, n_rows: int = ROWS, **changes: Any) -> Profile:
    """A profile for a target, which is also the suggested one."""
    made = Profile(
        fingerprint="sha256:00",
        n_rows=n_rows,
        n_columns=len(columns),
        exact=True,
        sampled_rows=None,
        columns=columns,
        suggested_target=target,
    )
    return aimed(replace(made, **changes), target)


def aimed(made: Profile, target: str, task: Task | None = None) -> Profile:
    """The same table with another target; the task follows from the kind of column."""
    column = made.column(target)
    if column is None:
        raise InvalidInputError(f"the table has no column {target!r}")
    top = dict(column.stats.get("top", ()))
    detected: Task = "regression" if not top else "binary" if len(top) == 2 else "multiclass"
    described = TargetProfile(target, task or detected, "as made up", column.n_missing, top)
    return replace(made, target=described)


def churn(**changes: Any) -> Profile:
    """A table of customers: two classes, numbers, categories, an identifier, a constant, a leak."""
    findings = (
        Finding("DATA_IDENTIFIER", "warning", "row_no", "'row_no' is different in every row."),
        Finding("DATA_CONSTANT", "warning", "country", "'country' has the same value in every row."),
        Finding("DATA_LEAK", "warning", "cancel_reason", "'cancel_reason' gives the target away."),
    )
    columns = (
        odd("row_no", "identifier", ROWS),
        number("tenure", kind="integer"),
        number("monthly_charges", n_missing=20),
        category("contract", {"month": 600, "year": 300, "two years": 100}),
        odd("country", "constant", 1),
        category("cancel_reason", {"none": 700, "price": 200, "moved": 100}),
        category("churn", {"no": 700, "yes": 300}),
    )
    return profile(*columns, **{"target": "churn", "findings": findings, **changes})


def river(**changes: Any) -> Profile:
    """A table over time: a date, a station seen many times, a number to predict."""
    columns = (
        odd("day", "datetime", 900),
        odd("station_id", "categorical", 40),
        number("rain"),
        number("flow", skew=2.5),
    )
    return profile(*columns, **{"target": "flow", **changes})


def people(**changes: Any) -> Profile:
    """A table without time or groups and a number to predict."""
    columns = (number("age", kind="integer"), number("income"), number("weight", skew=0.2))
    return profile(*columns, **{"target": "weight", **changes})


@dataclass
class Tables:
    """Datasets with their profiles: stands for the rooms that keep them."""

    datasets: dict[str, Dataset] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)

    def add(self, made: Profile, **changes: Any) -> Dataset:
        """Keep a table; Ann's unless told otherwise."""
        dataset = samples.dataset(
            **{"n_rows": made.n_rows, "n_columns": made.n_columns, "fingerprint": made.fingerprint, **changes}
        )
        self.datasets[dataset.id] = dataset
        self.profiles[dataset.id] = made
        return dataset

    @property
    def source(self) -> "TableDatasets":
        """The datasets as a port."""
        return TableDatasets(self)


@dataclass
class TableDatasets:
    """Datasets of `Tables`."""

    tables: Tables

    def get(self, user: User, dataset_id: str) -> Dataset:
        dataset = self.tables.datasets.get(dataset_id)
        if dataset is None:
            raise unknown(dataset_id)
        authorize(user, "read", dataset)
        return dataset

    def find(self, user: User, fingerprint: str) -> Dataset | None:
        own = (one for one in self.tables.datasets.values() if one.owner == user.id)
        return next((one for one in own if one.fingerprint == fingerprint), None)


@dataclass
class TableProfiles:
    """Profiles of `Tables`."""

    tables: Tables

    def get(self, user: User, dataset_id: str, *, target: str | None = None) -> Profile:
        TableDatasets(self.tables).get(user, dataset_id)
        made = self.tables.profiles[dataset_id]
        wanted = target or made.suggested_target
        return made if wanted is None else aimed(made, wanted)
