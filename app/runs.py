"""Where an attempt at a job leaves its results and its log."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from ..services.adapters.files import HomeFiles
from ..services.ids import is_id
from ..services.jobs import Job

_LOG = "log.txt"
_STAGING = ".staging"
_DIGITS = 12


def run_id(job: Job) -> str:
    """Return the id of an attempt's run; the worker knows it too when the process has died."""
    return _id_of(job.id, job.attempt)


def _id_of(job_id: str, attempt: int) -> str:
    digest = hashlib.sha256(f"{job_id}/{attempt}".encode()).hexdigest()
    return f"rn_{digest[:_DIGITS]}"


def sweep(files: HomeFiles, attempts: Callable[[], Mapping[str, int]]) -> None:
    """Remove what belongs to no job any more: runs of earlier attempts and of deleted experiments.

    Parameters
    ----------
    files : the folders of a home
    attempts : returns the last attempt at every job; called after the folders were listed, so that a
        job that begins meanwhile is safe
    """
    runs, studies = files.home / "runs", files.home / "studies"
    found = {path.name for folder in (runs, runs / _STAGING) for path in _entries(folder) if is_id(path.name)}
    journals = [path for path in _entries(studies) if is_id(path.name.partition(".")[0])]
    known = attempts()
    for name in found - {_id_of(job_id, attempt) for job_id, attempt in known.items()}:
        files.discard_run(name)
    for path in journals:
        if path.name.partition(".")[0] not in known:
            path.unlink(missing_ok=True)


def _entries(folder: Path) -> tuple[Path, ...]:
    return tuple(folder.iterdir()) if folder.is_dir() else ()


def log_path(folder: Path) -> Path:
    """Return the file that takes what the process of a run prints."""
    return folder / _LOG


def keep_only_log(folder: Path) -> None:
    """Remove everything but the log from the folder of a run that failed."""
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name != _LOG:
            entry.unlink()
