"""Children of a job and workers of a server: limits, ends, and no orphan."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from hydroml.services.adapters.dispatch import (
    Child,
    Limits,
    LocalDispatch,
    WorkerSupervisor,
    pause_before_restart,
)
from hydroml.services.adapters.processes import is_gone, worker_name

BODY = "hydroml.tests.support.endings"
LIMITS = Limits(n_threads=2, memory_mb=1024)
WAIT_S = 30.0


def until(test: Callable[[], object], what: str) -> None:
    end = time.monotonic() + WAIT_S
    while not test():
        assert time.monotonic() < end, f"{what} did not happen"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def tell(tmp_path: Path) -> Path:
    """Where a child leaves its word."""
    return tmp_path / "told"


@pytest.fixture
def start(tell: Path) -> Iterator[Callable[..., Child]]:
    """Start a child that does what a verb says; all are ended afterwards."""
    children: list[Child] = []

    def start(verb: str, limits: Limits = LIMITS, **environment: str) -> Child:
        given = {"TELL": str(tell), "HYDROML_HOME": "<home>", **environment}
        children.append(LocalDispatch(given, BODY).start(verb, 1, limits))
        return children[-1]

    yield start
    for child in children:
        child.kill()


def test_a_child_gets_its_settings_threads_and_low_priority(start: Callable[..., Child], tell: Path) -> None:
    assert start("tell").wait(WAIT_S) == 0
    nice = min(19, os.nice(0) + 10)
    assert tell.read_text() == f"{nice} True ['2', 'passive', '<home>']"


def test_a_crash_is_told_by_its_signal(start: Callable[..., Child]) -> None:
    assert start("abort").wait(WAIT_S) == -signal.SIGABRT


def test_memory_beyond_the_limit_is_refused_to_the_child(start: Callable[..., Child]) -> None:
    assert start("grow", GROW_MB="8000").wait(WAIT_S) == 1
    assert start("grow", GROW_MB="500").wait(WAIT_S) == 0


def test_the_memory_of_a_child_is_seen(start: Callable[..., Child], tell: Path) -> None:
    child = start("sleep")
    until(tell.exists, "a word")
    assert child.resident_bytes() > 2**20
    child.kill()
    assert child.resident_bytes() == 0


def test_a_kill_takes_grandchildren_along(start: Callable[..., Child], tell: Path) -> None:
    child = start("family")
    until(tell.exists, "a grandchild")
    grandchild = int(tell.read_text())
    assert is_alive(grandchild)
    child.kill()
    until(lambda: not is_alive(grandchild), "the end of the grandchild")


def test_a_child_does_not_outlive_a_killed_parent(tell: Path) -> None:
    code = (
        "import time\n"
        "from hydroml.services.adapters.dispatch import Limits, LocalDispatch\n"
        f"child = LocalDispatch({{'TELL': {str(tell)!r}}}, {BODY!r}).start('sleep', 1, Limits(1, 1024))\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    until(tell.exists, "a word")
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until(lambda: not is_alive(pid), "the end of the child")


def test_a_supervisor_starts_again_what_died_and_ends_all(tell: Path) -> None:
    supervisor = WorkerSupervisor({"TELL": str(tell)}, 1, (BODY, "family"))
    supervisor.start()
    until(tell.exists, "a worker")
    orphan = psutil.Process(int(tell.read_text()))
    first = orphan.parent()
    assert first is not None
    tell.unlink()
    first.kill()
    orphan.kill()  # what a real worker starts follows it
    until(tell.exists, "another worker")
    second = psutil.Process(int(tell.read_text())).parent()
    assert second is not None and second.pid != first.pid
    supervisor.stop()
    assert not is_alive(second.pid)
    until(lambda: not is_alive(int(tell.read_text())), "the end of what the worker started")


def test_a_supervisor_of_none_does_nothing() -> None:
    supervisor = WorkerSupervisor({}, 0)
    supervisor.start()
    supervisor.stop()


def test_pauses_grow_up_to_half_a_minute() -> None:
    assert [pause_before_restart(n) for n in (1, 2, 3, 50)] == [0.5, 1.0, 2.0, 30.0]


def test_a_name_tells_the_living_from_the_dead() -> None:
    place, pid, began = worker_name().rsplit("/", 2)
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert not is_gone(worker_name())
    assert is_gone(f"{place}/{child.pid}/{began}")
    assert is_gone(f"{place}/{pid}/1.00")
    assert not is_gone(f"another host/boot/1/{child.pid}/{began}")
    assert not is_gone("worker-1")
