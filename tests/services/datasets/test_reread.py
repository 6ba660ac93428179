"""Tests of reading a kept file again: which table counts, what survives, what is refused."""

import io
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from hydroml.services.datasets import Dataset, Datasets
from hydroml.services.datasets.overrides import restated
from hydroml.services.datasets.uploads import locked
from hydroml.services.errors import (
    CancelledError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    NotReadyError,
    UnreadableFileError,
)
from hydroml.services.paging import Query
from hydroml.tests.support.datasets_room import ANNA, BEN, EVE, Room

ROWS = range(60)
CODES = b"code;price;sold\n" + b"".join(b"%03d;%d,5;%s\n" % (n, n, (b"yes", b"no")[n % 2]) for n in ROWS)
ODD = b"namexagexsold\n" + b"".join(b"n%dx%dx%s\n" % (n, 20 + n, (b"yes", b"no")[n % 2]) for n in ROWS)
AS_NUMBER = {"kinds": {"code": "integer"}}
NO_HEADER = {"header": False}


def unused(dataset_id: str) -> int:
    return 0


def reread(room: Room, dataset: Dataset, overrides: dict[str, Any], **more: Any) -> Dataset:
    return room.datasets.reread(ANNA, dataset.id, overrides, n_uses=unused, **more)


def kinds(dataset: Dataset) -> dict[str, str]:
    return {column.name: column.kind for column in dataset.columns}


def test_the_table_is_read_anew_in_the_way_the_user_says(room: Room) -> None:
    before = room.take(CODES)
    assert (before.n_rows, list(kinds(before))) == (60, ["code", "price", "sold"])
    after = reread(room, before, NO_HEADER)
    assert (after.id, after.fingerprint) == (before.id, before.fingerprint)
    assert (after.n_rows, after.report.overrides, after.report.reading) == (61, NO_HEADER, 2)
    assert room.datasets.get(ANNA, before.id) == after
    assert room.datasets.preview(ANNA, before.id, rows=1).rows == (("code", "price", "sold"),)
    assert room.datasets.original(after).read_bytes() == CODES


def test_a_kind_the_user_names_is_stored_as_that_kind(room: Room) -> None:
    before = room.take(CODES)
    assert kinds(before)["code"] != "integer", "leading zeros are kept"
    assert kinds(reread(room, before, AS_NUMBER))["code"] == "integer"


def test_nothing_that_was_computed_from_the_old_table_is_answered(room: Room) -> None:
    dataset = room.take(CODES)
    old = room.profiles.exact(ANNA, dataset.id)
    room.profiles.correlations(ANNA, dataset.id)
    room.profiles.importance(ANNA, dataset.id, target="sold")
    after = reread(room, dataset, NO_HEADER)
    new = room.profiles.get(ANNA, dataset.id)
    assert (old.n_rows, new.n_rows) == (60, 61)
    assert room.profiles.cached_correlations(ANNA, dataset.id) is None
    target = after.columns[2].name
    assert room.profiles.cached_importance(ANNA, dataset.id, target=target) is None
    with pytest.raises(InvalidInputError):
        room.profiles.importance(ANNA, dataset.id, target="sold")


def test_what_is_written_late_about_the_old_table_stays_with_the_old_table(room: Room) -> None:
    dataset = room.take(CODES)
    old = room.datasets.folder(dataset)
    after = reread(room, dataset, NO_HEADER)
    (old / "profile.json").write_text("late")
    assert room.profiles.get(ANNA, dataset.id).n_rows == 61
    third = reread(room, after, {})
    assert (third.n_rows, third.report.reading) == (60, 3)
    left = sorted(path.name for path in room.files.folder(dataset.id).iterdir())
    assert left == ["original", "reading-2", "reading-3"], "the first reading is gone, the second on its way"
    room.restarted().datasets.repair()
    left = sorted(path.name for path in room.files.folder(dataset.id).iterdir())
    assert left == ["original", "reading-3"]
    assert room.datasets.preview(ANNA, dataset.id, rows=1).columns == ("code", "price", "sold")


def test_readers_see_the_old_table_or_the_new_one_and_nothing_else(room: Room) -> None:
    dataset, seen, is_over = room.take(CODES), set(), threading.Event()

    def look() -> None:
        while not is_over.is_set():
            now = room.datasets.get(ANNA, dataset.id)
            preview = room.datasets.preview(ANNA, dataset.id, rows=1)
            profile = room.profiles.get(ANNA, dataset.id)
            seen.add((len(preview.columns), profile.n_rows, now.n_rows))
            time.sleep(0.005)

    reader = threading.Thread(target=look)
    reader.start()
    try:
        reread(room, dataset, NO_HEADER)
    finally:
        is_over.set()
        reader.join()
    assert seen and {one[0] for one in seen} == {3}
    assert {one[1] for one in seen} <= {60, 61}


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"dialect": {"delimiter": ""}}, "/dialect/delimiter"),
        ({"dialect": {"encoding": "no\0ne"}}, "/dialect/encoding"),
        ({"kinds": {"absent": "numeric"}}, "/kinds/absent"),
        ({"colour": 1}, "/colour"),
    ],
)
def test_a_senseless_wish_names_its_field_and_changes_nothing(
    room: Room, overrides: dict[str, Any], field: str
) -> None:
    dataset = room.take(CODES)
    with pytest.raises(InvalidInputError) as caught:
        reread(room, dataset, overrides)
    assert [one.field for one in caught.value.errors] == [field]
    assert room.datasets.get(ANNA, dataset.id) == dataset
    assert room.profiles.get(ANNA, dataset.id).n_rows == 60
    assert room.files.staged() == ()


