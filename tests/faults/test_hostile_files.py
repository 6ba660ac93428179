"""Hostile files of every format: each ends as a table or a refusal, the server stays small and answers."""

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from hydroml.services.datasets import Dataset, DatasetLimits
from hydroml.services.errors import UnreadableFileError
from hydroml.services.paging import Query
from hydroml.tests.support import bombs
from hydroml.tests.support.datasets_room import ANNA, BEN, Room, datasets_room
from hydroml.tests.support.hostile import FORMATS

pytestmark = pytest.mark.faults

SMALL = b"a,b\n1,x\n2,y\n"
LIMITS = DatasetLimits(max_upload_bytes=100_000_000, parse_timeout_s=100.0, parse_memory_mb=1024)
MAX_GROWTH = 100_000_000
ENDED = {"FILE_TOO_LARGE", "FILE_CORRUPT", "SANDBOX_MEMORY"}


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Rooms whose child processes get 1 GB."""
    return datasets_room(tmp_path / "home", LIMITS)


def taken(room: Room, path: Path) -> Dataset | UnreadableFileError:
    """Return what becomes of a file; meanwhile the memory of this process is watched."""
    gc.collect()
    process = psutil.Process()
    before = highest = process.memory_info().rss
    with ThreadPoolExecutor(1) as beside:
        work = beside.submit(_ingested, room, path)
        while not work.done():
            highest = max(highest, process.memory_info().rss)
            assert room.datasets.list(ANNA, Query()).total <= 1
            try:
                work.exception(timeout=0.05)
            except TimeoutError:
                continue
    assert highest - before < MAX_GROWTH
    return work.result()


def _ingested(room: Room, path: Path) -> Dataset | UnreadableFileError:
    with path.open("rb") as stream:
        received = room.datasets.receive(ANNA, stream, name=path.name)
    try:
        return room.datasets.ingest(ANNA, received.id)
    except UnreadableFileError as error:
        return error


@pytest.mark.parametrize("make", bombs.BOMBS, ids=lambda make: make.__name__)
def test_a_bomb_is_refused_with_cause_and_remedy(
    make: Callable[[Path], None], room: Room, tmp_path: Path
) -> None:
    make(tmp_path / "bomb")
    refused = taken(room, tmp_path / "bomb")
    assert isinstance(refused, UnreadableFileError)
    assert refused.code in ENDED and refused.message and refused.hint
    (failed,) = room.datasets.list(ANNA, Query()).items
    assert failed.status == "failed" and failed.error is not None and failed.error["hint"]


@pytest.mark.parametrize("make", bombs.ODDITIES, ids=lambda make: make.__name__)
def test_an_oddity_is_a_table_or_refused(make: Callable[[Path], None], room: Room, tmp_path: Path) -> None:
    make(tmp_path / "odd")
    found = taken(room, tmp_path / "odd")
    assert isinstance(found, Dataset) or (found.code and found.hint)


def test_a_table_is_read_while_a_bomb_goes_off(room: Room, tmp_path: Path) -> None:
    bombs.gzip_of_rows(tmp_path / "bomb")
    with ThreadPoolExecutor(1) as beside:
        work = beside.submit(_ingested, room, tmp_path / "bomb")
        assert room.take(SMALL, user=BEN).n_rows == 2
        assert isinstance(work.result(), UnreadableFileError)


@pytest.mark.parametrize("form", FORMATS)
def test_five_thousand_columns_and_hostile_names_are_only_a_table(
    form: str, room: Room, tmp_path: Path
) -> None:
    names = ["../../x", "\u202eabc", "n" * 10_000, "<b>", "'; drop table x; --"]
    names += [f"c{place}" for place in range(5_000 - len(names))]
    bombs.table(tmp_path / "wide", form, names, [list(range(5_000)), list(range(1, 5_001))])
    found = taken(room, tmp_path / "wide")
    assert isinstance(found, Dataset)
    assert [column.name for column in found.columns] == names and found.n_rows == 2


@pytest.mark.parametrize("form", FORMATS)
def test_a_cell_of_fifty_megabytes_is_kept_or_refused(form: str, room: Room, tmp_path: Path) -> None:
    bombs.table(tmp_path / "cell", form, ["a", "b"], [["x", 1], ["y" * 50_000_000, 2], ["z", 3]])
    found = taken(room, tmp_path / "cell")
    if isinstance(found, Dataset):
        assert found.n_rows == 3
    else:
        assert found.code in ENDED and found.hint
