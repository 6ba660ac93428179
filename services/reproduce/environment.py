"""What a run ran on: packages, Python, machine, threads, our version and commit, data and seed."""

import os
import platform
import re
from importlib import metadata
from pathlib import Path
from typing import Any

from ..experiments.config import ExperimentConfig

OURS = "hydroml"
ROOT = Path(__file__).resolve().parent.parent.parent
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_COMMIT = re.compile(r"[0-9a-f]{40,64}\Z")


def capture_environment(config: ExperimentConfig) -> dict[str, Any]:
    """Return everything beside the configuration that can change a number.

    Parameters
    ----------
    config : of the run: names threads, data and seed

    Returns
    -------
    JSON values: ``python, implementation, platform, machine, cpu, n_cpus, n_threads, packages,
    hydroml, commit, fingerprint, seed``; what cannot be found out is None
    """
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "platform": f"{platform.system()}-{platform.machine()}",
        "os": platform.platform(),
        "cpu": _cpu(),
        "n_cpus": os.cpu_count(),
        "n_threads": config.resources.n_threads,
        "packages": package_versions(),
        OURS: _version(OURS),
        "commit": commit(ROOT),
        "fingerprint": config.dataset.fingerprint,
        "seed": config.seed,
    }


def package_versions() -> dict[str, str]:
    """Return the version of each package that hydroml asks for and that is installed, by name."""
    try:
        required = metadata.requires(OURS) or []
    except metadata.PackageNotFoundError:
        required = []
    named = (_NAME.match(line) for line in required)
    names = sorted({match.group() for match in named if match} - {OURS}, key=str.lower)
    versions = {name: _version(name) for name in (*names, "numpy")}
    return {name: version for name, version in versions.items() if version is not None}


def commit(root: Path) -> str | None:
    """Return the commit that is checked out in `root`; None if it is not a Git repository.

    Read from Git's own files, so that no program has to be started.
    """
    folder = root / ".git"
    head = _read(folder / "HEAD")
    if head is None or not head.startswith("ref: "):
        return head if head is not None and _COMMIT.match(head) else None
    name = head.removeprefix("ref: ")
    found = _read(folder / name)
    if found is not None:
        return found
    for line in (_read(folder / "packed-refs") or "").splitlines():
        if line.endswith(f" {name}"):
            return line.split(" ", 1)[0]
    return None


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _cpu() -> str | None:
    for line in (_read(Path("/proc/cpuinfo")) or "").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or None
