"""What a rule looks at: a configuration beside the profile of its table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from ..experiments import ExperimentConfig
from ..findings import Finding
from ..profile import ColumnProfile, Profile
from ..vocabulary import ColumnKind

CLASS_TASKS = ("binary", "multiclass")
NUMBER_KINDS = ("numeric", "integer")


@dataclass(frozen=True, slots=True)
class Case:
    """A configuration to be checked; make it with `case_of`, which looks columns up once.

    `most_memory_mb` is what a run may use on this machine at most, None when that is not known.
    """

    config: ExperimentConfig
    profile: Profile
    columns: Mapping[str, ColumnProfile]
    most_memory_mb: int | None = None

    def column(self, name: str | None) -> ColumnProfile | None:
        """Return a column, None if there is none of this name."""
        return None if name is None else self.columns.get(name)

    def kind(self, name: str) -> ColumnKind | None:
        """Return the kind of a column, as the user set it or as detected; None if there is no such column."""
        found = self.columns.get(name)
        return self.config.kinds.get(name, found.kind) if found is not None else None

    @property
    def target(self) -> ColumnProfile | None:
        """The target column, None if the table has none of this name."""
        return self.columns.get(self.config.target)

    @property
    def target_kind(self) -> ColumnKind | None:
        """The kind of the target, as detected or as the user set it."""
        return self.kind(self.config.target)

    @property
    def is_classification(self) -> bool:
        """Whether classes are predicted."""
        return self.config.task in CLASS_TASKS

    @property
    def n_usable(self) -> int:
        """Rows that have a target."""
        return max(0, self.profile.n_rows - (self.target.n_missing if self.target else 0))

    @property
    def class_counts(self) -> Mapping[str, int]:
        """Rows per class, as far as the profile counted them; empty for numbers."""
        described = self.profile.target
        if not self.is_classification or self.target is None:
            return {}
        if described is not None and described.name == self.config.target and described.balance:
            return described.balance
        return {str(value): int(n) for value, n in self.target.stats.get("top") or ()}

    @property
    def test_size(self) -> float:
        """Share of the rows kept for the final test."""
        return self.config.validation.test_size


class Check(Protocol):
    """A rule's function."""

    def __call__(self, case: Case) -> Iterator[Finding]:
        """Yield what is to be said; nothing when all is well."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, its function, what causes its finding and what remedies it (for the page)."""

    code: str
    check: Check
    cause: str
    remedy: str


def case_of(config: ExperimentConfig, profile: Profile, *, most_memory_mb: int | None = None) -> Case:
    """Return what the rules look at."""
    return Case(config, profile, {column.name: column for column in profile.columns}, most_memory_mb)


def shown(name: str) -> str:
    """Return a name for a sentence; long ones are cut."""
    return f"'{name}'" if len(name) <= 80 else f"'{name[:79]}…'"
