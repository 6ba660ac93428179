"""Tests of the path from uploaded bytes to a table that is ready."""

import io
import shutil
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from hydroml.services.datasets import EXAMPLES, DatasetLimits, Example
from hydroml.services.errors import (
    CancelledError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    NotReadyError,
    TooLargeError,
    UnreadableFileError,
)
from hydroml.services.paging import Query
from hydroml.tests.support.datasets_room import ANNA, BEN, EVE, Room, datasets_room

CSV = b"age,colour,bought\n" + b"".join(b"%d,red,yes\n%d,blue,no\n" % (i, i + 30) for i in range(30))


def test_an_uploaded_file_becomes_a_table_that_is_ready(room: Room) -> None:
    dataset = room.take(CSV, "shop.csv")
    assert (dataset.status, dataset.format, dataset.n_rows, dataset.n_columns) == ("ready", "csv", 60, 3)
    assert [column.kind for column in dataset.columns] == ["integer", "categorical", "categorical"]
    assert pq.read_table(room.datasets.table(dataset)).column_names == ["age", "colour", "bought"]
    assert (room.datasets.folder(dataset) / "original").read_bytes() == CSV
    assert room.datasets.get(ANNA, dataset.id) == dataset
    left = {path.name.split("-")[0] for path in room.datasets.folder(dataset).iterdir()}
    assert left == {"original", "table.parquet", "ingest.json", "profile.json", "target"}


def test_slices_add_up_and_survive_a_restart_of_the_server(room: Room) -> None:
    upload = room.datasets.begin_upload(ANNA, name="shop.csv", size_bytes=len(CSV))
    room.datasets.append(ANNA, upload.id, offset=0, stream=io.BytesIO(CSV[:100]))
    room.datasets.repair()
    later = room.restarted().datasets
    assert later.upload(ANNA, upload.id).received_bytes == 100
    later.append(ANNA, upload.id, offset=100, stream=io.BytesIO(CSV[100:]))
    dataset = later.ingest(ANNA, later.finish_upload(ANNA, upload.id).id)
    assert dataset.status == "ready"
    assert dataset.fingerprint == room.take(CSV, user=BEN).fingerprint


def test_a_slice_at_the_wrong_place_is_refused_and_says_where_to_go_on(room: Room) -> None:
    upload = room.datasets.begin_upload(ANNA, name="shop.csv", size_bytes=len(CSV))
    room.datasets.append(ANNA, upload.id, offset=0, stream=io.BytesIO(CSV[:100]))
    with pytest.raises(ConflictError) as caught:
        room.datasets.append(ANNA, upload.id, offset=0, stream=io.BytesIO(CSV[:100]))
    assert caught.value.extra == {"received_bytes": 100}
    with pytest.raises(ConflictError, match="100 of"):
        room.datasets.finish_upload(ANNA, upload.id)
    with pytest.raises(TooLargeError):
        room.datasets.append(ANNA, upload.id, offset=100, stream=io.BytesIO(CSV))


def test_a_cancelled_upload_leaves_nothing(room: Room) -> None:
    upload = room.datasets.begin_upload(ANNA, name="shop.csv", size_bytes=10)
    room.datasets.cancel_upload(ANNA, upload.id)
    with pytest.raises(NotFoundError):
        room.datasets.upload(ANNA, upload.id)
    assert room.files.staged() == ()


def test_a_file_over_the_limit_is_refused_before_and_while_it_comes(tmp_path: Path) -> None:
    room = datasets_room(tmp_path / "home", DatasetLimits(max_upload_bytes=50))
    with pytest.raises(TooLargeError) as caught:
        room.datasets.begin_upload(ANNA, name="x.csv", size_bytes=51)
    assert caught.value.code == "FILE_TOO_LARGE"
    with pytest.raises(TooLargeError):
        room.datasets.receive(ANNA, io.BytesIO(CSV), name="x.csv")
    assert room.files.staged() == ()


def test_equal_bytes_of_the_same_owner_are_one_dataset(room: Room) -> None:
    first = room.take(CSV)
    assert room.take(CSV, "again.csv") == first
    assert room.take(CSV, user=BEN).id != first.id
    assert room.datasets.list(ANNA, Query()).total == 1
    upload = room.datasets.begin_upload(ANNA, name="slices.csv", size_bytes=len(CSV))
    room.datasets.append(ANNA, upload.id, offset=0, stream=io.BytesIO(CSV))
    again = room.datasets.finish_upload(ANNA, upload.id)
    assert room.datasets.ingest(ANNA, again.id) == first
    assert room.files.staged() == ()


def test_an_unreadable_file_is_kept_as_failed_with_its_reason(room: Room) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(200)), name="x.csv")
    for _ in range(2):
        with pytest.raises(UnreadableFileError) as caught:
            room.datasets.ingest(ANNA, received.id)
        assert caught.value.code == "FILE_BINARY"
    failed = room.datasets.get(ANNA, received.id)
    assert failed.status == "failed"
    assert failed.error is not None
    assert failed.error["code"] == "FILE_BINARY"
    with pytest.raises(NotReadyError):
        room.datasets.preview(ANNA, received.id)


