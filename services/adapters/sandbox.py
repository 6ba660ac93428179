"""Runs functions of ours in a child process with limits, so that hostile bytes end only that process."""

import contextlib
import json
import logging
import math
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, cast

from .. import errors
from ..datasets.ports import Progress
from ..errors import CancelledError, FieldError, HydroMLError, UnavailableError

_LOG = logging.getLogger(__name__)
_SERVICES = __package__.rpartition(".")[0]
_FUNCTION = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+:[a-z][a-z0-9_]*")
_POLL_S = 0.2
_CHUNK = 1 << 16
_STDERR_KEPT = 4000
_ENVIRONMENT = {
    "OMP_WAIT_POLICY": "passive",
    "RUST_BACKTRACE": "0",
    # allocators give memory back instead of keeping it mapped, so that the limit means what is in use
    "MALLOC_ARENA_MAX": "2",
    "_RJEM_MALLOC_CONF": "retain:false,dirty_decay_ms:500,muzzy_decay_ms:0",
}
_MEMORY_SIGNS = (
    b"memory allocation of",
    b"bad_alloc",
    b"Cannot allocate memory",
    b"MemoryError",
    b"out of memory",
    b"Memory allocation still failed",
    b"can't start new thread",
    b"Resource temporarily unavailable",
)


@dataclass(frozen=True, slots=True)
class SubprocessSandbox:
    """One fresh interpreter per call, in a process group of its own.

    `max_output_bytes` limits everything the child may write to its answer pipe; only public functions of
    modules inside `package` are called.
    """

    max_output_bytes: int = 64 * 2**20
    package: str = _SERVICES

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
        """Return the JSON answer of ``module:function``; see the `Sandbox` port for the errors."""
        if not function.startswith(f"{self.package}.") or not _FUNCTION.fullmatch(function):
            raise ValueError(f"not a function of {self.package}: {function!r}")
        cpu_s = math.ceil(timeout_s * (os.cpu_count() or 1)) + 5
        request = {"function": function, "arguments": arguments, "memory_mb": memory_mb, "cpu_s": cpu_s}
        talk = _Talk(_start(), self.max_output_bytes, time.monotonic() + timeout_s, on_progress, is_cancelled)
        try:
            talk.send(json.dumps(request, allow_nan=False).encode("ascii") + b"\n")
            answer = talk.listen()
            if answer is None:
                raise _crashed(talk, memory_mb)
        except _TooLateError:
            raise _refusal("SANDBOX_TIMEOUT", f"The work took longer than {timeout_s:g} seconds.") from None
        finally:
            talk.end()
        return _opened(answer, memory_mb)


class _TooLateError(Exception):
    """The time of the child is over."""


