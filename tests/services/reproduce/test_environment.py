"""What a run ran on is complete, JSON, and read from the machine."""

import json
import platform
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from hydroml.services.reproduce import capture_environment, commit, package_versions
from hydroml.tests.support.running import configure


def test_the_environment_names_everything_that_can_change_a_number() -> None:
    config = configure(pd.DataFrame({"x": [1.0], "y": [2.0]}), "y", "regression")
    found = capture_environment(config)
    assert json.loads(json.dumps(found)) == found
    assert found["python"] == platform.python_version()
    assert (found["seed"], found["fingerprint"], found["n_threads"]) == (20260101, "sha256:0", 1)
    assert {"hydroml", "commit", "cpu", "n_cpus", "platform", "os"} <= found.keys()


def test_the_packages_are_those_hydroml_asks_for_with_their_versions() -> None:
    versions = package_versions()
    assert {"scikit-learn", "lightgbm", "optuna", "pandas", "numpy"} <= versions.keys()
    assert "hydroml" not in versions and all(versions.values())


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], [*identity, "commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def head(folder: Path) -> str:
    run = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True)
    return run.stdout.strip()


def test_the_commit_is_read_from_a_branch(repository: Path) -> None:
    assert commit(repository) == head(repository)


def test_the_commit_is_read_from_packed_references(repository: Path) -> None:
    subprocess.run(["git", "pack-refs", "--all"], cwd=repository, check=True)
    assert commit(repository) == head(repository)


def test_the_commit_is_read_without_a_branch(repository: Path) -> None:
    subprocess.run(["git", "checkout", "-q", "--detach"], cwd=repository, check=True)
    assert commit(repository) == head(repository)


def test_without_a_repository_there_is_no_commit(tmp_path: Path) -> None:
    assert commit(tmp_path) is None
