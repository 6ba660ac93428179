"""The home folder: datasets, runs, studies and the secret key on an ordinary file system."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from ..ids import is_id

_STAGING = ".staging"
_READING = "reading-"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class HomeFiles:
    """Folders under `home`; each appears under its final name only when it is whole."""

    home: Path

    def staging(self, dataset_id: str) -> Path:
        """Return (and make) the folder in which a dataset is put together."""
        return _made(self.home / "datasets" / _STAGING / _safe(dataset_id))

    def commit(self, dataset_id: str, reading: int = 1) -> Path:
        """Rename the staged folder to its final place and return that."""
        final = self.folder(dataset_id, reading)
        if reading == 1:  # a later reading must not bring a deleted dataset back
            _made(final.parent)
        return _renamed(self.staging(dataset_id), final)

    def folder(self, dataset_id: str, reading: int = 1) -> Path:
        """Return the final folder of a reading of a dataset (it may not exist)."""
        first = self.home / "datasets" / _safe(dataset_id)
        return first if reading == 1 else first / f"{_READING}{reading}"

    def discard(self, dataset_id: str) -> None:
        """Remove the staged and the final folder of a dataset, whichever exist."""
        self.unstage(dataset_id)
        shutil.rmtree(self.folder(dataset_id), ignore_errors=True)

    def unstage(self, dataset_id: str) -> None:
        """Remove the staged folder alone, if there is one."""
        shutil.rmtree(self.home / "datasets" / _STAGING / _safe(dataset_id), ignore_errors=True)

    def keep_reading(self, dataset_id: str, reading: int, *, always: tuple[str, ...]) -> None:
        """Remove all other readings; files named in `always` belong to every reading."""
        folder, kept = self.folder(dataset_id), self.folder(dataset_id, reading)
        for path in folder.iterdir() if folder.is_dir() else ():
            is_later = path.is_dir() and path.name.startswith(_READING)
            if is_later and path != kept:
                shutil.rmtree(path, ignore_errors=True)
            elif not is_later and reading > 1 and path.name not in always:
                path.unlink(missing_ok=True)

    def staged(self) -> tuple[str, ...]:
        """Return the ids of the datasets that are being put together."""
        return _ids(self.home / "datasets" / _STAGING)

    def stored(self) -> tuple[str, ...]:
        """Return the ids of the datasets whose folder is whole."""
        return _ids(self.home / "datasets")

    def runs_folder(self, run_id: str) -> Path:
        """Return the final folder of a run (it may not exist)."""
        return self.home / "runs" / _safe(run_id)

    def stage_run(self, run_id: str) -> Path:
        """Return a new, empty folder in which the results of a run are put together."""
        folder = self.home / "runs" / _STAGING / _safe(run_id)
        shutil.rmtree(folder, ignore_errors=True)
        return _made(folder)

    def commit_run(self, run_id: str) -> Path:
        """Rename the staged results to their final place and return that."""
        final = self.runs_folder(run_id)
        _made(final.parent)
        return _renamed(self.home / "runs" / _STAGING / _safe(run_id), final)

    def discard_run(self, run_id: str) -> None:
        """Remove the staged and the final folder of a run, whichever exist."""
        shutil.rmtree(self.home / "runs" / _STAGING / _safe(run_id), ignore_errors=True)
        shutil.rmtree(self.runs_folder(run_id), ignore_errors=True)

    def studies_path(self, study_id: str) -> Path:
        """Return the journal file of a search; its folder exists."""
        return _made(self.home / "studies") / f"{_safe(study_id)}.journal"

    def secret_key(self) -> str:
        """Return the key that signs cookies; made for this home on first use, readable by its owner only."""
        path = self.home / "secret.key"
        if not path.exists():
            _write_once(path, secrets.token_hex(_KEY_BYTES))
        return path.read_text(encoding="ascii").strip()


def _safe(thing_id: str) -> str:
    """Refuse to build a path from anything but an identifier of ours."""
    if not is_id(thing_id):
        raise ValueError(f"not an identifier: {thing_id!r}")
    return thing_id


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _renamed(staged: Path, final: Path) -> Path:
    """Move a whole folder to its place and make the move durable."""
    staged.rename(final)
    handle = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return final


def _ids(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in folder.iterdir() if is_id(entry.name)))


def _write_once(path: Path, text: str) -> None:
    """Write a private file that appears whole; of two writers the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its key is the key
    finally:
        draft.unlink()
