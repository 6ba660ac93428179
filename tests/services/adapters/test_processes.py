"""Processes end with whoever started them, also when they hang."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from hydroml.services.adapters.processes import PARENT, set_on

END_LIMIT_S = 60

CHILD = """
import signal, time
from hydroml.services.adapters.processes import follow_parent
{before}
follow_parent(signal.{signal}, patience_s=0.2)
print("ready", flush=True)
while True:
    time.sleep(0.05)
"""

PARENT_OF = """
import os, subprocess, sys, time
handed = {**os.environ, sys.argv[2]: str(os.getpid())}
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], env=handed, stdout=subprocess.PIPE, text=True)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def parents() -> Iterator[list["subprocess.Popen[str]"]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def started(
    parents: list["subprocess.Popen[str]"], child: str
) -> tuple["subprocess.Popen[str]", psutil.Process]:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT_OF, child, PARENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    parents.append(parent)
    assert parent.stdout is not None
    return parent, psutil.Process(int(parent.stdout.readline()))


def ends(process: psutil.Process) -> bool:
    try:
        process.wait(END_LIMIT_S)
    except psutil.TimeoutExpired:
        return process.status() == psutil.STATUS_ZOMBIE
    return True


def test_a_signal_sets_an_event_also_while_its_lock_is_held() -> None:
    event = threading.Event()
    before = set_on(signal.SIGUSR1, event)
    try:
        with event._cond:  # type: ignore[attr-defined]  # as within `wait`
            os.kill(os.getpid(), signal.SIGUSR1)
            time.sleep(0.05)
        assert event.wait(END_LIMIT_S)
    finally:
        signal.signal(signal.SIGUSR1, before)


@pytest.mark.parametrize("on_death", ["SIGTERM", "SIGKILL"])
def test_a_process_ends_with_its_parent(parents: list["subprocess.Popen[str]"], on_death: str) -> None:
    parent, child = started(parents, CHILD.format(before="", signal=on_death))
    os.kill(parent.pid, signal.SIGKILL)
    assert ends(child)


def test_a_process_that_does_not_come_to_its_end_says_where_and_is_killed(
    parents: list["subprocess.Popen[str]"],
) -> None:
    deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    parent, child = started(parents, CHILD.format(before=deaf, signal="SIGTERM"))
    os.kill(parent.pid, signal.SIGKILL)
    assert ends(child)
    assert parent.stderr is not None
    assert 'File "<string>", line' in parent.stderr.read()
