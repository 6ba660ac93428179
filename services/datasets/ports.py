"""What the datasets room needs from outside: a place for records, a place for files, a child process."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from ..access import User
from ..paging import Page, Query
from .records import Dataset

Progress = Callable[[float, str], None]
"""Called with the share done in [0, 1] and a sentence on what is being done."""


class DatasetStore(Protocol):
    """Records of datasets."""

    def add(self, dataset: Dataset) -> None:
        """Store a new record."""

    def get(self, dataset_id: str) -> Dataset | None:
        """Return the record, or None."""

    def update(self, dataset: Dataset) -> None:
        """Replace the record with the same id."""

    def delete(self, dataset_id: str) -> None:
        """Forget the record; unknown ids are ignored."""

    def find(self, fingerprint: str, owner: str) -> Dataset | None:
        """Return the owner's ready dataset with these bytes, or None."""

    def list(self, user: User, query: Query) -> Page[Dataset]:
        """Return what the user may read, newest first; `q` searches the name."""


class Sandbox(Protocol):
    """Runs a function of ours in a limited child process."""

    def run(
        self,
        function: str,
        arguments: Mapping[str, Any],
        *,
        timeout_s: float,
        memory_mb: int,
        on_progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Any:
        """Return the JSON answer of ``module:function`` called with keyword `arguments`.

        The function takes an extra keyword `report` (a `Progress`). Arguments and answer are JSON;
        paths travel as strings.

        Raises
        ------
        HydroMLError
            As raised inside the child (code, message, hint and errors survive);
            ``SANDBOX_TIMEOUT``, ``SANDBOX_MEMORY`` or ``SANDBOX_CRASH`` when the child ended otherwise;
            CancelledError when `is_cancelled` said so.
        """


class DatasetFiles(Protocol):
    """The folder of each dataset; a folder appears by rename only when whole.

    A file that is read again gets a folder of its own for each later reading, within the first, so
    that whoever still reads the old table is not disturbed.
    """

    def staging(self, dataset_id: str) -> Path:
        """Return (and make) the folder in which a dataset is put together."""

    def commit(self, dataset_id: str, reading: int = 1) -> Path:
        """Rename the staged folder to its final place and return that.

        Raises
        ------
        FileNotFoundError
            For a later reading of a dataset whose folder is gone.
        """

    def folder(self, dataset_id: str, reading: int = 1) -> Path:
        """Return the final folder of a reading (it may not exist)."""

    def discard(self, dataset_id: str) -> None:
        """Remove the staged and the final folder, whichever exist."""

    def unstage(self, dataset_id: str) -> None:
        """Remove the staged folder alone, if there is one."""

    def keep_reading(self, dataset_id: str, reading: int, *, always: tuple[str, ...]) -> None:
        """Remove all other readings; files named in `always` belong to every reading."""

    def staged(self) -> tuple[str, ...]:
        """Return the ids of the datasets that are being put together."""

    def stored(self) -> tuple[str, ...]:
        """Return the ids of the datasets whose folder is whole."""
