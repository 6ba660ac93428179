"""Runs the `hydroml` command inside the test's process, as a person at the terminal would."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hydroml.app.cli import main


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: exit code, what it printed, what it complained."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, as JSON."""
        return json.loads(self.out)


def hydroml(*arguments: str | Path) -> Ended:
    """Run a command; an exception that it lets through is the test's failure."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    argv = patch.object(sys, "argv", ["hydroml", *map(str, arguments)])
    with argv, redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Ended(code, out.getvalue(), err.getvalue())
