"""Functions that well-behaved and hostile work would call inside the sandbox."""

import ctypes
import os
import subprocess
import sys
import time
from typing import Any

from hydroml.services.datasets import Progress
from hydroml.services.errors import FieldError, InvalidInputError


def echo(*, value: Any, report: Progress) -> Any:
    """Return the value, after library-like prints that must not reach the pipe."""
    sys.stdout.write("a library prints\n")
    os.write(1, b"and so does native code\n")
    report(0.5, "half way")
    return value


def refuse(*, report: Progress) -> None:
    """Raise a refusal."""
    raise InvalidInputError(
        "No.", hint="Ask otherwise.", code="NO", errors=[FieldError("/x", "wrong")], extra={"a": 1}
    )


def fail(*, report: Progress) -> None:
    """Have a bug."""
    raise ZeroDivisionError


def hang(*, report: Progress) -> None:
    """Never end, and start a process that would not either."""
    grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    report(0.1, str(grandchild.pid))
    while True:
        time.sleep(1)


def swell(*, report: Progress) -> int:
    """Ask for ever more memory."""
    held = [bytearray(2**26)]
    while True:
        held.append(bytearray(2**26))


def crash(*, report: Progress) -> None:
    """Read where nothing is."""
    ctypes.string_at(0)


def flood(*, report: Progress) -> None:
    """Answer with more than is allowed."""
    for _ in range(100_000):
        report(0.5, "x" * 1000)


def limits(*, report: Progress) -> dict[str, int]:
    """Return the process group, niceness and process id."""
    return {"group": os.getpgid(0), "nice": os.nice(0), "pid": os.getpid()}