def test_a_cancelled_reading_leaves_nothing(room: Room) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(CSV), name="x.csv")
    with pytest.raises(CancelledError):
        room.datasets.ingest(ANNA, received.id, is_cancelled=lambda: True)
    with pytest.raises(NotFoundError):
        room.datasets.get(ANNA, received.id)
    assert room.files.staged() == ()


def test_the_dataset_of_somebody_else_looks_like_an_unknown_one(room: Room) -> None:
    dataset = room.take(CSV)
    upload = room.datasets.begin_upload(ANNA, name="x.csv", size_bytes=5)
    calls: list[Callable[[], object]] = [
        lambda: room.datasets.get(EVE, dataset.id),
        lambda: room.datasets.preview(EVE, dataset.id),
        lambda: room.datasets.ingest(EVE, dataset.id),
        lambda: room.datasets.delete(EVE, dataset.id),
        lambda: room.datasets.upload(EVE, upload.id),
        lambda: room.datasets.append(EVE, upload.id, offset=0, stream=io.BytesIO(b"1")),
        lambda: room.datasets.finish_upload(EVE, upload.id),
        lambda: room.datasets.cancel_upload(EVE, upload.id),
        lambda: room.profiles.get(EVE, dataset.id),
        lambda: room.profiles.importance(EVE, dataset.id, target="bought"),
    ]
    for call in calls:
        with pytest.raises(NotFoundError, match="There is nothing with the id"):
            call()
    assert room.datasets.list(EVE, Query()).total == 0


def test_members_of_the_project_read_but_do_not_delete(room: Room) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(CSV), name="x.csv", project="rivers")
    room.datasets.ingest(ANNA, received.id)
    assert room.datasets.preview(BEN, received.id, rows=2).columns == ("age", "colour", "bought")
    with pytest.raises(NotFoundError):
        room.datasets.delete(BEN, received.id)
    with pytest.raises(InvalidInputError):
        room.datasets.begin_upload(EVE, name="x.csv", size_bytes=3, project="rivers")


def test_the_preview_has_json_values(room: Room) -> None:
    content = b"day,amount,flag\n2024-01-31,1.5,true\n2024-02-01,NA,false\n"
    preview = room.datasets.preview(ANNA, room.take(content).id, rows=5)
    assert preview.rows == (("2024-01-31T00:00:00", 1.5, True), ("2024-02-01T00:00:00", None, False))


def test_deleting_removes_the_record_and_the_folder(room: Room) -> None:
    dataset = room.take(CSV)
    room.datasets.delete(ANNA, dataset.id)
    assert not room.datasets.folder(dataset).exists()
    with pytest.raises(NotFoundError):
        room.datasets.get(ANNA, dataset.id)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b.csv", "ü" * 400 + ".csv", "\u202ecsv.exe", "", "C:\\x\\y.csv"]
)
def test_a_strange_file_name_is_only_a_label(room: Room, name: str) -> None:
    dataset = room.take(CSV, name)
    assert len(dataset.name) <= 200
    assert "/" not in dataset.name and "\x00" not in dataset.name
    assert room.datasets.folder(dataset).parent == room.files.home / "datasets"


def test_repair_removes_folders_without_a_record_and_keeps_the_rest(room: Room) -> None:
    dataset, lost = room.take(CSV), room.take(CSV, user=BEN)
    room.store.delete(lost.id)
    room.files.staging("ds_aaaaaaaaaaaa")
    room.datasets.repair()
    assert room.files.stored() == (dataset.id,)
    assert room.files.staged() == ()


def test_a_reading_broken_off_by_a_stop_is_told_and_can_be_repeated(room: Room) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(CSV), name="x.csv")
    room.restarted().datasets.repair()
    failed = room.datasets.get(ANNA, received.id)
    assert failed.error is not None
    assert failed.error["code"] == "INGEST_INTERRUPTED"
    assert room.datasets.ingest(ANNA, received.id).status == "ready"


def test_a_reading_that_ended_just_before_a_stop_counts(room: Room) -> None:
    dataset = room.take(CSV)
    received = room.datasets.receive(BEN, io.BytesIO(CSV), name="x.csv")
    staging = room.files.staging(received.id)
    shutil.copytree(room.datasets.folder(dataset), staging, dirs_exist_ok=True)
    room.datasets.repair()
    assert room.datasets.get(BEN, received.id).status == "ready"
    assert room.datasets.preview(BEN, received.id).columns == ("age", "colour", "bought")


@pytest.mark.parametrize("example", EXAMPLES, ids=attrgetter("key"))
def test_each_example_is_what_it_says(room: Room, example: Example) -> None:
    dataset = room.datasets.add_example(ANNA, example.key)
    profile = room.profiles.get(ANNA, dataset.id)
    assert (dataset.n_rows, dataset.n_columns) == (example.n_rows, example.n_columns)
    assert profile.target is not None
    assert (profile.target.name, profile.target.task) == (example.target, example.task)
    assert room.datasets.add_example(ANNA, example.key) == dataset


def test_an_unknown_example_is_refused_with_the_known_ones(room: Room) -> None:
    with pytest.raises(NotFoundError) as caught:
        room.datasets.add_example(ANNA, "iris")
    assert "wine_cultivars" in caught.value.hint
