"""Brings folders and records of datasets together after a hard stop."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import UnreadableFileError
from . import stored
from .ingest_names import ORIGINAL, REPORT
from .ports import DatasetFiles
from .reading import Readings
from .records import Dataset
from .uploads import Uploads, is_forgotten, is_locked

_INTERRUPTED = "INGEST_INTERRUPTED"


@dataclass(frozen=True, slots=True)
class Repair:
    """The order that is made once, at start-up.

    Uploads that may go on stay; folders without a record go; readings that had ended count, those that
    were broken off are marked so and can be repeated without a new upload. Bytes of a file that could not
    be read stay for seven days, so that it can be read in another way.
    """

    files: DatasetFiles
    uploads: Uploads
    readings: Readings

    def run(self, records: Mapping[str, Dataset]) -> None:
        """Make order among the folders; `records` are all datasets by id."""
        staged, whole = self.files.staged(), self.files.stored()
        for dataset_id in staged:
            if dataset_id not in records and not self.uploads.is_living(dataset_id):
                self.files.discard(dataset_id)
        for dataset_id in whole:
            if dataset_id not in records:
                self.files.discard(dataset_id)
        for dataset in records.values():
            if dataset.status == "processing":
                self._settle(dataset, is_whole=dataset.id in whole)
                continue
            if dataset.id in staged:
                self._tidy(dataset)
            if dataset.status == "ready":
                self.readings.keep_only(dataset)

    def _tidy(self, dataset: Dataset) -> None:
        """Remove what a later reading that was broken off left, or bytes nobody came back for."""
        staging = self.files.staging(dataset.id)
        is_over = is_forgotten(staging) if dataset.status == "failed" else not is_locked(staging)
        if is_over:
            self.files.unstage(dataset.id)

    def _settle(self, dataset: Dataset, *, is_whole: bool) -> None:
        """Finish or give up a reading of which no living process takes care."""
        folder = self.files.folder(dataset.id) if is_whole else self.files.staging(dataset.id)
        if not is_whole and is_locked(folder):
            return
        answer = stored.read(folder / REPORT, dict[str, Any])
        if answer is not None:
            self.readings.complete(dataset, answer, dataset.report.overrides)
            return
        has_bytes = (folder / ORIGINAL).exists()
        error = UnreadableFileError(
            f"The reading of '{dataset.name}' was broken off when the server stopped.",
            hint="Read it again; nothing needs to be uploaded." if has_bytes else "Upload the file again.",
            code=_INTERRUPTED,
        )
        self.readings.mark_failed(dataset, error)
