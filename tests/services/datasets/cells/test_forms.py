"""Tests of how cells become values: the narrowest form that all of them fit, and nothing lost on the way."""

from datetime import datetime
from typing import Any

import polars as pl
import pytest

from hydroml.services.datasets.cells import forms
from hydroml.services.datasets.cells.forms import TEXT, USUAL, Form, Habits
from hydroml.services.datasets.cells.spelled_numbers import Spelling


def settled(*cells: str, habits: Habits = USUAL) -> tuple[Form, list[Any]]:
    form, applied = forms.settle(pl.Series(list(cells)), habits)
    return form, applied.values.to_list()


@pytest.mark.parametrize(
    ("cells", "spelling", "values"),
    [
        (("1,234.5", "12"), Spelling(".", ","), [1234.5, 12.0]),
        (("1.234,5", "7,25"), Spelling(",", "."), [1234.5, 7.25]),
        (("1 234", "5"), Spelling(".", " "), [1234, 5]),
        (("1\u00a0234,5", "5,0"), Spelling(",", " "), [1234.5, 5.0]),
        (("1'234.5", "2"), Spelling(".", "'"), [1234.5, 2.0]),
        (("$1,200", "-$5"), Spelling(".", ",", "$"), [1200, -5]),
        (("5 €", "7.5 €"), Spelling(".", "", "€"), [5.0, 7.5]),
        (("12.5 %", "3%"), Spelling(".", "", "%"), [12.5, 3.0]),
        (("1,5", "2,25"), Spelling(",", ""), [1.5, 2.25]),
    ],
)
def test_numbers_are_read_as_people_write_them(
    cells: tuple[str, ...], spelling: Spelling, values: list[float]
) -> None:
    form, got = settled(*cells)
    assert form.numbers == spelling
    assert got == values


def test_a_comma_before_three_digits_is_read_as_the_file_uses_commas() -> None:
    assert settled("1,234", "2,345")[1] == [1234, 2345]
    assert settled("1,234", "2,345", habits=Habits(decimal_comma=True))[1] == [1.234, 2.345]


@pytest.mark.parametrize(
    "cells",
    [
        ("007", "2"),
        ("1_000", "2"),
        ("0x10", "2"),
        ("12345678901234567890", "1.5"),
        ("$5", "€5"),
        ("5 kg", "6 kg"),
        ("12:30", "13:40"),
        ("1.5M", "2M"),
        ("1-2-3", "4"),
        ("1,23", "4.5"),
        ("01,234", "5"),
    ],
)
def test_what_would_lose_something_as_a_number_stays_text(cells: tuple[str, ...]) -> None:
    form, got = settled(*cells)
    assert form == TEXT
    assert got == list(cells)


def test_spellings_of_missing_values_are_counted() -> None:
    _, applied = forms.settle(pl.Series(["1", "NA", "", "NA", "2"]))
    assert applied.values.to_list() == [1, None, None, None, 2]
    assert applied.tally.spellings == {"NA": 2, "": 1}
    assert applied.tally.n_known == 2


def test_infinite_numbers_are_missing_and_counted() -> None:
    _, applied = forms.settle(pl.Series(["inf", "1.5", "-inf"]))
    assert applied.values.to_list() == [None, 1.5, None]
    assert applied.tally.n_infinite == 2


@pytest.mark.parametrize(
    ("cells", "moment"),
    [
        (("2021-03-04", "2021-03-05"), datetime(2021, 3, 4)),
        (("4.3.2021", "05.03.2021"), datetime(2021, 3, 4)),
        (("03/14/2021", "03/15/2021"), datetime(2021, 3, 14)),
        (("4 Mar 2021", "5 Mar 2021"), datetime(2021, 3, 4)),
        (("March 4, 2021", "March 5, 2021"), datetime(2021, 3, 4)),
        (("04.03.21", "05.03.21"), datetime(2021, 3, 4)),
        (("2021-03-04 03:07 PM", "2021-03-05 11:00 AM"), datetime(2021, 3, 4, 15, 7)),
        (("2021-03-04T10:00:00+02:00", "2021-03-05T10:00:00Z"), datetime(2021, 3, 4, 8)),
    ],
)
def test_dates_are_read_in_one_form_for_the_whole_column(cells: tuple[str, ...], moment: datetime) -> None:
    form, got = settled(*cells)
    assert form.storage == "moment"
    assert got[0] == moment


def test_dates_that_could_be_swapped_say_so() -> None:
    open_, settled_ = pl.Series(["01/02/2021", "03/04/2021"]), pl.Series(["01/02/2021", "13/04/2021"])
    assert forms.settle(open_)[1].tally.is_order_open
    assert not forms.settle(settled_)[1].tally.is_order_open


def test_the_month_comes_first_where_the_user_says_so() -> None:
    cells, habits = ("01/02/2021", "03/04/2021"), Habits(month_first=True)
    assert settled(*cells)[1][0] == datetime(2021, 2, 1)
    assert settled(*cells, habits=habits)[1][0] == datetime(2021, 1, 2)
    assert settled("13/02/2021", "03/04/2021", habits=habits)[1][0] == datetime(2021, 2, 13)


def test_a_column_of_two_forms_of_dates_stays_text() -> None:
    assert settled("2021-03-04", "4.3.2021")[0] == TEXT
    assert settled("1/2/20", "1/2/2020")[0] == TEXT


def test_a_guess_from_some_cells_is_none_where_all_are_missing() -> None:
    assert forms.guess(pl.Series(["", "NA"])) is None
    assert forms.guess(pl.Series(["", "1"])) == Form("integer")


def test_a_form_that_does_not_fit_all_cells_gives_nothing() -> None:
    assert forms.apply(Form("integer"), pl.Series(["1", "2.5"])) is None
    assert forms.apply(Form("truth"), pl.Series(["true", "maybe"])) is None
    assert forms.apply(Form("moment", moment="%Y-%m-%d"), pl.Series(["2021-03-04", "x"])) is None


def test_a_kind_that_is_asked_for_makes_the_rest_missing_and_counts_it() -> None:
    form, applied = forms.settle_as("number", pl.Series(["1,5", "x", "", "3,5"]))
    assert form.is_forced
    assert applied.values.to_list() == [1.5, None, None, 3.5]
    assert (applied.tally.n_lost, applied.tally.spellings) == (1, {"": 1})


def test_text_that_is_asked_for_keeps_every_cell() -> None:
    _, applied = forms.settle_as("text", pl.Series(["007", "1", ""]))
    assert applied.values.to_list() == ["007", "1", None]


def test_tallies_of_two_pieces_add_up() -> None:
    one, other = (forms.settle(pl.Series(cells))[1].tally for cells in (["1", "NA"], ["2", "NA", ""]))
    joined = forms.join(one, other)
    assert joined.n_known == 2
    assert joined.spellings == {"NA": 2, "": 1}
