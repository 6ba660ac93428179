"""Named feature sets: a selection that its owner keeps and applies to other drafts, by names of columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from ..access import Action, User, authorize
from ..access.authorize import unknown
from ..errors import FieldError, InvalidInputError, TooLargeError
from ..ids import new_id
from ..paging import Page, Query

MAX_NAME = 200
MAX_DESCRIPTION = 2_000
MAX_CHARACTERS = 2_000_000
"""Of all names and reasons together; a table of 5,000 columns with long names stays below."""


@dataclass(frozen=True, slots=True)
class FeatureSet:
    """A selection of features: what is included, and what is left out with the reason."""

    id: str
    name: str
    description: str
    include: tuple[str, ...]
    exclude: Mapping[str, str]
    owner: str
    project: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SetFit:
    """What a set means for a table.

    `include` and `exclude` are the selection it gives, in the order of the table. `missing` are features
    of the set that the table lacks, `unknown` columns of the table that the set says nothing about (they
    are left out), `target` is the target where the set would learn from it, else None.
    """

    include: tuple[str, ...]
    exclude: Mapping[str, str]
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    target: str | None = None


class FeatureSetStore(Protocol):
    """Feature sets by id."""

    def add(self, feature_set: FeatureSet) -> None:
        """Store a new set."""

    def get(self, set_id: str) -> FeatureSet | None:
        """Return a set, or None."""

    def update(self, feature_set: FeatureSet) -> None:
        """Store name, description and time of change of a set that exists."""

    def delete(self, set_id: str) -> None:
        """Forget a set."""

    def list(self, user: User, query: Query) -> Page[FeatureSet]:
        """Return the sets the user may read, last changed first; `q` searches name and description."""


def fit_set(feature_set: FeatureSet, columns: Sequence[str], target: str) -> SetFit:
    """Return what a set gives for a table; nothing is changed.

    Parameters
    ----------
    columns : names of the table's columns in its order, the target among them
    target : of the draft; never a feature
    """
    wanted, left = set(feature_set.include), feature_set.exclude
    features = [name for name in columns if name != target]
    unknown_ones = tuple(name for name in features if name not in wanted and name not in left)
    reason = f"not in the feature set '{feature_set.name}'"
    exclude = {name: left.get(name, reason) for name in features if name not in wanted}
    known = set(columns)
    return SetFit(
        include=tuple(name for name in features if name in wanted),
        exclude=exclude,
        missing=tuple(name for name in feature_set.include if name not in known),
        unknown=unknown_ones,
        target=target if target in wanted else None,
    )


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FeatureSets:
    """What can be done with feature sets; every method refuses what the user may not do."""

    store: FeatureSetStore
    clock: Callable[[], datetime] = _now

    def save(
        self,
        user: User,
        name: str,
        *,
        include: Sequence[str],
        exclude: Mapping[str, str],
        description: str = "",
    ) -> FeatureSet:
        """Keep a selection under a name; sets may have equal names.

        Raises
        ------
        InvalidInputError
            Without a name or without a feature, or with one too long.
        TooLargeError
            When all names and reasons together are over the limit.
        """
        told = _described(name, description)
        if not include:
            raise InvalidInputError(
                "A feature set needs at least one feature.",
                hint="Include a feature, then save the set.",
                errors=[FieldError("/include", "is empty")],
            )
        size = sum(map(len, include)) + sum(len(key) + len(why) for key, why in exclude.items())
        if size > MAX_CHARACTERS:
            raise TooLargeError(
                f"The names of this selection have {size:,} characters; a set holds {MAX_CHARACTERS:,}.",
                hint="Give the columns shorter names.",
            )
        now = self.clock()
        kept = FeatureSet(new_id("fs"), *told, tuple(include), dict(exclude), user.id, None, now, now)
        self.store.add(kept)
        return kept

    def get(self, user: User, set_id: str) -> FeatureSet:
        """Return a set the user may read."""
        return self._load(user, set_id, "read")

    def list(self, user: User, query: Query) -> Page[FeatureSet]:
        """Return the sets the user may read, last changed first."""
        return self.store.list(user, query)

    def rename(self, user: User, set_id: str, name: str, description: str | None = None) -> FeatureSet:
        """Give a set another name and, unless None, another description."""
        kept = self._load(user, set_id, "edit")
        told = _described(name, kept.description if description is None else description)
        renamed = replace(kept, name=told[0], description=told[1], updated_at=self.clock())
        self.store.update(renamed)
        return renamed

    def delete(self, user: User, set_id: str) -> FeatureSet:
        """Forget a set and return what it was; experiments that used it keep their selection."""
        gone = self._load(user, set_id, "delete")
        self.store.delete(gone.id)
        return gone

    def _load(self, user: User, set_id: str, action: Action) -> FeatureSet:
        kept = self.store.get(set_id)
        if kept is None:
            raise unknown(set_id)
        authorize(user, action, kept)
        return kept


def _described(name: str, description: str) -> tuple[str, str]:
    """Return name and description without surrounding blanks and NUL, which databases refuse."""
    told = (name.replace("\0", "").strip(), description.replace("\0", "").strip())
    errors = []
    if not 1 <= len(told[0]) <= MAX_NAME:
        errors.append(FieldError("/name", f"must have 1 to {MAX_NAME} characters"))
    if len(told[1]) > MAX_DESCRIPTION:
        errors.append(FieldError("/description", f"must have at most {MAX_DESCRIPTION:,} characters"))
    if errors:
        what = errors[0].field.removeprefix("/")
        raise InvalidInputError(f"The {what} of a feature set {errors[0].message}.", errors=errors)
    return told
