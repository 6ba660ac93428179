"""Two columns against each other: points, density, boxes and counts, also of missing and odd values."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from sklearn.datasets import load_wine

from hydroml.services.errors import InvalidInputError
from hydroml.services.profile import Boxes, Counts, Density, Points
from hydroml.services.profile.association.pairs import MAX_LEVELS, MAX_POINTS, paired
from hydroml.tests.support.datasets_room import ANNA, Room


def test_few_rows_are_points_of_the_rows_that_have_both() -> None:
    one, other = pl.Series([1.0, None, 3.0, 4.0]), pl.Series([2, 5, None, 8])
    got = paired([one, other], ["numeric", "integer"])
    assert isinstance(got, Points)
    assert (got.x, got.y, got.n_rows) == ((1.0, 4.0), (2.0, 8.0), 2)


def test_many_rows_are_counted_in_bins_and_none_is_lost() -> None:
    values = np.random.default_rng(0).normal(size=(2, MAX_POINTS + 1))
    values[0, 0] = 1e6
    got = paired([pl.Series(one) for one in values], ["numeric", "numeric"])
    assert isinstance(got, Density)
    assert np.array(got.counts).sum() == MAX_POINTS + 1
    assert max(got.x) < 10, "a far value does not squeeze the others"


def test_many_equal_rows_have_bins_too() -> None:
    same = pl.Series([3.0] * (MAX_POINTS + 1))
    got = paired([same, same], ["numeric", "numeric"])
    assert isinstance(got, Density)
    assert np.array(got.counts).sum() == MAX_POINTS + 1


def test_a_number_by_a_category_gives_quartiles_of_each_level_in_the_order_of_their_medians() -> None:
    wine = load_wine()
    classes = pl.Series([f"class {one}" for one in wine.target])
    for columns, kinds, place in (
        ([pl.Series(wine.data[:, 0]), classes], ["numeric", "categorical"], 0),
        ([classes, pl.Series(wine.data[:, 0])], ["categorical", "numeric"], 1),
    ):
        got = paired(columns, kinds)  # type: ignore[arg-type]
        assert isinstance(got, Boxes)
        assert got.place == place
        assert [level.name for level in got.levels] == ["class 0", "class 2", "class 1"]
        first = wine.data[wine.target == 0, 0]
        assert got.levels[0].median == pytest.approx(np.median(first))
        assert got.levels[0].n_rows == len(first)


def test_two_categories_are_counted_and_rare_levels_share_one() -> None:
    many = pl.Series([f"level {place % 30}" for place in range(300)])
    flag = pl.Series([place % 2 == 0 for place in range(300)])
    got = paired([many, flag], ["categorical", "boolean"])
    assert isinstance(got, Counts)
    assert len(got.rows) == MAX_LEVELS
    assert got.rows[-1] == "19 more"
    assert got.columns == ("true", "false")
    assert np.array(got.counts).sum() == 300


def test_dates_are_moments_on_an_axis_of_time() -> None:
    days = pl.Series([date(1970, 1, 1), date(1970, 1, 2), None])
    got = paired([days, pl.Series([1.0, 2.0, 3.0])], ["datetime", "numeric"])
    assert isinstance(got, Points)
    assert (got.axes, got.x) == (("time", "number"), (0.0, 86_400_000.0))


@pytest.mark.parametrize("kind", ["numeric", "categorical"])
def test_columns_without_a_common_row_say_so(kind: str) -> None:
    one, other = pl.Series([1.0, None]), pl.Series([None, 2.0 if kind == "numeric" else "b"], strict=False)
    assert paired([one, other], ["numeric", kind]).n_rows == 0  # type: ignore[list-item]


def test_a_pair_is_read_in_the_child_process_whatever_the_columns_are_called(room: Room) -> None:
    names = ("<b>x</b>", "عمود")
    rows = "\n".join(f"{place},{place * 2 % 7}" for place in range(40))
    dataset = room.take(f"{','.join(names)}\n{rows}\n".encode())
    got = room.profiles.pair(ANNA, dataset.id, *names)
    assert isinstance(got, Points)
    assert got.x[:3] == (0.0, 1.0, 2.0)
    with pytest.raises(InvalidInputError, match="has no column 'nothing'"):
        room.profiles.pair(ANNA, dataset.id, names[0], "nothing")