def test_a_reading_that_fails_or_is_cancelled_leaves_the_old_table(room: Room) -> None:
    dataset = room.take(CODES)
    with pytest.raises(UnreadableFileError) as caught:
        reread(room, dataset, {"dialect": {"delimiter": "x"}})
    assert caught.value.code == "FILE_ONE_COLUMN"
    with pytest.raises(CancelledError):
        reread(room, dataset, NO_HEADER, is_cancelled=lambda: True)
    assert room.datasets.get(ANNA, dataset.id) == dataset
    assert room.datasets.preview(ANNA, dataset.id, rows=1).columns == ("code", "price", "sold")
    assert room.files.staged() == ()
    assert reread(room, dataset, NO_HEADER).n_rows == 61


def test_experiments_keep_the_table_they_were_made_from(room: Room) -> None:
    dataset = room.take(CODES)
    with pytest.raises(ConflictError) as caught:
        room.datasets.reread(ANNA, dataset.id, NO_HEADER, n_uses=lambda one: 2)
    assert (caught.value.code, caught.value.status) == ("DATASET_IN_USE", 409)
    assert "2 experiments" in caught.value.message and "copy" in caught.value.hint
    assert room.datasets.get(ANNA, dataset.id) == dataset


def test_an_experiment_that_came_while_the_file_was_read_keeps_its_table(room: Room) -> None:
    dataset, counts = room.take(CODES), [0, 1]
    with pytest.raises(ConflictError):
        room.datasets.reread(ANNA, dataset.id, NO_HEADER, n_uses=lambda one: counts.pop(0))
    assert room.datasets.get(ANNA, dataset.id) == dataset
    assert room.files.staged() == ()


def test_a_copy_is_a_dataset_of_its_own_from_the_same_bytes(room: Room) -> None:
    dataset = room.take(CODES, "codes.csv")
    copy = room.datasets.reread_copy(ANNA, dataset.id, NO_HEADER)
    assert copy.id != dataset.id and copy.fingerprint == dataset.fingerprint
    assert (copy.name, copy.n_rows, copy.status) == ("codes.csv (read again)", 61, "ready")
    assert room.datasets.get(ANNA, dataset.id) == dataset
    room.datasets.delete(ANNA, dataset.id)
    assert room.datasets.original(copy).read_bytes() == CODES
    assert reread(room, copy, {}).n_rows == 60


def test_a_copy_that_cannot_be_read_leaves_nothing(room: Room) -> None:
    dataset = room.take(CODES)
    for overrides in ({"dialect": {"delimiter": "x"}}, {"kinds": {"absent": "text"}}):
        with pytest.raises((UnreadableFileError, InvalidInputError)):
            room.datasets.reread_copy(ANNA, dataset.id, overrides)
    assert room.datasets.list(ANNA, Query()).items == (dataset,)
    assert (room.files.staged(), room.files.stored()) == ((), (dataset.id,))


def test_a_table_is_read_as_wished_in_place_or_as_a_copy_where_others_need_it(room: Room) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(CODES), name="x.csv", project="rivers")
    dataset = room.datasets.ingest(ANNA, received.id)
    same = room.datasets.read_as(ANNA, dataset.id, {}, n_uses=lambda one: 5)
    assert same == dataset, "it is read so already"
    copies = [
        room.datasets.read_as(ANNA, dataset.id, NO_HEADER, n_uses=lambda one: 1),
        room.datasets.read_as(BEN, dataset.id, NO_HEADER, n_uses=unused),
    ]
    assert [one.owner for one in copies] == ["anna", "ben"]
    assert dataset.id not in {one.id for one in copies}
    assert room.datasets.read_as(ANNA, dataset.id, NO_HEADER, n_uses=unused).id == dataset.id


def test_only_the_owner_reads_again_and_only_readers_copy(room: Room) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(CODES), name="x.csv", project="rivers")
    dataset = room.datasets.ingest(ANNA, received.id)
    for user in (BEN, EVE):
        with pytest.raises(NotFoundError):
            room.datasets.reread(user, dataset.id, NO_HEADER, n_uses=unused)
    with pytest.raises(NotFoundError):
        room.datasets.reread_copy(EVE, dataset.id, NO_HEADER)
    assert room.datasets.get(ANNA, dataset.id) == dataset


