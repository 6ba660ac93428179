"""Tests of the estimate that is shown while a file is still being read."""

import gzip
import io
import random

import pytest

from hydroml.services.errors import NotFoundError, NotReadyError
from hydroml.tests.support.datasets_room import ANNA, EVE, Room

N_ROWS = 300_000


def large_file() -> bytes:
    """Return a CSV file whose rows drift: the second half is quite another than its head."""
    pick = random.Random(4)
    rows = (
        f'{row},{pick.gauss(0 if row < N_ROWS / 2 else 10, 1):.3f},"{pick.choice("abc")}, or so",'
        f"{'' if pick.random() < 0.2 else pick.randrange(5)}\n"
        for row in range(N_ROWS)
    )
    return ("row,measure,label,grade\n" + "".join(rows)).encode()


def test_a_file_that_is_not_read_yet_is_estimated_from_rows_all_over_it(room: Room) -> None:
    dataset = room.datasets.receive(ANNA, io.BytesIO(large_file()), name="large.csv")
    look = room.profiles.get(ANNA, dataset.id)
    measure, label, grade = (look.column(name) for name in ("measure", "label", "grade"))
    assert measure is not None
    assert label is not None
    assert grade is not None
    assert look.n_rows == N_ROWS
    assert not look.exact
    assert look.share_error is not None
    assert measure.stats["mean"] == pytest.approx(5, abs=0.5)
    assert grade.n_missing / N_ROWS == pytest.approx(0.2, abs=2 * look.share_error)
    assert (label.kind, label.n_distinct) == ("categorical", 3)
    exact = room.datasets.ingest(ANNA, dataset.id)
    assert room.profiles.get(ANNA, exact.id).n_rows == N_ROWS


def test_a_small_file_is_looked_at_as_a_whole(room: Room) -> None:
    dataset = room.datasets.receive(ANNA, io.BytesIO(b"a,b\n1,x\n2,y\n3,\n"), name="small.csv")
    look = room.profiles.get(ANNA, dataset.id)
    assert look.exact
    assert [column.n_missing for column in look.columns] == [0, 1]


@pytest.mark.parametrize(
    "content", [gzip.compress(b"a,b\n1,2\n", mtime=0), b'[{"a": 1}]', "ä,b\n1,2\n".encode("latin-1")]
)
def test_what_cannot_be_looked_at_before_it_is_read_says_so(content: bytes, room: Room) -> None:
    dataset = room.datasets.receive(ANNA, io.BytesIO(content), name="other")
    with pytest.raises(NotReadyError, match="still being read"):
        room.profiles.get(ANNA, dataset.id)


def test_the_first_look_at_the_file_of_somebody_else_is_refused(room: Room) -> None:
    dataset = room.datasets.receive(ANNA, io.BytesIO(b"a,b\n1,2\n"), name="mine.csv")
    with pytest.raises(NotFoundError):
        room.profiles.get(EVE, dataset.id)
