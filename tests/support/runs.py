"""A run made at the terminal, and what must be equal when it is repeated elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hydroml.app.build import build
from hydroml.app.settings import Settings
from hydroml.services.access import LOCAL_USER
from hydroml.services.paging import Query
from hydroml.services.registry import Services
from hydroml.tests.support.tables import small_table
from hydroml.tests.support.terminal import Ended, hydroml

TARGET = "bought"
ROWS = 80


@dataclass(frozen=True, slots=True)
class FirstRun:
    """A table, the home it was run in, and how the command ended."""

    table: Path
    home: Path
    ended: Ended
    results: dict[str, Any]

    def exported(self) -> str:
        """Return the configuration as YAML."""
        with self._services() as services:
            return services.experiments.export(LOCAL_USER, self.results["experiment"], "yaml")[1]

    def newest(self) -> dict[str, Any]:
        """Return the results of the newest experiment in this home."""
        with self._services() as services:
            newest = services.experiments.list(LOCAL_USER, Query(limit=1)).items[0]
            return dict(services.experiments.results(LOCAL_USER, newest.id))

    @contextmanager
    def _services(self) -> Iterator[Services]:
        house = build(Settings(home=self.home), lambda: LOCAL_USER)
        try:
            yield house.services
        finally:
            house.database.dispose()


def make_run(folder: Path) -> FirstRun:
    """Run the proposed experiment of a small table with `hydroml run`."""
    table = folder / "small.csv"
    table.write_bytes(small_table(ROWS))
    home = folder / "home"
    ended = hydroml("run", table, "--target", TARGET, "--home", home, "--json")
    assert ended.code == 0, ended.err
    return FirstRun(table, home, ended, ended.json)


def comparable(results: dict[str, Any]) -> dict[str, Any]:
    """Return the numbers of a run that the same bytes, configuration and seed must give again."""
    entries = [*results["leaderboard"], results["baseline"]]
    return {
        "scores": [(one["model"], one["folds"], one["mean"], one["std"], one["others"]) for one in entries],
        "metric": results["metric"],
        "test": results["test"],
        "predictions": results["predictions_sha256"],
        "fingerprint": results["environment"]["fingerprint"],
        "seed": results["environment"]["seed"],
    }
