"""Roles, labels and states of the building blocks."""

import plotly.graph_objects as go
from dash import html

from hydroml.components.figures import palette, template
from hydroml.components.ids import Family
from hydroml.components.widgets import (
    WhyCard,
    card,
    chart_card,
    chips,
    data_table,
    empty_state,
    exactness,
    field,
    icon,
    list_foot,
    notice,
    progress,
    segments,
    skeleton,
    stale_notice,
    stat,
    toast,
    toast_data,
    why,
)
from hydroml.tests.support.trees import ids, tags, text, walk


def test_an_icon_is_silent_unless_it_is_labelled() -> None:
    assert icon("check").to_plotly_json()["props"]["aria-hidden"] == "true"
    assert icon("check", label="Done").to_plotly_json()["props"]["aria-label"] == "Done"


def test_one_segment_is_pressed_in_word_and_shape() -> None:
    group = segments(Family("x"), [("a", "Binary"), ("b", "Regression")], "b", label="Task")
    pressed = [one.to_plotly_json()["props"]["aria-pressed"] for one in tags(group, "Button")]
    assert pressed == ["false", "true"]
    assert len(tags(group, "I")) == 1


def test_a_message_stands_under_its_field_and_is_announced() -> None:
    made = field("Folds", html.Div(), help="2 to 20", message="400 is above 20.", control_id="f")
    assert text(made) == "Folds2 to 20400 is above 20."
    assert [one.role for one in walk(made) if getattr(one, "role", None)] == ["alert"]
    assert tags(made, "Label")[0].htmlFor == "f"


def test_progress_says_share_and_time_left() -> None:
    made = progress(0.62, "662 MB", label="Upload", remaining_s=5, cancel_id="c")
    bar = next(one for one in walk(made) if getattr(one, "role", None) == "progressbar")
    assert bar.to_plotly_json()["props"]["aria-valuenow"] == "62"
    assert text(made) == "662 MB62 %≈ 5 s leftCancel"


def test_a_share_beyond_its_range_is_drawn_at_the_end() -> None:
    assert "100 %" in text(progress(1.2, "x"))
    assert "0 %" in text(progress(-1, "x"))


def test_errors_are_announced_and_fold_their_details() -> None:
    made = notice("bad", "The file ends.", "Export it again.", code="FILE_TRUNCATED")
    assert made.role == "alert"
    assert "FILE_TRUNCATED" in text(tags(made, "Details")[0])


def test_a_why_card_leaves_empty_parts_out() -> None:
    made = why(WhyCard("Five folds", fact="2,930 rows", rule="R1"))
    assert [text(one) for one in tags(made, "Dt")] == ["Fact here", "Rule"]


def test_a_chart_has_a_table_of_the_same_data_and_never_leaves_the_machine() -> None:
    figure = go.Figure(layout={"template": template("light")})
    made = chart_card("Balance", figure, rows=[{"class": "<b>x</b>", "rows": 3}], name="balance")
    assert [text(one) for one in tags(made, "Th")] == ["class", "rows"]
    assert [text(one) for one in tags(made, "Td")] == ["<b>x</b>", "3"]
    graph = tags(made, "Graph")[0]
    assert graph.config["showSendToCloud"] is False
    assert palette("light").surface == "#ffffff"


def test_a_table_names_its_columns_and_its_actions() -> None:
    made = data_table(["Name", ""], [["a", "x"]], caption="Things", numeric={1})
    assert [one.scope for one in tags(made, "Th")] == ["col", "col"]
    assert "Actions" in text(made)


def test_a_toast_offers_undo_only_when_there_is_something_to_undo() -> None:
    assert toast(None) is None
    assert "Undo" in text(toast(toast_data("13 left out", undo=[1])))
    assert "Undo" not in text(toast(toast_data("Saved")))


def test_cards_stats_skeletons_and_empty_places_carry_what_they_are_given() -> None:
    made = card("Target", "body", sub="sub", actions=["do"], foot="foot", heading_id="h")
    assert text(made) == "Targetsubdobodyfoot"
    assert "h" in ids(made)
    assert text(stat("Rows", "2.9 k", unit="rows", title="2,930")) == "Rows2.9 k rows"
    assert (
        len([one for one in walk(skeleton(lines=4)) if "hm-skel" in str(getattr(one, "className", ""))]) == 4
    )
    assert text(empty_state("inbox", "Nothing", "Do", html.Button("x"))) == "NothingDox"


def test_a_stale_value_is_said_to_be_so_in_word_and_shape_and_can_be_computed_again() -> None:
    made = stale_notice("The target changed.", "It stays, greyed.", html.Button("Compute again"))
    assert text(made) == "The target changed.It stays, greyed.Compute again"
    assert tags(made, "I")[0].to_plotly_json()["props"]["aria-label"] == "Stale"


def test_an_estimate_says_from_how_many_rows_it_is() -> None:
    assert text(exactness(50_000)) == "Estimate from 50,000 rows"
    assert text(exactness(None)) == "Exact, all rows read"


def test_the_foot_of_a_list_says_which_part_is_shown() -> None:
    assert text(list_foot(51, 100, 12_300, html.Button("Next"))) == "51 to 100 of 12,300Next"


def test_one_chip_is_pressed_and_each_says_how_many() -> None:
    made = chips(Family("state"), (("all", "All", "14"), ("run", "Running", "1")), "run")
    assert [text(one) for one in made] == ["All 14", "Running 1"]
    assert [one.to_plotly_json()["props"]["aria-pressed"] for one in made] == ["false", "true"]
