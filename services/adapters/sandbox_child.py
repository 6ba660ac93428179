"""The limited child process: reads one request, calls one function of ours, answers in JSON lines."""

import importlib
import json
import os
import resource
import signal
import sys
import threading
from typing import Any, BinaryIO

from ..errors import HydroMLError

_NICENESS = 5
_ADDRESS_SPACE = 4


def main() -> None:
    """Serve the one request on standard input and leave the process."""
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["memory_mb"], request["cpu_s"])
    pipe = _claim_output()
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    try:
        line = {"answer": _call(request, pipe)}
    except HydroMLError as error:
        line = {"error": _told(error)}
    except MemoryError:
        line = {"memory": True}
    _write(pipe, line)
    os._exit(0)  # the answer is out; tearing down native thread pools would only cost time


def _call(request: dict[str, Any], pipe: BinaryIO) -> Any:
    module, _, name = request["function"].partition(":")
    function = getattr(importlib.import_module(module), name)

    def report(share: float, sentence: str) -> None:
        _write(pipe, {"progress": [share, sentence]})

    return function(**request["arguments"], report=report)


def _claim_output() -> BinaryIO:
    """Keep standard output for answers alone; what libraries print goes to standard error."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _limit(memory_mb: int, cpu_s: int) -> None:
    """Set the limits on this process itself: memory in MB, processor time in seconds.

    Memory is limited by what is written to (RLIMIT_DATA). Address space is a backstop only: allocators
    and mapped files take several times of it without using it (measured: 3.5 GB for 0.6 GB in use).
    """
    _lower(resource.RLIMIT_DATA, memory_mb * 2**20)
    _lower(resource.RLIMIT_AS, _ADDRESS_SPACE * memory_mb * 2**20)
    _lower(resource.RLIMIT_CPU, cpu_s)
    _lower(resource.RLIMIT_CORE, 0)
    os.nice(_NICENESS)


def _lower(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def _leave_with_parent() -> None:
    """End the whole group when the other end of standard input is closed, that is, the parent is gone."""
    while os.read(0, 1024):
        pass
    os.killpg(0, signal.SIGKILL)


def _write(pipe: BinaryIO, line: dict[str, Any]) -> None:
    pipe.write(json.dumps(line, allow_nan=False).encode("ascii") + b"\n")
    pipe.flush()


def _told(error: HydroMLError) -> dict[str, Any]:
    return {
        "type": type(error).__name__,
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "errors": [[one.field, one.message] for one in error.errors],
        "extra": error.extra,
    }


if __name__ == "__main__":
    main()
