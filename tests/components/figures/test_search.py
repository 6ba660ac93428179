"""The plots of a search: what is drawn, in which order, and that names and values are shown as they are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hydroml.components.figures import contour_figure, lines_figure, palette, shares_figure, slices_figure
from hydroml.components.figures.search import MAX_TICKS, in_order, log_ticks
from hydroml.components.figures.trials import trials_figure

RATE = {
    "parameter": "rate",
    "scale": "log",
    "x": [0.01, 0.1, 1.0],
    "y": [3.0, 2.0, 1.0],
    "trials": [1, 2, 4],
}
KIND = {
    "parameter": "kind",
    "scale": "category",
    "x": ["True", "None", "False"],
    "y": [3.0, 2.0, 1.0],
    "trials": [1, 2, 4],
}


def test_bars_show_the_share_of_each_setting() -> None:
    figure = shares_figure({"Rate <b>": 0.75, "Leaves": 0.25}, theme="light").to_dict()
    assert list(figure["data"][0]["x"]) == [0.75, 0.25]
    assert figure["data"][0]["text"][0] == "75 %"
    assert figure["layout"]["yaxis"]["ticktext"][0] == "Rate &lt;b&gt;"


def test_slices_stand_side_by_side_on_one_scale_of_the_score() -> None:
    figure = slices_figure([RATE, KIND], {"rate": "Rate"}, theme="dark", score="RMSE").to_dict()
    layout = figure["layout"]
    assert layout["xaxis"]["type"] == "log" and layout["xaxis2"]["type"] == "category"
    assert layout["xaxis"]["domain"][1] < layout["xaxis2"]["domain"][0]
    assert layout["yaxis2"]["matches"] == "y"
    assert list(figure["data"][1]["x"]) == ["on", "none", "off"]
    assert {"RMSE", "Rate", "kind"} <= {one["text"] for one in layout["annotations"]}


def test_many_slices_take_several_rows() -> None:
    figure = slices_figure([RATE] * 8, {}, theme="light", score="RMSE").to_dict()["layout"]
    assert figure["yaxis"]["domain"][0] > figure["yaxis8"]["domain"][1]
    assert figure["xaxis5"]["domain"][0] == figure["xaxis"]["domain"][0] == 0


@pytest.mark.parametrize(("direction", "best"), [("minimize", 1.0), ("maximize", 9.0)])
def test_the_best_lines_are_drawn_last_and_strongest(direction: str, best: float) -> None:
    lines = [{"trial": n, "value": 1.0 + n, "places": [n / 8]} for n in range(9)]
    axes = [{"label": "Rate", "ticks": [(0.0, "0.01"), (1.0, "1")]}]
    figure = lines_figure(lines, axes, theme="light", direction=direction, score="RMSE").to_dict()
    last = figure["data"][-1]
    assert f"{best:,.4g}" in last["customdata"][-1]
    assert last["line"]["color"] == palette("light").c1
    assert last["opacity"] == max(one["opacity"] for one in figure["data"])
    assert [one["text"] for one in figure["layout"]["annotations"]] == ["1", "9", "0.01", "1"]


def test_a_contour_has_the_scores_where_trials_were_and_darker_is_better() -> None:
    points = [(0.1, 2.0, 5.0), (1.0, 2.0, 3.0), (0.1, 9.0, 4.0)]
    given = {"x_name": "rate", "y_name": "leaves", "x_scale": "log", "y_scale": "linear", "points": points}
    figure = contour_figure(given, {}, theme="light", direction="minimize")
    field = figure.data[0]
    assert [[*map(str, row)] for row in field.z] == [["5.0", "3.0"], ["4.0", "nan"]]
    assert (
        field.reversescale
        and not contour_figure(given, {}, theme="light", direction="maximize").data[0].reversescale
    )
    assert len(figure.data[1].x) == 3


def test_alternatives_that_are_numbers_are_ordered_by_size() -> None:
    assert in_order(["255", "63", "auto", "127", "63"]) == ["63", "127", "255", "auto"]


@given(low=st.floats(1e-9, 1e6), factor=st.floats(1.0, 1e9))
def test_a_logarithmic_axis_has_few_round_ticks_within_its_range(low: float, factor: float) -> None:
    ticks = log_ticks(low, low * factor)
    assert 1 <= len(ticks) <= MAX_TICKS and ticks == sorted(set(ticks))
    assert all(low * 0.94 <= one <= low * factor * 1.06 for one in ticks)


def test_the_default_is_a_dashed_line_under_the_history() -> None:
    trials: Any = [{"number": n, "value": 2.0 - n / 9, "state": "complete"} for n in range(4)]
    drawn = trials_figure(trials, theme="light", direction="minimize", default=2.0).to_dict()
    assert drawn["data"][0]["line"]["dash"] == "dash" and list(drawn["data"][0]["y"]) == [2.0, 2.0]
    assert "dashes: default" in str(drawn["layout"]["annotations"])
    without = trials_figure(trials, theme="light", direction="minimize").to_dict()
    assert len(without["data"]) == len(drawn["data"]) - 1
