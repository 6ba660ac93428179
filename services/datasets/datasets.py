"""The room's facade: from uploaded bytes to a table that everything else reads."""

import hashlib
import io
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from ..access import Action, User, authorize, may
from ..access.authorize import unknown
from ..errors import (
    CancelledError,
    ConflictError,
    HydroMLError,
    UnreadableFileError,
)
from ..paging import Page, Query
from . import examples, preview, refusals
from .ingest_names import LINES, ORIGINAL, SAMPLE, TABLE
from .kept_answers import KeptAnswers
from .overrides import parsed
from .ports import DatasetFiles, DatasetStore, Progress, Sandbox
from .reading import Readings, Watch, new_copy, require_unused, same_bytes
from .ready import require_ready
from .records import Dataset, DatasetLimits, IngestReport, NotedLines, Preview, Upload
from .repair import Repair
from .uploads import Uploads, locked

_DRAW = f"{__package__}.preview:draw"
_COLLECT = f"{__package__}.noted_lines:collect"


@dataclass(frozen=True, slots=True)
class Datasets:
    """Uploads, reads, lists and deletes tables.

    `after_table` names functions (``module:name``) that the child process calls with the folder of a
    table it has just made, such as the one that describes it.
    """

    store: DatasetStore
    files: DatasetFiles
    sandbox: Sandbox
    limits: DatasetLimits
    after_table: tuple[str, ...] = ()

    @property
    def _readings(self) -> Readings:
        return Readings(self.store, self.files, self.sandbox, self.limits, self.after_table)

    @property
    def _answers(self) -> KeptAnswers:
        return KeptAnswers(self.sandbox, self.limits)

    @property
    def _uploads(self) -> Uploads:
        return Uploads(self.files, self.limits.max_upload_bytes)

    def begin_upload(self, user: User, *, name: str, size_bytes: int, project: str | None = None) -> Upload:
        """Announce a file of `size_bytes`; it then comes in slices."""
        return self._uploads.begin(user, name=name, size_bytes=size_bytes, project=project)

    def upload(self, user: User, upload_id: str) -> Upload:
        """Return how much of a file has arrived."""
        upload = self._uploads.find(upload_id)
        if upload is None:
            raise unknown(upload_id)
        authorize(user, "edit", upload)
        return upload

    def append(self, user: User, upload_id: str, *, offset: int, stream: BinaryIO) -> Upload:
        """Add the slice that begins at byte `offset`; ConflictError if that is not where the file ends."""
        return self._uploads.append(self.upload(user, upload_id), offset=offset, stream=stream)

    def cancel_upload(self, user: User, upload_id: str) -> None:
        """Forget a file and what has arrived of it."""
        self.files.discard(self.upload(user, upload_id).id)

    def finish_upload(self, user: User, upload_id: str) -> Dataset:
        """Turn a whole file into a dataset that waits to be read."""
        upload = self.upload(user, upload_id)
        if upload.received_bytes != upload.size_bytes:
            raise ConflictError(
                f"{upload.received_bytes:,} of {upload.size_bytes:,} bytes have arrived.",
                hint="Send the rest first.",
                code="UPLOAD_INCOMPLETE",
                extra={"received_bytes": upload.received_bytes},
            )
        return self._registered(upload, "")

    def receive(self, user: User, stream: BinaryIO, *, name: str, project: str | None = None) -> Dataset:
        """Take a whole file at once; the answer waits to be read by `ingest`."""
        begun = self._uploads.begin(user, name=name, size_bytes=None, project=project)
        digest = hashlib.sha256()
        try:
            upload = self._uploads.append(begun, offset=0, stream=stream, digest=digest)
            if upload.received_bytes == 0:
                raise refusals.empty()
        except HydroMLError:
            self.files.discard(begun.id)
            raise
        return self._registered(upload, f"sha256:{digest.hexdigest()}")

    def ingest(
        self,
        user: User,
        dataset_id: str,
        *,
        overrides: Mapping[str, Any] | None = None,
        on_progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Dataset:
        """Read an uploaded file and return the dataset, ready.

        Bytes that the same owner has uploaded before give the dataset they gave then, however it was
        read. A cancelled reading leaves nothing behind; the bytes of a refused file stay for `reread`.

        Parameters
        ----------
        overrides : how the file is to be read, see `overrides.parsed`; None to find out

        Raises
        ------
        UnreadableFileError
            When the file is no table; the dataset is then ``failed`` and keeps the reason.
        InvalidInputError
            When the overrides make no sense for this file.
        """
        parsed(overrides)
        dataset = self._load(user, "edit", dataset_id)
        if dataset.status == "ready":
            return dataset
        self._require_bytes(dataset)
        with locked(self.files.staging(dataset.id)):
            twin = self._replaced(dataset, dataset.fingerprint)
            if twin is not None:
                return twin
            answer = self._first(dataset, overrides or {}, Watch(on_progress, is_cancelled))
            twin = self._replaced(dataset, answer["fingerprint"])
            return twin or self._readings.complete(dataset, answer, overrides or {})

    def reread(
        self,
        user: User,
        dataset_id: str,
        overrides: Mapping[str, Any],
        *,
        n_uses: Callable[[str], int],
        on_progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Dataset:
        """Read the kept original again, in the way the user says, and return the dataset.

        The old table stays until then, and for good if the reading fails or is cancelled. Nothing that was
        computed from the old table outlives it.

        Parameters
        ----------
        overrides : all that the user says of the file; what is left out is found out
        n_uses : tells how many experiments read a dataset; those must keep their table

        Raises
        ------
        ConflictError
            ``DATASET_IN_USE`` when an experiment reads it; `reread_copy` is the way then.
        """
        parsed(overrides)
        dataset = self._load(user, "edit", dataset_id)
        watch = Watch(on_progress, is_cancelled)
        require_unused(dataset, n_uses(dataset.id))
        if dataset.status == "failed":
            self._require_bytes(dataset)
        else:
            require_ready(dataset)
        with locked(self.files.staging(dataset.id)):
            if dataset.status == "ready":
                return self._readings.again(dataset, overrides, watch, n_uses)
            answer = self._first(dataset, overrides, watch)
            return self._readings.complete(dataset, answer, overrides)

    def reread_copy(
        self,
        user: User,
        dataset_id: str,
        overrides: Mapping[str, Any],
        *,
        on_progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Dataset:
        """Read the original of a dataset in another way and return that as a new dataset of the user's.

        The dataset it comes from stays as it is. A reading that fails leaves nothing behind.
        """
        parsed(overrides)
        source = self.get(user, dataset_id)
        require_ready(source)
        copy = new_copy(source, user)
        self.store.add(copy)
        staging = self.files.staging(copy.id)
        try:
            with locked(staging):
                same_bytes(self.original(source), staging / ORIGINAL)
                answer = self._first(copy, overrides, Watch(on_progress, is_cancelled))
                return self._readings.complete(copy, answer, overrides)
        except FileNotFoundError as error:
            self._forget(copy)
            raise unknown(source.id) from error  # deleted meanwhile
        except HydroMLError:
            self._forget(copy)
            raise

    def read_as(
        self,
        user: User,
        dataset_id: str,
        overrides: Mapping[str, Any],
        *,
        n_uses: Callable[[str], int],
        on_progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Dataset:
        """Return the table of a file read in this way: the same dataset, or a copy of one that is in use."""
        dataset = self.get(user, dataset_id)
        watched: Any = {"on_progress": on_progress, "is_cancelled": is_cancelled}
        if dataset.status == "ready" and dict(dataset.report.overrides) == dict(overrides):
            return dataset
        if dataset.status == "ready" and (n_uses(dataset.id) or not may(user, "edit", dataset)):
            return self.reread_copy(user, dataset_id, overrides, **watched)
        return self.reread(user, dataset_id, overrides, n_uses=n_uses, **watched)

    def get(self, user: User, dataset_id: str) -> Dataset:
        """Return a dataset the user may read."""
        return self._load(user, "read", dataset_id)

    def find(self, user: User, fingerprint: str) -> Dataset | None:
        """Return the user's own ready dataset with these bytes, or None."""
        return self.store.find(fingerprint, user.id)

    def list(self, user: User, query: Query) -> Page[Dataset]:
        """Return the datasets the user may read, newest first."""
        return self.store.list(user, query)

    def delete(self, user: User, dataset_id: str) -> None:
        """Remove a dataset; that no experiment reads it is the caller's business."""
        self._forget(self._load(user, "delete", dataset_id))

    def preview(
        self, user: User, dataset_id: str, *, rows: int = 20, columns: Collection[str] | None = None
    ) -> Preview:
        """Return the first rows of a dataset that is ready, of some of its columns or of all."""
        dataset = self.get(user, dataset_id)
        require_ready(dataset)
        return preview.read(self.table(dataset), rows, columns)

    def sample(self, user: User, dataset_id: str, *, rows: int = 20) -> Preview:
        """Return rows at random, spread over a dataset that is ready; always the same ones.

        At most as many as `sampling.draw` keeps: 1,000, fewer of a table with many columns.
        """
        dataset = self.get(user, dataset_id)
        require_ready(dataset)
        if preview.is_quick(dataset.n_rows * dataset.n_columns):
            return preview.drawn(self.table(dataset), rows)
        folder = self.folder(dataset)
        kept = self._answers.read(folder / SAMPLE, Preview, _DRAW, {"folder": str(folder)})
        return preview.thinned(kept, rows)

    def noted_lines(
        self,
        user: User,
        dataset_id: str,
        *,
        on_progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> NotedLines:
        """Return the lines that the report of a CSV file names, as they are and as they were read.

        Of each problem the first 20; nothing of other formats, which have no lines.
        """
        dataset = self.get(user, dataset_id)
        require_ready(dataset)
        notes = [[note.code, list(note.lines)] for note in dataset.report.notes if note.lines]
        if dataset.format != "csv" or not notes:
            return NotedLines()
        target = self.folder(dataset) / LINES
        arguments = {
            "original": str(self.original(dataset)),
            "target": str(target),
            "notes": notes,
            "max_bytes": 4 * self.limits.max_upload_bytes,
            "overrides": dict(dataset.report.overrides) or None,
        }
        watch = {"on_progress": on_progress, "is_cancelled": is_cancelled}
        return self._answers.read(target, NotedLines, _COLLECT, arguments, **watch)

    def folder(self, dataset: Dataset) -> Path:
        """Return the folder of the reading that counts of a dataset that is ready."""
        return self.files.folder(dataset.id, dataset.report.reading)

    def table(self, dataset: Dataset) -> Path:
        """Return the Parquet file of a dataset that is ready."""
        return self.folder(dataset) / TABLE

    def original(self, dataset: Dataset) -> Path:
        """Return the file as it was uploaded."""
        is_ready = dataset.status == "ready"
        folder = self.files.folder(dataset.id) if is_ready else self.files.staging(dataset.id)
        return folder / ORIGINAL

    def add_example(self, user: User, key: str) -> Dataset:
        """Return one of `EXAMPLES` as a dataset of the user, ready."""
        example = examples.find(key)
        stream = io.BytesIO(examples.content(example))
        return self.ingest(user, self.receive(user, stream, name=f"{example.key}.csv").id)

    def repair(self) -> None:
        """Bring folders and records together after a hard stop; called once at start-up."""
        Repair(self.files, self._uploads, self._readings).run(self._all())

    def _registered(self, upload: Upload, fingerprint: str) -> Dataset:
        dataset = Dataset(
            id=upload.id,
            name=upload.name,
            format="",
            status="processing",
            n_rows=0,
            n_columns=0,
            size_bytes=upload.received_bytes,
            fingerprint=fingerprint,
            owner=upload.owner,
            project=upload.project,
            created_at=datetime.now(UTC),
        )
        self._uploads.finish(upload)
        self.store.add(dataset)
        return dataset

    def _replaced(self, dataset: Dataset, fingerprint: str) -> Dataset | None:
        """Return the dataset that these bytes gave before, forgetting this one; None if they are new."""
        twin = self.store.find(fingerprint, dataset.owner) if fingerprint else None
        if twin is not None:
            self._forget(dataset)
        return twin

    def _first(self, dataset: Dataset, overrides: Mapping[str, Any], watch: Watch) -> Mapping[str, Any]:
        """Read a staged file that has no table yet; remember how, in case the process is stopped."""
        if dict(dataset.report.overrides) != dict(overrides):
            dataset = replace(dataset, report=IngestReport(overrides=dict(overrides)))
            self.store.update(dataset)
        try:
            return self._readings.parse(dataset, overrides, watch)
        except CancelledError:
            self._forget(dataset)
            raise
        except HydroMLError as error:
            self._readings.fail(dataset, error)
            raise

    def _require_bytes(self, dataset: Dataset) -> None:
        if not (self.files.staging(dataset.id) / ORIGINAL).exists():
            self.files.unstage(dataset.id)
            self._still_failed(dataset)

    def _still_failed(self, dataset: Dataset) -> None:
        told = dataset.error or {}
        raise UnreadableFileError(
            told.get("message", f"The bytes of '{dataset.name}' are gone."),
            hint="Its bytes are no longer kept; upload the file again.",
            code=told.get("code", "FILE_UNREADABLE"),
        )

    def _forget(self, dataset: Dataset) -> None:
        self.store.delete(dataset.id)
        self.files.discard(dataset.id)

    def _load(self, user: User, action: Action, dataset_id: str) -> Dataset:
        dataset = self.store.get(dataset_id)
        if dataset is None:
            raise unknown(dataset_id)
        authorize(user, action, dataset)
        return dataset

    def _all(self) -> dict[str, Dataset]:
        everyone = User(id="", name="start-up", is_admin=True)
        records: dict[str, Dataset] = {}
        while True:
            page = self.store.list(everyone, Query(limit=200, offset=len(records)))
            records.update((dataset.id, dataset) for dataset in page.items)
            if not page.items or len(records) >= page.total:
                return records
