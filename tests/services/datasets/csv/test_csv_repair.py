"""Tests of the careful reader: every row stays, and each repair is named by its line."""

import io

import pytest

from hydroml.services.datasets.csv.csv_repair import rows
from hydroml.services.datasets.csv.dialect import Dialect
from hydroml.services.datasets.notes import LineNotes

THREE = Dialect(",", n_columns=3, header=False, header_line="a,b,c")


def repaired(text: str, dialect: Dialect = THREE) -> tuple[list[list[str]], dict[str, list[int]]]:
    notes = LineNotes()
    return list(rows(io.StringIO(text, newline=""), dialect, notes)), notes.lines


@pytest.mark.parametrize(
    ("text", "wanted", "told"),
    [
        ("1,2\n", ["1", "2", ""], {"ROW_TOO_SHORT": [1]}),
        ("1,2,3,4\n", ["1", "2", "3,4"], {"ROW_TOO_LONG": [1]}),
        ("1,2,3,,\n", ["1", "2", "3"], {"ROW_EMPTY_END": [1]}),
        ("1;2;3\n", ["1", "2", "3"], {"ROW_OTHER_DELIMITER": [1]}),
        ('1\t"x, y"\t3\n', ["1", "x, y", "3"], {"ROW_OTHER_DELIMITER": [1], "QUOTE_STRAY": [1]}),
        ('1,a"b,3\n', ["1", 'a"b', "3"], {"QUOTE_STRAY": [1]}),
        ('1,"say "hi" now",3\n', ["1", 'say "hi" now', "3"], {"QUOTE_STRAY": [1]}),
        ('"1,2,3\n', ['"1', "2", "3"], {"QUOTE_OPEN": [1]}),
        ('"1","2,"3"\n', ["1", '"2', "3"], {"QUOTE_STRAY": [1]}),
        ('"a ""b""","x\ny",3\n', ['a "b"', "x\ny", "3"], {}),
    ],
)
def test_a_damaged_row_is_kept_and_named(text: str, wanted: list[str], told: dict[str, list[int]]) -> None:
    assert repaired(text) == ([wanted], told)


def test_lines_that_are_no_rows_are_named_and_left_out() -> None:
    found, told = repaired("1,2,3\n\n# checked\na,b,c\n4,5,6\n")
    assert found == [["1", "2", "3"], ["4", "5", "6"]]
    assert told == {"ROW_BLANK": [2], "ROW_COMMENT": [3], "ROW_IS_HEADER": [4]}


def test_a_quote_left_open_does_not_swallow_the_rows_behind_it() -> None:
    found, told = repaired('1,2,3\n"4,5,6\n7,8,9\n"10",11,12\n13,"14",15\n')
    assert [row[2] for row in found] == ["3", "6", "9", "12", "15"]
    assert told == {"QUOTE_OPEN": [2]}


def test_a_row_over_several_lines_may_itself_have_a_field_too_many() -> None:
    found, told = repaired('1,"x\ny",3,4\n5,6,7\n')
    assert (found, told) == ([["1", "x\ny", "3,4"], ["5", "6", "7"]], {"ROW_TOO_LONG": [1]})


def test_delimiters_of_several_characters_split_outside_quotes_only() -> None:
    found, told = repaired('1||"x||y"||3\n', Dialect("||", n_columns=3, header=False))
    assert (found, told) == ([["1", "x||y", "3"]], {})
    found, told = repaired('1,  "x, y",\n', Dialect(", ", n_columns=3, header=False))
    assert (found, told) == ([["1", "x, y", ""]], {})


def test_an_escaped_quote_is_part_of_the_cell() -> None:
    found, told = repaired('1,"a \\"b\\", c",3\n', Dialect(",", escape="\\", n_columns=3, header=False))
    assert (found, told) == ([["1", 'a "b", c', "3"]], {})


def test_many_open_quotes_cost_no_more_than_their_lines() -> None:
    text = "".join(f'"{n},"b,c\n' for n in range(3000))
    found, told = repaired(text)
    assert len(found) == 3000
    assert len(told["QUOTE_STRAY"]) == 100
