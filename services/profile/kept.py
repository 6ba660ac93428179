"""What is kept of a profile beside the table, and under which names."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ..datasets import stored
from ..findings import Finding
from .records import ColumnProfile, TargetProfile

PROFILE = "profile.json"
PART = "profile.part"


@dataclass(frozen=True, slots=True)
class TargetPart:
    """What depends on the target; belongs to the profile with the same `fingerprint` and `exact`."""

    fingerprint: str
    exact: bool
    target: TargetProfile
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DoneColumn:
    """A column of a profile that is being made; `table` names the table and the fingerprint it is of."""

    table: str
    column: ColumnProfile


@dataclass(frozen=True, slots=True)
class PartFile:
    """The columns that are done of an exact profile, a line of JSON each; `table` names what it is made from.

    Lines of another table, and a last line that was cut off, count for nothing.
    """

    path: Path
    table: str

    def read(self) -> dict[str, ColumnProfile]:
        """Return the columns that are done, by name."""
        return {done.column.name: done.column for done in self._lines() if done.table == self.table}

    def append(self, column: ColumnProfile) -> None:
        """Keep a column that is done; on a line of its own, whatever was left of the last one."""
        line = stored.adapter(DoneColumn).dump_json(DoneColumn(self.table, column))
        with self.path.open("ab") as file:
            file.write(b"\n" + line + b"\n")

    def remove(self) -> None:
        """Forget all, because the profile is kept."""
        self.path.unlink(missing_ok=True)

    def _lines(self) -> Iterator[DoneColumn]:
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return
        for line in content.splitlines():
            try:
                done: DoneColumn = stored.adapter(DoneColumn).validate_json(line)
            except ValidationError:
                continue
            yield done


def identity(table: Path, fingerprint: str) -> str:
    """Return what changes whenever the table is written again, be it from the same bytes."""
    state = table.stat()
    return f"{fingerprint} {state.st_size} {state.st_mtime_ns}"


def target_file(name: str) -> str:
    """Return the file of the part of the target called `name`; a name is data, hence the digest."""
    return f"target-{_digest(name)}.json"


def importance_file(name: str) -> str:
    """Return the file of the mutual information and association with the target called `name`."""
    return f"importance2-{_digest(name)}.json"


def correlations_file(method: str) -> str:
    """Return the file of what is known of the correlations by `method`, all but the cells."""
    return f"correlations-{_digest(method)}.json"


def matrix_file(method: str) -> str:
    """Return the file of the cells of the correlations by `method`."""
    return f"correlations-{_digest(method)}.npy"


def document_file(method: str) -> str:
    """Return the file of the correlations by `method` in the JSON of the REST API."""
    return f"correlations-{_digest(method)}.whole.json"


def lags_file(target: str, time: Sequence[str], max_lag: int) -> str:
    """Return the file of the correlations with `target` up to `max_lag` steps later, ordered by `time`."""
    return f"lags-{_digest(json.dumps([target, *time, max_lag]))}.json"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:24]
