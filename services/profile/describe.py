"""Describes a whole table in the limited child process, and keeps the answer beside it."""

import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from ..datasets import Progress, stored
from ..datasets.ingest_names import TABLE
from ..vocabulary import ColumnKind
from . import target, target_part, whole
from .column import columns
from .column.columns import Seen
from .estimate import MAX_JUDGED, estimated, share_error
from .findings import duplicates, findings_columns, groups, time_order
from .held import Held
from .kept import PART, PROFILE, PartFile, identity
from .records import ColumnProfile, Profile
from .rows import ALL_UP_TO, Places, Rows

_ALL_UP_TO_CELLS = 50_000_000
_MAX_CELLS_GROUPED = 20_000_000


class Column(Protocol):
    """A column of a sample: its name and kind, and values of shape (n_seen,), null where missing."""

    @property
    def name(self) -> str:
        """Return the name of the column."""

    @property
    def kind(self) -> ColumnKind:
        """Return the kind of the column in the whole table."""

    @property
    def values(self) -> pl.Series:
        """Return the values in the order of the table."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at: `n_seen` of `n_rows` rows, at `positions` (from 0) where that is known.

    `values` of shape (n_seen,) by column name; `groupable` those in which groups of rows are looked for.
    """

    seen: Sequence[Seen]
    values: Mapping[str, pl.Series] = field(repr=False)
    groupable: Mapping[str, pl.Series] = field(repr=False)
    n_rows: int
    n_seen: int
    positions: Places | None = None
    n_duplicate_rows: int | None = None

    @property
    def is_exact(self) -> bool:
        """Tell whether all rows were looked at."""
        return self.n_seen == self.n_rows


def describe_ingested(*, folder: str, ingested: Mapping[str, Any], report: Progress) -> None:
    """Describe a table that was just read, and its suggested target; called by the reading child."""
    kinds = {column["name"]: column["kind"] for column in ingested["columns"]}
    n_rows = ingested["n_rows"]
    exact = n_rows <= ALL_UP_TO and n_rows * len(kinds) <= _ALL_UP_TO_CELLS
    describe(folder=folder, fingerprint=ingested["fingerprint"], kinds=kinds, exact=exact, report=report)


def describe(
    *, folder: str, fingerprint: str, kinds: Mapping[str, ColumnKind], exact: bool, report: Progress
) -> dict[str, Any]:
    """Write ``profile.json`` and the part of the suggested target; return the profile in JSON types.

    An exact profile that was stopped goes on with the columns that were not done yet.

    Parameters
    ----------
    folder : path of the dataset's folder
    fingerprint, kinds : of the dataset
    exact : look at all rows, else at a sample of large tables
    """
    started, place = time.perf_counter(), Path(folder)
    rows = Rows(place / TABLE, exact=exact)
    held = Held(rows)
    part = PartFile(place / PART, identity(place / TABLE, fingerprint)) if rows.exact else None
    seen, n_duplicate_rows = whole.look(whole.Look(rows, kinds, held, part), report)
    report(0.85, "Comparing the columns")
    groupable = held.first(_MAX_CELLS_GROUPED)
    looked = Looked(seen, held, groupable, rows.n_rows, rows.n_seen, rows.positions, n_duplicate_rows)
    profile = replace(assembled(looked, fingerprint), seconds=time.perf_counter() - started)
    stored.write(place / PROFILE, profile, Profile)
    if part is not None:
        part.remove()
    if profile.suggested_target is not None:
        report(0.9, "Looking for columns that give the target away")
        target_part.write(place, profile, profile.suggested_target, rows, held)
    answer: dict[str, Any] = stored.dump(profile, Profile)
    return answer


def describe_sample(sample: Iterable[Column], *, n_rows: int, fingerprint: str) -> Profile:
    """Return the profile of a table of which only these rows were read.

    Parameters
    ----------
    sample : the columns in the order of the table, all of the same length; rows spread over the file, in
        its order
    n_rows : of the whole table, exact
    fingerprint : of the dataset
    """
    started = time.perf_counter()
    read = list(sample)
    with ThreadPoolExecutor(whole.N_THREADS) as threads:
        seen = list(threads.map(lambda one: columns.look(one.name, one.kind, one.values), read))
    values = {one.name: one.values for one in read}
    looked = Looked(seen, values, values, n_rows, len(read[0].values) if read else 0)
    return replace(assembled(looked, fingerprint), seconds=time.perf_counter() - started)


def assembled(looked: Looked, fingerprint: str) -> Profile:
    """Return the profile of a table without its target, with what its columns have to do with each other."""
    n_rows = looked.n_rows
    profiles = [estimated(one, n_rows, looked.n_seen, looked.positions) for one in looked.seen]
    comparable = [one.profile for one in looked.seen if one.profile.is_distinct_exact]
    kinds = {one.name: one.kind for one in comparable}
    order = time_order.find(kinds, looked.values)
    same = duplicates.find(looked.values, comparable)
    timed = order.columns if order else ()
    owners = groups.find(profiles, looked.groupable, n_rows, apart=(*same, *timed))
    guesses = target.candidates(profiles, n_rows, timed, repeated=same)
    return Profile(
        fingerprint=fingerprint,
        n_rows=n_rows,
        n_columns=len(profiles),
        exact=looked.is_exact,
        sampled_rows=None if looked.is_exact else looked.n_seen,
        columns=tuple(profiles),
        findings=findings_columns.of_columns(
            profiles, n_rows, same, order, n_duplicate_rows=looked.n_duplicate_rows, groups=owners
        ),
        suggested_target=guesses[0][0] if guesses else None,
        target_candidates=guesses,
        share_error=None if looked.is_exact else _error(looked, profiles),
        n_duplicate_rows=looked.n_duplicate_rows,
    )


def _error(looked: Looked, profiles: Sequence[ColumnProfile]) -> float:
    measures = [one.name for one in profiles if one.kind in ("numeric", "integer")]
    judged = measures[:MAX_JUDGED] or [one.name for one in profiles[:1]]
    return share_error([looked.values[name] for name in judged], looked.n_rows)
