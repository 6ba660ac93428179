"""One reading of a file by the child process, and what becomes of the record and the folders after it."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..access import User
from ..access.authorize import unknown
from ..errors import ConflictError, HydroMLError, InvalidInputError, UnreadableFileError
from ..ids import new_id
from . import stored
from .ingest_names import ORIGINAL, REPORT
from .ports import DatasetFiles, DatasetStore, Progress, Sandbox
from .records import Column, Dataset, DatasetLimits, IngestReport
from .uploads import LOCK, release

_INGEST = f"{__package__}.ingest:ingest"
_AGAIN = " (read again)"


@dataclass(frozen=True, slots=True)
class Watch:
    """Who watches a reading: is told how far it is, and may cancel it."""

    on_progress: Progress | None = None
    is_cancelled: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class Readings:
    """Reads staged files, puts the tables in their places and keeps the records true."""

    store: DatasetStore
    files: DatasetFiles
    sandbox: Sandbox
    limits: DatasetLimits
    after_table: tuple[str, ...]

    def parse(self, dataset: Dataset, overrides: Mapping[str, Any], watch: Watch) -> Mapping[str, Any]:
        """Return what `ingest.ingest` answers about the staged file.

        Raises
        ------
        InvalidInputError
            When the overrides make no sense for this file; `errors` names them.
        UnreadableFileError
            When the file is no table, or the child process came to an end over it.
        CancelledError
        """
        arguments = {
            "folder": str(self.files.staging(dataset.id)),
            "max_bytes": 4 * self.limits.max_upload_bytes,
            "then": list(self.after_table),
            "overrides": dict(overrides) or None,
        }
        try:
            answer: Mapping[str, Any] = self.sandbox.run(
                _INGEST,
                arguments,
                timeout_s=self.limits.parse_timeout_s,
                memory_mb=self.limits.parse_memory_mb,
                on_progress=watch.on_progress,
                is_cancelled=watch.is_cancelled,
            )
        except HydroMLError as error:
            if error.status in (InvalidInputError.status, 409):  # asked wrongly, or cancelled
                raise
            raise UnreadableFileError(
                error.message,
                hint=error.hint,
                code=error.code,
                errors=error.errors,
                extra={**error.extra, "dataset_id": dataset.id},
            ) from error
        return answer

    def complete(self, dataset: Dataset, answer: Mapping[str, Any], overrides: Mapping[str, Any]) -> Dataset:
        """Move a first reading to its place and return the dataset, ready."""
        if not (self.files.folder(dataset.id) / REPORT).exists():
            release(self.files.staging(dataset.id))
            self.files.commit(dataset.id)
        ready = described(dataset, answer, overrides, 1)
        self.store.update(ready)
        return ready

    def fail(self, dataset: Dataset, error: HydroMLError) -> None:
        """Mark a first reading as failed; the bytes stay, so that they can be read in another way."""
        clear(self.files.staging(dataset.id))
        self.mark_failed(dataset, error)

    def mark_failed(self, dataset: Dataset, error: HydroMLError) -> None:
        """Keep in the record why a file could not be read."""
        told = {"code": error.code, "message": error.message, "hint": error.hint}
        if self.store.get(dataset.id) is not None:  # it may have been deleted meanwhile
            self.store.update(replace(dataset, status="failed", error=told))

    def again(
        self, dataset: Dataset, overrides: Mapping[str, Any], watch: Watch, n_uses: Callable[[str], int]
    ) -> Dataset:
        """Read the file of a ready dataset again, beside the old reading, and return the new record.

        The record names the reading that counts, so that its change is the one moment at which the new
        table takes the place of the old one. The old reading lies there until `keep_only` is called.

        Parameters
        ----------
        n_uses : tells how many experiments read a dataset; asked last before that moment
        """
        staging, reading = self.files.staging(dataset.id), dataset.report.reading + 1
        try:
            clear(staging, but=())
            same_bytes(self.files.folder(dataset.id) / ORIGINAL, staging / ORIGINAL)
            answer = self.parse(dataset, overrides, watch)
            require_unused(dataset, n_uses(dataset.id))
            self.keep_only(dataset)
            (staging / ORIGINAL).unlink()
            release(staging)
            self.files.commit(dataset.id, reading)
        except FileNotFoundError as error:
            self.files.unstage(dataset.id)
            raise unknown(dataset.id) from error  # deleted while it was read
        except HydroMLError:
            self.files.unstage(dataset.id)
            raise
        ready = described(dataset, answer, overrides, reading)
        self.store.update(ready)
        return ready

    def keep_only(self, dataset: Dataset) -> None:
        """Remove the readings of a ready dataset that no longer count, or never came to count."""
        self.files.keep_reading(dataset.id, dataset.report.reading, always=(ORIGINAL,))


def described(
    dataset: Dataset, answer: Mapping[str, Any], overrides: Mapping[str, Any], reading: int
) -> Dataset:
    """Return the record of a dataset that was read, ready."""
    columns = stored.load(answer["columns"], tuple[Column, ...])
    report = stored.load(answer["report"], IngestReport)
    return replace(
        dataset,
        status="ready",
        format=answer["format"],
        fingerprint=answer["fingerprint"],
        n_rows=answer["n_rows"],
        n_columns=len(columns),
        columns=columns,
        report=replace(report, overrides=dict(overrides), reading=reading),
        error=None,
    )


def new_copy(source: Dataset, user: User) -> Dataset:
    """Return the record of another dataset from the same bytes, not yet read."""
    return replace(
        source,
        id=new_id("ds"),
        owner=user.id,
        status="processing",
        name=source.name if source.name.endswith(_AGAIN) else source.name + _AGAIN,
        created_at=datetime.now(UTC),
        report=IngestReport(),
        columns=(),
        n_rows=0,
        n_columns=0,
    )


def require_unused(dataset: Dataset, n_uses: int) -> None:
    """Refuse to give another table to experiments that read this one.

    Raises
    ------
    ConflictError
        ``DATASET_IN_USE``
    """
    if n_uses:
        read = "experiment reads" if n_uses == 1 else "experiments read"
        raise ConflictError(
            f"{n_uses} {read} '{dataset.name}' as it is; another reading would give them another table.",
            hint="Read it as a copy (copy: true), a new dataset from the same file, or delete those first.",
            code="DATASET_IN_USE",
        )


def clear(staging: Path, but: tuple[str, ...] = (ORIGINAL,)) -> None:
    """Remove what a reading that was given up left in its folder."""
    for path in staging.iterdir():
        if path.name in (*but, LOCK):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def same_bytes(source: Path, place: Path) -> None:
    """Give a file a second name, or a copy where the file system knows no second names."""
    try:
        os.link(source, place)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, place)
