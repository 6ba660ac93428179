"""Files on their way: kept on disk slice by slice, so that an interrupted upload goes on where it stopped."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from ..access import User
from ..errors import ConflictError, FieldError, InvalidInputError, TooLargeError
from ..ids import is_id, new_id
from . import refusals, stored
from .ingest_names import ORIGINAL
from .ports import DatasetFiles
from .records import Upload

STATE = "upload.json"
_PART = "original.part"
LOCK = "lock"
_BUFFER = 1 << 20
_KEPT_S = 7 * 24 * 3600
_MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Uploads:
    """The staged uploads under `files`; none may have more than `max_bytes`."""

    files: DatasetFiles
    max_bytes: int

    def begin(self, user: User, *, name: str, size_bytes: int | None, project: str | None) -> Upload:
        """Make room for a file of `size_bytes`, or of any allowed size if None."""
        if project is not None and not user.is_admin and project not in user.projects:
            raise InvalidInputError(
                f"You are not a member of the project '{project}'.",
                hint="Choose one of your projects, or none.",
                errors=[FieldError("/project", "not one of your projects")],
            )
        if size_bytes is not None and size_bytes <= 0:
            raise refusals.empty()
        if size_bytes is not None and size_bytes > self.max_bytes:
            raise self._too_large()
        wanted = self.max_bytes if size_bytes is None else size_bytes
        upload = Upload(new_id("ds"), file_name(name), wanted, 0, user.id, project)
        folder = self.files.staging(upload.id)
        (folder / _PART).touch()
        stored.write(folder / STATE, upload, Upload)
        return upload

    def find(self, upload_id: str) -> Upload | None:
        """Return the upload with what has arrived so far, or None."""
        if not is_id(upload_id) or upload_id not in self.files.staged():
            return None
        folder = self.files.staging(upload_id)
        upload = stored.read(folder / STATE, Upload)
        part = folder / _PART
        if upload is None or not part.exists():
            return None
        return replace(upload, received_bytes=part.stat().st_size)

    def append(self, upload: Upload, *, offset: int, stream: BinaryIO, digest: Any = None) -> Upload:
        """Add the slice that begins at `offset`; what arrives before a break is kept.

        Raises
        ------
        ConflictError
            When `offset` is not where the file ends now, or another slice is being written.
        TooLargeError
            When more arrives than was announced.
        """
        folder = self.files.staging(upload.id)
        with locked(folder), (folder / _PART).open("ab") as part:
            received = part.tell()
            if offset != received:
                raise ConflictError(
                    f"The slice begins at byte {offset:,}, but {received:,} bytes have arrived.",
                    hint="Go on from the byte that is missing.",
                    code="UPLOAD_OFFSET",
                    extra={"received_bytes": received},
                )
            while chunk := stream.read(_BUFFER):
                received += len(chunk)
                if received > upload.size_bytes:
                    raise self._too_large() if received > self.max_bytes else _more_than(upload)
                part.write(chunk)
                if digest is not None:
                    digest.update(chunk)
        return replace(upload, received_bytes=received)

    def finish(self, upload: Upload) -> Path:
        """Give the whole file its name and return the path."""
        folder = self.files.staging(upload.id)
        with locked(folder):
            (folder / STATE).unlink(missing_ok=True)
            return (folder / _PART).rename(folder / ORIGINAL)

    def is_living(self, upload_id: str) -> bool:
        """Tell whether an unfinished upload may still go on: it was touched in the last seven days."""
        upload = self.find(upload_id)
        if upload is None:
            return False
        touched = (self.files.staging(upload_id) / _PART).stat().st_mtime
        return time.time() - touched < _KEPT_S

    def _too_large(self) -> TooLargeError:
        told = refusals.too_large(self.max_bytes)
        return TooLargeError(told.message, hint=told.hint, code=told.code)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; the lock ends with the process.

    Raises
    ------
    ConflictError
        When another holds it.
    """
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConflictError(
                "The file is being written or read at this moment.",
                hint="Wait until that has ended.",
                code="DATASET_BUSY",
            ) from None
        try:
            yield
        finally:  # closing is not enough: a child just being started holds the same open file until it runs
            fcntl.flock(file, fcntl.LOCK_UN)


def release(folder: Path) -> None:
    """Remove the file of the lock, because the folder is whole and moves to its final place."""
    (folder / LOCK).unlink(missing_ok=True)


def is_locked(folder: Path) -> bool:
    """Tell whether a living process holds the folder."""
    try:
        with locked(folder):
            return False
    except ConflictError:
        return True


def is_forgotten(folder: Path) -> bool:
    """Tell whether nobody has touched the bytes of a refused file in the last seven days."""
    return time.time() - folder.stat().st_mtime > _KEPT_S


def file_name(name: str) -> str:
    """Return the last part of a name as a browser or command gave it; for people, never a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(character for character in last if character >= " ").strip()
    if len(printable) > _MAX_NAME:
        stem, dot, suffix = printable.rpartition(".")
        suffix = dot + suffix if stem and len(suffix) < 10 else ""
        printable = printable[: _MAX_NAME - len(suffix)] + suffix
    return printable or "upload"


def _more_than(upload: Upload) -> TooLargeError:
    return TooLargeError(
        f"More than the announced {upload.size_bytes:,} bytes arrived.",
        hint="Announce the true size, or begin the upload again.",
        code="UPLOAD_SIZE",
    )
