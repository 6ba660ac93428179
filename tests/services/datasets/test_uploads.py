"""Tests of the lock on a folder that is being written or read."""

import os
from pathlib import Path

import pytest

from hydroml.services.datasets.uploads import LOCK, is_locked, locked
from hydroml.services.errors import ConflictError

OPEN = Path("/proc/self/fd")


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert is_locked(tmp_path)
        with pytest.raises(ConflictError), locked(tmp_path):
            pass
    assert not is_locked(tmp_path)


def test_a_lock_ends_although_a_child_that_is_being_started_still_has_the_file(tmp_path: Path) -> None:
    with locked(tmp_path):
        held = [fd for fd in list(OPEN.iterdir()) if _is(fd, tmp_path / LOCK)]
        copies = [os.dup(int(fd.name)) for fd in held]
    try:
        assert len(copies) == 1
        assert not is_locked(tmp_path)
    finally:
        for copy in copies:
            os.close(copy)


def _is(fd: Path, path: Path) -> bool:
    try:
        return fd.readlink() == path
    except OSError:  # the folder of descriptors itself, closed by now
        return False
