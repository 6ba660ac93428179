"""What is shown of a file while it is being read."""

from dash import html

from hydroml.components.data.columns_grid import PER_PAGE
from hydroml.components.data.first_look import first_look
from hydroml.services.profile import ColumnProfile, Profile
from hydroml.tests.support.trees import ids, tags, text


def look(n_columns: int, *, exact: bool) -> html.Div:
    columns = tuple(ColumnProfile(f"column {place}", "numeric", 250 * place, 9) for place in range(n_columns))
    seen, error = (None, None) if exact else (500, 0.044)
    profile = Profile(
        "", 1000, n_columns, exact, seen, columns, suggested_target="column 1", share_error=error
    )
    return first_look(profile, "<b>big</b>.csv", html.Div("half done"))


def test_estimates_say_from_how_many_rows_and_how_far_they_may_be_off() -> None:
    shown = text(look(3, exact=False))
    assert "Estimate from 500 rows" in shown
    assert "Shares are within 4.4 %" in str(look(3, exact=False))
    assert "≈ 50 %" in shown and "≈ 9 distinct" in shown
    assert "<b>big</b>.csv" in shown and "half done" in shown


def test_exact_figures_carry_no_sign_of_an_estimate() -> None:
    assert "≈" not in text(look(3, exact=True))


def test_the_cards_are_those_of_the_step_and_nothing_can_be_pressed_yet() -> None:
    shown = look(3, exact=False)
    assert [text(one) for one in tags(shown, "H2")] == ["<b>big</b>.csv", "Target", "Findings", "Columns"]
    assert tags(shown, "Button") == [] and ids(shown) == []


def test_only_the_first_columns_of_a_wide_table_are_shown_the_target_first() -> None:
    shown = look(PER_PAGE + 3, exact=False)
    names = [text(one) for one in tags(shown, "Span") if one.className == "nm"]
    assert names[:2] == ["column 1", "column 0"]
    assert len(names) == PER_PAGE
    assert "and 3 more columns" in text(shown)
