"""Files that are damaged or mean harm, in every format, and a way to read many of them in one child."""

import gzip
import io
import json
import random
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hydroml.services.adapters.sandbox import SubprocessSandbox
from hydroml.services.datasets import Progress
from hydroml.services.datasets.ingest import ingest
from hydroml.services.datasets.ingest_names import ORIGINAL
from hydroml.services.errors import HydroMLError, InvalidInputError, UnreadableFileError
from hydroml.tests.support.workbooks import workbook

MAX_UNPACKED = 200_000_000
MEMORY_MB = 1024
TIMEOUT_S = 60.0
_READ = f"{__name__}:read_some"
_PACKAGE = __name__.rpartition(".")[0]
_ROWS = 120


def _hear(heard: list[str], _share: float, said: str) -> None:
    heard.append(said)


def columns() -> dict[str, list[Any]]:
    """Return a small table with numbers, texts, gaps and quotes."""
    source = random.Random(5)
    return {
        "id": list(range(_ROWS)),
        "real": [None if place % 11 == 0 else round(source.gauss(0, 9), 3) for place in range(_ROWS)],
        "city": [source.choice(["Ulm", "Köln", 'a "b", c', "x\ny"]) for _ in range(_ROWS)],
        "day": [f"2024-{place % 12 + 1:02d}-0{place % 9 + 1}" for place in range(_ROWS)],
        "yes": [place % 3 == 0 for place in range(_ROWS)],
    }


def whole(form: str) -> bytes:
    """Return an undamaged file of a format: csv, json, ndjson, parquet, xlsx or gzip."""
    table = columns()
    rows = [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
    if form == "json":
        return json.dumps(rows).encode()
    if form == "ndjson":
        return "\n".join(json.dumps(row) for row in rows).encode()
    if form == "xlsx":
        return workbook({"Table": [list(table), *(list(row.values()) for row in rows)]})
    if form == "parquet":
        buffer = io.BytesIO()
        pq.write_table(pa.table(table), buffer, row_group_size=50)
        return buffer.getvalue()
    text = "id,real,city,day,yes\n" + "".join(",".join(map(_field, row.values())) + "\n" for row in rows)
    return gzip.compress(text.encode(), mtime=0) if form == "gzip" else text.encode()


FORMATS = ("csv", "json", "ndjson", "parquet", "xlsx", "gzip")


def cut(content: bytes) -> Iterator[bytes]:
    """Yield beginnings of a file: of some bytes, of shares of it, and all but some bytes."""
    for size in (0, 1, 4, 9, 50, *(len(content) * share // 8 for share in range(1, 8))):
        yield content[:size]
    for missing in (1, 3, 8, 30):
        yield content[:-missing]


def flipped(content: bytes, n: int, seed: int) -> Iterator[bytes]:
    """Yield the file with one to four bits turned, `n` times; half of them near its ends."""
    source = random.Random(seed)
    for number in range(n):
        damaged = bytearray(content)
        for _ in range(source.randint(1, 4)):
            near = source.choice((source.randrange(64), len(content) - 1 - source.randrange(300)))
            place = near if number % 2 else source.randrange(len(content))
            damaged[place % len(content)] ^= 1 << source.randrange(8)
        yield bytes(damaged)


def outcomes(files: list[bytes]) -> list[str]:
    """Return what became of each file in the limited child: ``table`` or the code of its refusal.

    When a file ends the child, that is its outcome, and another child goes on with the next file.
    """
    found: list[str] = []
    sandbox = SubprocessSandbox(package=_PACKAGE)
    with TemporaryDirectory() as place:
        for number, content in enumerate(files):
            (Path(place) / f"{number:06d}").write_bytes(content)
        while len(found) < len(files):
            heard: list[str] = []
            try:
                sandbox.run(
                    _READ,
                    {"folder": place, "first": len(found)},
                    timeout_s=TIMEOUT_S,
                    memory_mb=MEMORY_MB,
                    on_progress=partial(_hear, heard),
                )
            except HydroMLError as error:
                heard.append(error.code)
            found.extend(heard)
    return found


def read_some(*, folder: str, first: int, report: Progress) -> None:
    """Read the files in a folder from number `first` on and report what became of each."""
    for path in sorted(Path(folder).iterdir())[first:]:
        report(0.5, _outcome(path))


def _outcome(path: Path) -> str:
    started = time.monotonic()
    with TemporaryDirectory() as place:
        (Path(place) / ORIGINAL).write_bytes(path.read_bytes())
        try:
            ingest(folder=place, max_bytes=MAX_UNPACKED, then=[], report=lambda share, sentence: None)
            code = "table"
        except (UnreadableFileError, InvalidInputError) as error:
            code = error.code if error.hint and error.message else "SAYS_TOO_LITTLE"
    return code if time.monotonic() - started < TIMEOUT_S / 3 else "TOO_SLOW"


def _field(value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\n') else text
