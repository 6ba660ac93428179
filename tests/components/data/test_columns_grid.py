"""The grid of columns and the texts in its cells."""

import re
from pathlib import Path

import pytest

from hydroml.components.data.cells import cell_text, is_suspected
from hydroml.components.data.columns_grid import PER_PAGE, columns_of_page, columns_table, page_words
from hydroml.components.data.kind_select import SIGNS
from hydroml.components.data.shapes import bar_heights, missing_bar, outline
from hydroml.services.datasets import Cell, Preview
from hydroml.services.profile import ColumnProfile, Profile
from hydroml.services.vocabulary import ColumnKind
from hydroml.tests.support.trees import tags, text


def column(name: str, kind: ColumnKind = "integer", **stats: float) -> ColumnProfile:
    return ColumnProfile(name, kind, 0, 9, stats=stats)


def profile(*columns: ColumnProfile) -> Profile:
    return Profile("sha256:1", 10, len(columns), True, None, columns)


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        (None, column("a"), "missing"),
        (215000, column("a"), "215,000"),
        (1960, column("year", min=1872, max=2010), "1960"),
        (0.1 + 0.2, column("a", "numeric"), "0.3"),
        (1234567.0, column("a", "numeric"), "1,234,567"),
        (True, column("a", "boolean"), "True"),
        ("007", column("a", "identifier"), "007"),
        ("x" * 1000, column("a", "text"), "x" * 200),
    ],
)
def test_a_cell_says_what_the_file_says(value: object, of: ColumnProfile, text: str) -> None:
    assert cell_text(value, of) == text


def test_the_target_comes_first_and_a_search_finds_parts_of_names() -> None:
    table = profile(*(column(f"c{place}") for place in range(60)), column("Price <b>"))
    shown, n_found = columns_of_page(table, "Price <b>", "", 0)
    assert (shown[0].name, len(shown), n_found) == ("Price <b>", PER_PAGE, 61)
    found, n_found = columns_of_page(table, None, "price", 0)
    assert ([one.name for one in found], n_found) == (["Price <b>"], 1)
    assert page_words(1, PER_PAGE, 61) == "Columns 17 to 32 of 61"
    assert page_words(0, 0, 0) == "No columns"


def test_a_name_never_becomes_an_id() -> None:
    table = profile(column("a.b"), column('{"type":"x"}'))
    preview = Preview(("a.b", '{"type":"x"}'), ((1, None),))
    drawn = columns_table(profile=table, preview=preview, columns=table.columns, target="a.b", kinds={})
    assert "'index': '1'" in str(drawn)
    assert "index': 'a.b'" not in str(drawn)


def test_a_column_without_values_has_no_bars() -> None:
    assert bar_heights(column("a")) == []


def test_the_bars_of_a_column_are_one_shape_as_high_as_their_share() -> None:
    assert outline([1.0, 0.0]) == (
        "polygon(0.0% 100%,0.0% 0%,42.0% 0%,42.0% 100%,50.0% 100%,50.0% 97%,92.0% 97%,92.0% 100%)"
    )


@pytest.mark.parametrize(("value", "is_odd"), [(-999, True), (-999.0, True), (3, False), (None, False)])
def test_a_value_that_seems_to_stand_for_missing_is_marked(value: Cell, is_odd: bool) -> None:
    odd = ColumnProfile("a", "integer", 0, 9, disguised={"-999": 4})
    assert is_suspected(value, odd) is is_odd
    drawn = columns_table(profile(odd), Preview(("a",), ((value,),)), [odd], None, {})
    assert ("cellsus" in str(drawn)) is is_odd


def test_the_bar_of_missing_values_tells_known_from_suspected() -> None:
    assert "16.7 %?" in text(missing_bar(0.0, 0.167))
    assert "f sus" in str(missing_bar(0.1, 0.1)) and "20 %?" in text(missing_bar(0.1, 0.1))
    assert text(missing_bar(0.0)) == "0 %"


def test_the_browser_knows_the_same_signs_of_kinds() -> None:
    script = Path("assets/js/columns.js").read_text(encoding="utf-8")
    block = script.partition("SIGNS = {")[2].partition("}")[0]
    assert dict(re.findall(r'(\w+): "([\w-]+)"', block)) == SIGNS


def test_names_from_right_to_left_and_like_html_stay_text() -> None:
    odd = [column("<script>alert(1)</script>"), column("عمود"), column("x" * 10_000)]
    drawn = columns_table(profile(*odd), Preview(tuple(one.name for one in odd), ()), odd, None, {})
    names = [one for one in tags(drawn, "Span") if "nm" in str(one.className)]
    assert [one.dir for one in names] == ["auto"] * 3
    assert names[0].children == "<script>alert(1)</script>"
    assert len(str(names[2].title)) <= 400
