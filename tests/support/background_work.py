"""Functions that the tests of background callbacks run in child processes."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hydroml.services.errors import InvalidInputError
from hydroml.services.registry import Services

Show = Callable[..., None]
IsCancelled = Callable[[], bool]


def who(services: Services, show: Show, is_cancelled: IsCancelled, word: str) -> list[Any]:
    """Return the word, the user, the home and the process."""
    home = str(getattr(services.datasets.files, "home", ""))
    return [word, services.identify().id, home, os.getpid()]


def step(services: Services, show: Show, is_cancelled: IsCancelled, folder: str) -> str:
    """Show progress and wait until the file `go` appears in the folder."""
    show("half way")
    while not (Path(folder) / "go").exists() and not is_cancelled():
        time.sleep(0.02)
    return "cancelled" if is_cancelled() else "done"


def stubborn(services: Services, show: Show, is_cancelled: IsCancelled, folder: str) -> str:
    """Start a grandchild in a session of its own and never listen to a cancel."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    (Path(folder) / "pid").write_text(str(child.pid))
    show("started")
    while True:
        time.sleep(1)


def crash(services: Services, show: Show, is_cancelled: IsCancelled) -> str:
    """Die as by a native fault."""
    os.abort()


def refuse(services: Services, show: Show, is_cancelled: IsCancelled) -> str:
    """Raise a refusal."""
    raise InvalidInputError("The target 'x' is unknown.", hint="Choose another.")
