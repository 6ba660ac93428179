"""Guessing the forms of many columns at once gives what guessing each of them gives."""

from random import Random

import polars as pl
import pytest

from hydroml.services.datasets.cells import forms
from hydroml.services.datasets.cells.forms import TEXT, USUAL, Form, Habits
from hydroml.services.datasets.cells.guessing import guess_all

CELLS = [
    ["1", "2", ""], ["1.5", "", "2"], ["007", "1", "2"], ["red", "blue", ""], ["true", "false", ""],
    ["NA", "", "None"], ["none", "red", "NA"], ["2021-03-04", "", "2021-03-05"], ["9" * 17, "1", "2"],
    ["inf", "1.5", "2"], [" 3 ", "4", "5"], ["a1", "b", "c"], ["TRUE", "yes", "false"], ["", "", ""],
    ["4.3.2021", "5.3.2021", "2021-03-04"], ["1/2/2021", "13/2/2021", ""], ["1/2/2021", "2/13/2021", ""],
    ["2021-03-04 05:06:07", "NA", ""], ["2021-03-04T05:06:07Z", "2021-03-04T05:06:07+02:00", ""],
    ["2021-03-04T05:06:07Z", "2021-03-04T05:06:07", ""],
    ["2021-03-04 05:06:07.25", "", "2021-03-04 05:06:07"],
    ["4 Mar 2021", "5 Apr 2021", ""], ["March 4, 2021", "x", ""], ["2021-03-04", "?", ""], ["true", "-", ""],
    ["12.34.56", "1.2.3", ""], ["1,234", "5,678", ""], ["$ 12", "$ 13", ""], ["31/31/2021", "", ""],
]  # fmt: skip
PIECES = ("1", "02", "3.5", "2021", "-", "/", ".", ":", " ", "T", "Z", "true", "NA", "?", "x", ",", "%")


@pytest.mark.parametrize("habits", [USUAL, Habits(decimal_comma=True, month_first=True)])
def test_columns_of_every_form(habits: Habits) -> None:
    columns = [pl.Series(cells) for cells in CELLS]
    assert guess_all(columns, habits) == [forms.guess(column, habits) for column in columns]


def test_columns_of_random_cells() -> None:
    source = Random(7)
    pools = [["".join(source.choices(PIECES, k=source.randint(0, 6))) for _ in range(5)] for _ in range(800)]
    columns = [pl.Series([source.choice(pool) for _ in range(4)]) for pool in pools]
    assert guess_all(columns) == [forms.guess(column) for column in columns]


def test_no_columns_and_no_rows() -> None:
    assert guess_all([]) == []
    assert guess_all([pl.Series([], dtype=pl.String)] * 2) == [None, None]
    assert guess_all([pl.Series(["x"]), pl.Series(["1"])]) == [TEXT, Form("integer")]
