"""Runs code of peers in an interpreter of their own, so that none of them is a dependency of hydroml."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(os.environ.get("HYDROML_BENCH_PEERS", ROOT / ".venv-bench" / "bin" / "python"))
MISSING = f"there is no interpreter with the peers at {PEERS}; run 'make bench' or set HYDROML_BENCH_PEERS"


def told_by(command: list[str]) -> dict[str, Any]:
    """Return the last line that a process writes, which is JSON."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def peer(code: str, *arguments: object) -> float:
    """Return the seconds that a peer takes: the best of the ``times`` that its code prints as JSON."""
    return float(min(told_by([str(PEERS), "-c", code, *map(str, arguments)])["times"]))
