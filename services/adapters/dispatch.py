"""Starts processes on this machine: one limited child per job, and the workers beside a server."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from .processes import PARENT, PATIENCE_S, resident_bytes

_LOG = logging.getLogger(__name__)

JOB = "hydroml.app.job"
WORKER = ("hydroml.app.cli", "worker")
NICENESS = 10
RESERVED_MB = 2048
"""Address space that the libraries reserve without using it (measured: 2.1 GB), in MB."""

_LOOK_S = 0.2
_LONGEST_PAUSE_S = 30.0
_STEADY_S = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use: threads per fit, resident memory in MB (2**20 bytes), seconds or no limit."""

    n_threads: int
    memory_mb: int
    time_s: float | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A running child process and all it starts, which form one group."""

    process: "subprocess.Popen[bytes]"

    @property
    def pid(self) -> int:
        """Process id, also of the group."""
        return self.process.pid

    def wait(self, timeout_s: float) -> int | None:
        """Return the exit code (negative for a signal), or None if it still runs after `timeout_s`."""
        try:
            return self.process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return None

    def terminate(self) -> None:
        """Ask the child to end."""
        self.process.terminate()

    def kill(self) -> None:
        """End the whole group at once and collect the child."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()

    def resident_bytes(self) -> int:
        """Return the memory that the child holds now, in bytes."""
        return resident_bytes(self.pid)


@dataclass(frozen=True, slots=True)
class LocalDispatch:
    """Starts the process of a job.

    Parameters
    ----------
    environment : ``HYDROML_*`` variables that hand the settings to the child
    module : run with the job's id and attempt as arguments
    """

    environment: Mapping[str, str]
    module: str = JOB

    def start(self, job_id: str, attempt: int, limits: Limits) -> Child:
        """Start a job in a group of its own at low priority; its memory is limited from outside."""
        threads = str(limits.n_threads)
        own = {
            "OMP_WAIT_POLICY": "passive",
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
            "MKL_NUM_THREADS": threads,
        }
        child = start_child((self.module, job_id, str(attempt)), {**self.environment, **own})
        _limit(child.pid, limits)
        return child


@dataclass(slots=True)
class WorkerSupervisor:
    """Keeps worker processes running beside a server and ends them with it.

    Parameters
    ----------
    environment : ``HYDROML_*`` variables that hand the settings to the workers
    n_workers : how many, 0 or more
    command : module and arguments of a worker
    """

    environment: Mapping[str, str]
    n_workers: int
    command: tuple[str, ...] = WORKER
    _is_over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Start the workers; returns at once."""
        for _ in range(self.n_workers):
            thread = threading.Thread(target=self._keep_one, daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Ask the workers to end, wait for them, then end what is left."""
        self._is_over.set()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _keep_one(self) -> None:
        """Run one worker after the other; they end with this thread, which lives as long as the server."""
        n_failures = 0
        while not self._is_over.is_set():
            began = time.monotonic()
            child = start_child(self.command, self.environment)
            code = self._watch(child)
            if code is None:
                return
            is_steady = time.monotonic() - began > _STEADY_S
            n_failures = 1 if is_steady else n_failures + 1
            pause_s = pause_before_restart(n_failures)
            _LOG.warning("a worker ended with code %s and is started again in %.1f s", code, pause_s)
            self._is_over.wait(pause_s)

    def _watch(self, child: Child) -> int | None:
        """Return how a worker ended, or None once it was ended because everything stops."""
        while not self._is_over.wait(_LOOK_S):
            code = child.process.poll()
            if code is not None:
                return code
        child.terminate()
        if child.wait(PATIENCE_S) is None:
            _LOG.warning("a worker did not stop in %.0f s and was killed", PATIENCE_S)
        child.kill()
        return None


def pause_before_restart(n_failures: int) -> float:
    """Return the seconds to wait before a worker that failed `n_failures` times in a row starts again."""
    return float(min(_LONGEST_PAUSE_S, 0.25 * 2 ** min(n_failures, 10)))


def start_child(command: tuple[str, ...], environment: Mapping[str, str]) -> Child:
    """Start a module of ours with arguments, in a group of its own, told whom to follow."""
    handed = {**os.environ, **environment, PARENT: str(os.getpid())}
    # -P: a file in the working folder must not stand in for a module of the same name.
    return Child(
        subprocess.Popen(
            [sys.executable, "-P", "-m", *command],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env=handed,
        )
    )


def _limit(pid: int, limits: Limits) -> None:
    """Limit a child that has only just begun, without the dangers of code between fork and exec."""
    with suppress(ProcessLookupError, PermissionError):
        os.setpriority(os.PRIO_PROCESS, pid, min(19, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS))
    if sys.platform == "linux":
        import resource

        size = (limits.memory_mb + RESERVED_MB) * 2**20
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_AS, (size, size))
            resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