def test_a_refused_file_is_kept_and_can_be_read_in_another_way(room: Room) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(ODD), name="odd.csv")
    with pytest.raises(UnreadableFileError) as caught:
        room.datasets.ingest(ANNA, received.id)
    assert caught.value.extra == {"dataset_id": received.id}
    staging = room.files.staging(received.id)
    assert {path.name for path in staging.iterdir()} <= {"original", "lock"}
    with pytest.raises(UnreadableFileError):
        reread(room, received, {"dialect": {"delimiter": "#"}})
    dataset = reread(room, received, {"dialect": {"delimiter": "x"}})
    assert (dataset.status, dataset.error, list(kinds(dataset))) == ("ready", None, ["name", "age", "sold"])
    assert dataset.report.overrides == {"dialect": {"delimiter": "x"}}
    assert room.datasets.get(ANNA, received.id) == dataset
    assert room.files.staged() == ()


def test_bytes_of_a_refused_file_go_when_nobody_comes_back_for_a_week(room: Room) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(99)), name="x.csv")
    with pytest.raises(UnreadableFileError):
        room.datasets.ingest(ANNA, received.id)
    room.datasets.repair()
    assert room.files.staged() == (received.id,)
    long_ago = time.time() - 8 * 24 * 3600
    os.utime(room.files.staging(received.id), (long_ago, long_ago))
    room.datasets.repair()
    assert room.files.staged() == ()
    with pytest.raises(UnreadableFileError, match="PNG") as caught:
        reread(room, received, NO_HEADER)
    assert "upload the file again" in caught.value.hint
    assert room.files.staged() == ()


def test_a_file_that_is_being_read_or_written_is_not_read_again(room: Room) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(CODES), name="x.csv")
    with pytest.raises(NotReadyError):
        reread(room, received, NO_HEADER)
    dataset = room.datasets.ingest(ANNA, received.id)
    with locked(room.files.staging(dataset.id)), pytest.raises(ConflictError) as caught:
        reread(room, dataset, NO_HEADER)
    assert caught.value.code == "DATASET_BUSY"


class Stop(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("place", ["commit", "update"])
def test_a_stop_in_between_leaves_a_whole_dataset(
    room: Room, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    dataset = room.take(CODES)

    def stop(*_: Any) -> None:
        raise Stop

    with monkeypatch.context() as patched:
        patched.setattr(type(room.files if place == "commit" else room.store), place, stop)
        with pytest.raises(Stop):
            reread(room, dataset, NO_HEADER)
    later = room.restarted()
    later.datasets.repair()
    assert later.datasets.get(ANNA, dataset.id) == dataset
    assert later.profiles.get(ANNA, dataset.id).n_rows == 60
    assert later.files.staged() == ()
    left = {path.name.partition("-")[0] for path in later.files.folder(dataset.id).iterdir()}
    assert left == {"original", "table.parquet", "ingest.json", "profile.json", "target"}
    assert reread(later, dataset, NO_HEADER).n_rows == 61


def test_a_dataset_deleted_while_it_is_read_again_stays_deleted(room: Room) -> None:
    dataset = room.take(CODES)

    def deleted(share: float, words: str) -> None:
        if room.store.get(dataset.id) is not None:
            room.datasets.delete(ANNA, dataset.id)

    with pytest.raises((NotFoundError, UnreadableFileError)):
        reread(room, dataset, NO_HEADER, on_progress=deleted)
    assert (room.files.staged(), room.files.stored()) == ((), ())
    assert room.datasets.list(ANNA, Query()).total == 0


def test_how_a_first_reading_was_asked_for_survives_a_stop(room: Room, tmp_path: Path) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(CODES), name="x.csv")

    class Stopping(type(room.files)):  # type: ignore[misc]
        """Ends the process when the table is whole."""

        def commit(self, dataset_id: str, reading: int = 1) -> Path:
            raise Stop

    stopping = Datasets(
        room.store,
        Stopping(room.files.home),
        room.datasets.sandbox,
        room.datasets.limits,
        room.datasets.after_table,
    )
    with pytest.raises(Stop):
        stopping.ingest(ANNA, received.id, overrides=NO_HEADER)
    # repair asks whether the folder is locked by a living process; a stopped one has let go
    room.datasets.repair()
    dataset = room.datasets.get(ANNA, received.id)
    assert (dataset.status, dataset.n_rows, dataset.report.overrides) == ("ready", 61, NO_HEADER)


def test_what_is_said_later_is_laid_over_what_was_said_before() -> None:
    before = {"dialect": {"delimiter": ";", "quote": "'"}, "header": False, "kinds": {"a": "text"}}
    change = {"dialect": {"quote": None, "decimal": ","}, "kinds": {"a": None}}
    assert restated(before, change) == {"dialect": {"delimiter": ";", "decimal": ","}, "header": False}
    assert restated(before, {"dialect": None, "kinds": None, "header": None}) == {}
    assert before["dialect"] == {"delimiter": ";", "quote": "'"}
