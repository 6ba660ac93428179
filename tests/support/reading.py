"""Reads bytes in this process, without the sandbox, for tests of the reading itself."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from hydroml.services.datasets import IngestReport, stored
from hydroml.services.datasets.ingest import ingest
from hydroml.services.datasets.ingest_names import ORIGINAL, TABLE

MAX_UNPACKED = 50_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a reading."""

    frame: pl.DataFrame
    kinds: dict[str, str]
    report: IngestReport
    format: str

    @property
    def codes(self) -> dict[str, tuple[int, tuple[int, ...]]]:
        """Count and lines of each note, by code."""
        return {note.code: (note.n, note.lines) for note in self.report.notes}

    def column(self, name: str) -> list[Any]:
        """Values of a column."""
        return self.frame[name].to_list()


def read(content: bytes, folder: Path | None = None) -> Read:
    """Return the table that `content` is; what the reading leaves behind goes, unless a `folder` is given."""
    if folder is not None:
        return _read(content, folder)
    with TemporaryDirectory() as place:
        return _read(content, Path(place))


def _read(content: bytes, place: Path) -> Read:
    (place / ORIGINAL).write_bytes(content)
    answer = ingest(folder=str(place), max_bytes=MAX_UNPACKED, then=[], report=lambda share, sentence: None)
    return Read(
        pl.read_parquet(place / TABLE, memory_map=False),
        {column["name"]: column["kind"] for column in answer["columns"]},
        stored.load(answer["report"], IngestReport),
        answer["format"],
    )