@dataclass(slots=True)
class _Talk:
    """The conversation with one child."""

    process: "subprocess.Popen[bytes]"
    max_bytes: int
    deadline: float
    on_progress: Progress | None
    is_cancelled: Callable[[], bool] | None
    n_bytes: int = 0
    pending: bytearray = field(default_factory=bytearray)
    stderr: bytes = b""

    def send(self, request: bytes) -> None:
        """Hand over the request; the pipe stays open, because its end tells the child that we are gone."""
        pipe = cast(IO[bytes], self.process.stdin)
        try:
            pipe.write(request)
            pipe.flush()
        except BrokenPipeError:
            pass  # the child is gone already; listening will find out how

    def listen(self) -> dict[str, Any] | None:
        """Return the last line the child wrote that is not progress, or None if there was none."""
        with selectors.DefaultSelector() as selector:
            selector.register(cast(IO[bytes], self.process.stdout), selectors.EVENT_READ, self._hear)
            selector.register(cast(IO[bytes], self.process.stderr), selectors.EVENT_READ, self._overhear)
            while True:
                self._check_time_and_cancel()
                for key, _ in selector.select(_POLL_S):
                    chunk = os.read(key.fd, _CHUNK)
                    if not chunk:
                        selector.unregister(key.fileobj)
                    answer: dict[str, Any] | None = key.data(chunk)
                    if answer is not None:
                        return answer
                if not selector.get_map():
                    return None

    def _hear(self, chunk: bytes) -> dict[str, Any] | None:
        self.n_bytes += len(chunk)
        if self.n_bytes > self.max_bytes:
            raise _refusal("SANDBOX_OUTPUT", f"The answer is larger than {self.max_bytes} bytes.")
        self.pending += chunk
        while (end := self.pending.find(b"\n")) >= 0:
            line = json.loads(self.pending[:end])
            del self.pending[: end + 1]
            if "progress" not in line:
                return dict(line)
            if self.on_progress is not None:
                self.on_progress(*line["progress"])
        return None

    def _overhear(self, chunk: bytes) -> None:
        """Keep the beginning, where native code says why it ends, and the end, where Python does."""
        told = self.stderr + chunk
        self.stderr = told if len(told) <= 2 * _STDERR_KEPT else told[:_STDERR_KEPT] + told[-_STDERR_KEPT:]

    def _check_time_and_cancel(self) -> None:
        if time.monotonic() > self.deadline:
            raise _TooLateError
        if self.is_cancelled is not None and self.is_cancelled():
            raise CancelledError("The work was cancelled.")

    def exit_code(self) -> int:
        """Return how the child ended, without forgetting it, so that its group can still be named."""
        status = os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOWAIT)
        if status is None:
            return 0
        return status.si_status if status.si_code == os.CLD_EXITED else -status.si_status

    def end(self) -> None:
        """Kill the whole group, also what the child may have started, and collect it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        self.process.wait()


def _start() -> "subprocess.Popen[bytes]":
    child = f"{__package__}.sandbox_child"
    return subprocess.Popen(
        [sys.executable, "-P", "-m", child],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, **_ENVIRONMENT},
    )


def _opened(line: Mapping[str, Any], memory_mb: int) -> Any:
    """Return the answer, or raise what the child raised."""
    if "answer" in line:
        return line["answer"]
    if "memory" in line:
        raise _too_big(memory_mb)
    told = line["error"]
    kind = getattr(errors, told["type"], HydroMLError)
    raise kind(
        told["message"],
        hint=told["hint"],
        code=told["code"],
        errors=[FieldError(*one) for one in told["errors"]],
        extra=told["extra"],
    )


def _crashed(talk: _Talk, memory_mb: int) -> HydroMLError:
    """Say why a child ended without an answer; what it wrote to standard error goes to the log."""
    code = talk.exit_code()
    _LOG.error("sandbox child ended with %s: %s", code, talk.stderr.decode("utf-8", "replace"))
    if code == -signal.SIGXCPU:
        return _refusal("SANDBOX_TIMEOUT", "The work used more processor time than is allowed.")
    if code == -signal.SIGKILL or any(sign in talk.stderr for sign in _MEMORY_SIGNS):
        return _too_big(memory_mb)
    return _refusal("SANDBOX_CRASH", f"The process that did the work ended by itself ({_ending(code)}).")


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _too_big(memory_mb: int) -> HydroMLError:
    return _refusal("SANDBOX_MEMORY", f"The work needed more than {memory_mb} MB of memory.")


_HINTS = {
    "SANDBOX_TIMEOUT": "Try a smaller file, or ask the operator to raise the time limit (parse_timeout_s).",
    "SANDBOX_MEMORY": "Try a smaller file, or ask the operator to raise the memory limit (parse_memory_mb).",
    "SANDBOX_CRASH": "The file may be damaged. The server is not affected; its log holds the details.",
    "SANDBOX_OUTPUT": "The table may have too many columns; leave some out.",
}


def _refusal(code: str, message: str) -> UnavailableError:
    return UnavailableError(message, hint=_HINTS[code], code=code)
