"""A datasets and a profile room with real files and a real child process; only the records are fake."""

import io
from dataclasses import dataclass, replace
from pathlib import Path

from hydroml.services.access import User
from hydroml.services.adapters.files import HomeFiles
from hydroml.services.adapters.sandbox import SubprocessSandbox
from hydroml.services.datasets import Dataset, DatasetLimits, Datasets
from hydroml.services.profile import DESCRIBE_INGESTED, Profiles

from .fakes_datasets import FakeDatasetStore

ANNA = User(id="anna", name="Anna", projects=frozenset(("rivers",)))
BEN = User(id="ben", name="Ben", projects=frozenset(("rivers",)))
EVE = User(id="eve", name="Eve")


@dataclass(frozen=True, slots=True)
class Room:
    """Both rooms over one home."""

    datasets: Datasets
    profiles: Profiles
    files: HomeFiles
    store: FakeDatasetStore

    def take(self, content: bytes, name: str = "table.csv", user: User = ANNA) -> Dataset:
        """Upload and read a file."""
        received = self.datasets.receive(user, io.BytesIO(content), name=name)
        return self.datasets.ingest(user, received.id)

    def restarted(self) -> "Room":
        """The same home and records, seen by a new server."""
        return replace(self, datasets=replace(self.datasets), files=HomeFiles(self.files.home))


def datasets_room(home: Path, limits: DatasetLimits | None = None) -> Room:
    """Return rooms whose folders are under `home`."""
    files, store, sandbox = HomeFiles(home), FakeDatasetStore(), SubprocessSandbox()
    datasets = Datasets(store, files, sandbox, limits or DatasetLimits(), (DESCRIBE_INGESTED,))
    return Room(datasets, Profiles(datasets, sandbox), files, store)
