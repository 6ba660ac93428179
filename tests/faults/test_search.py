"""A search whose process is killed in the middle of a trial, and goes on from its journal."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hydroml.services.training import RunResult
from hydroml.tests.services.training.test_search import quick, shown, table
from hydroml.tests.support.running import run

pytestmark = pytest.mark.faults

N_FOLDS = 5
KILLED = """
import os, signal, sys
from pathlib import Path
from hydroml.tests.services.training.test_search import quick, table
from hydroml.tests.support.running import Listener, run

class Killed(Listener):
    def is_cancelled(self):
        if super().is_cancelled():
            os.kill(os.getpid(), signal.SIGKILL)
        return False

folder, sampler, pruner, after = Path(sys.argv[1]), *sys.argv[2:4], int(sys.argv[4])
config = quick(table(), n_trials=12, sampler=sampler, pruner=pruner)
run(table(), config, folder, journal=folder / "study.journal", listener=Killed(cancel_after=after))
"""


def killed(folder: Path, sampler: str, pruner: str, after: int) -> None:
    """Search in another process until it has asked so often whether to go on, and kill it there."""
    command = [sys.executable, "-c", KILLED, str(folder), sampler, pruner, str(after)]
    assert subprocess.run(command, check=False, timeout=300).returncode == -signal.SIGKILL


def whole(folder: Path, sampler: str, pruner: str, journal: Path | None = None) -> RunResult:
    """Search to the end."""
    config = quick(table(), n_trials=12, sampler=sampler, pruner=pruner)
    return run(table(), config, folder, journal=journal).result


@pytest.mark.parametrize(("sampler", "pruner"), [("tpe", "hyperband"), ("qmc", "none")])
def test_a_search_killed_twice_ends_as_one_that_was_left_alone(
    tmp_path: Path, sampler: str, pruner: str
) -> None:
    journal = tmp_path / "study.journal"
    killed(tmp_path, sampler, pruner, after=6 * N_FOLDS + 2)
    kept = journal.read_bytes()
    killed(tmp_path, sampler, pruner, after=4 * N_FOLDS + 1)
    assert journal.read_bytes().startswith(kept) and len(journal.read_bytes()) > len(kept)
    resumed = whole(tmp_path, sampler, pruner, journal)
    alone = whole(tmp_path, sampler, pruner)
    assert shown(resumed) == shown(alone)
    assert resumed.predictions_sha256 == alone.predictions_sha256
    assert [one.folds for one in resumed.leaderboard] == [one.folds for one in alone.leaderboard]
