"""Fixtures of the datasets room."""

from pathlib import Path

import pytest

from hydroml.tests.support.datasets_room import Room, datasets_room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Datasets and profiles with real files and a real child process."""
    return datasets_room(tmp_path / "home")
