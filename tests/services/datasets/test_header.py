"""Tests of telling names from values."""

import pytest

from hydroml.services.datasets.header import MAX_NAME, has_header, joined, n_header_rows, names
from hydroml.tests.support.reading import read

NAMED = [
    [["name", "n"], ["a", "1"], ["b", "2"]],
    [["name", "seen"], ["a", "2024-01-01"], ["b", "10:30"]],
    [["country", "2019", "2020", "2021"], ["A", "5.5", "6", "7"], ["B", "8", "9", "1.5"]],
    [["name", "city"], ["anna", "Rome"], ["ben", "Oslo"]],
    [["n", "m"], ["1", "x"], ["oops", "2"], ["3", "4"], ["5", "6"], ["6", "7"], ["7", "8"]],
    [["name", "city"], ["anna", "Rome"], ["name", "city"], ["ben", "Oslo"]],
]
UNNAMED = [
    [["1", "2.5", "x"], ["2", "3.5", "y"]],
    [["anna", "1"], ["ben", "2"]],
    [["Rome", "x"], ["Oslo", "y"], ["Rome", "z"]],
    [["1", "2", "3"], ["2", "3", "4"], ["3", "4", "5"]],
    [["", "", "larch"], ["1", "x", "oak"], ["2", "y", "elm"]],
    [["true", ""], ["false", "18"], ["false", "19"]],
]


@pytest.mark.parametrize("rows", NAMED)
def test_a_row_of_names_is_a_header(rows: list[list[str]]) -> None:
    assert has_header(rows)


@pytest.mark.parametrize("rows", UNNAMED)
def test_a_row_of_values_is_no_header(rows: list[list[str]]) -> None:
    assert not has_header(rows)


def test_units_below_the_names_are_a_second_header_row_but_odd_values_are_not() -> None:
    rows = [["1", "2", "x"]] * 5
    assert n_header_rows([["a", "b", "c"], ["m", "kg", ""], *rows]) == 2
    assert n_header_rows([["a", "b", "c"], ["oops", "2", "y"], *rows]) == 1
    assert n_header_rows([["a", "b", "c"], ["", "NA", "y"], *rows]) == 1


def test_names_of_their_own_are_not_joined_to_units() -> None:
    assert joined(["flow", "level"], ["m3/s", "cm"]) == ["flow", "level"]
    assert joined(["A", "", "B", ""], ["x", "y", "x", "y"]) == ["A x", "A y", "B x", "B y"]


def test_names_become_unique_and_every_change_is_noted() -> None:
    found, notes = names(["a", "a", "", "x" * (MAX_NAME + 1)], 4)
    assert found == ["a", "a_2", "column_3", "x" * MAX_NAME]
    assert {note.code for note in notes} == {"HEADER_EMPTY_NAME", "HEADER_DUPLICATE_NAME", "HEADER_LONG_NAME"}


def test_names_without_a_column_are_told() -> None:
    found, notes = names(["a", "b", "c", ""], 2)
    assert (found, [(note.code, note.n) for note in notes]) == (["a", "b"], [("HEADER_TOO_LONG", 1)])
    assert "'c'" in notes[0].message


def test_a_header_without_a_name_for_the_row_names_is_one() -> None:
    got = read(b"x,y\nr1,a,1.5\nr2,b,2.5\nr3,a,3.5\n")
    assert got.frame.columns == ["column_1", "x", "y"]
    assert "HEADER_SHORT" not in got.codes


def test_a_first_line_that_lost_a_delimiter_is_a_row_or_named() -> None:
    rows = b"red,true,1.5\nred,false,2.5\n,true,3.5\n"
    glued = read(b"so far,true7644.62\n" + rows)
    assert glued.codes["HEADER_MISSING"]
    assert glued.frame.height == 4
    doubtful = read(b"colour,isdear\n" + rows)
    assert doubtful.codes["HEADER_SHORT"] == (1, (1,))
    assert doubtful.frame.columns == ["column_1", "colour", "isdear"]
