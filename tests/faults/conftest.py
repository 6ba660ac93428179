"""A bench with a home of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hydroml.app.settings import Settings
from hydroml.tests.support.bench import Bench, bench_house


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An empty queue without workers; they and their children are ended afterwards."""
    settings = Settings(home=tmp_path / "home", heartbeat_timeout_s=8.0)
    settings.home.mkdir()
    house = bench_house(settings)
    house.database.upgrade()
    bench = Bench(house, [])
    yield bench
    bench.close()
