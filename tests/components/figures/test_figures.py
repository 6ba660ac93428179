"""Figures draw the numbers they are given, in the colours of the tokens."""

import gzip
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from plotly.io.json import to_json_plotly

from hydroml.components.figures import (
    THEMES,
    FoldBar,
    balance_figure,
    confusion_figure,
    folds_figure,
    heatmap_figure,
    histogram_figure,
    importance_figure,
    labels,
    pair_figure,
    pair_rows,
    scatter_figure,
    trials_figure,
    weeks_figure,
    whisker_figure,
)
from hydroml.components.figures.trials import best_so_far
from hydroml.services.profile import (
    Boxes,
    Correlations,
    Counts,
    Density,
    Histogram,
    ImportanceItem,
    PairPlot,
    Points,
    heatmap,
)
from hydroml.services.profile.association.matrices import correlations_of_cells
from hydroml.services.profile.association.pair_records import Level

TOKENS = Path(__file__).resolve().parents[3] / "assets" / "css" / "tokens.css"
STRANGE = ("<b>x</b>", "a.b", '"', "long " * 60, "عمود", "%{y}")


def tokens(theme: str) -> dict[str, str]:
    block = TOKENS.read_text(encoding="utf-8").split(f'[data-bs-theme="{theme}"] {{', 1)[1].split("\n}", 1)[0]
    return dict(re.findall(r"--hm-([\w-]+):\s*(#[0-9a-f]{6})", block))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_palette_holds_the_colours_of_the_style_sheet(theme: str) -> None:
    known = tokens(theme)
    held = {name.replace("_", "-"): value for name, value in asdict(THEMES[theme]).items()}
    assert held == {name: known[name] for name in held}


def test_a_histogram_draws_the_counts_between_the_edges() -> None:
    figure = histogram_figure(Histogram((0.0, 10.0, 30.0), (4, 6)), theme="light", title="age", median=12.0)
    bars = figure.data[0]
    assert list(bars.x) == [5.0, 20.0]
    assert list(bars.width) == [10.0, 20.0]
    assert list(bars.y) == [4, 6]
    assert figure.layout.shapes[0].x0 == 12.0
    assert figure.layout.template.layout.xaxis.showgrid is False


def test_the_balance_adds_up_what_is_beyond_twelve_classes() -> None:
    figure = balance_figure({f"class {n}": 100 - n for n in range(20)}, theme="dark")
    bars = figure.data[0]
    assert len(bars.x) == 13
    assert bars.x[-1] == sum(100 - n for n in range(12, 20))
    assert figure.layout.yaxis.ticktext[-1] == "8 more classes"


def matrix(names: Sequence[str], cells: Any) -> Correlations:
    return correlations_of_cells("pearson", names, cells, 100)


def test_the_heatmap_shows_each_pair_once_and_rounded() -> None:
    cells = ((1.0, 0.51234, None), (0.51234, 1.0, -0.98765), (None, -0.98765, 1.0))
    trace = heatmap_figure(heatmap(matrix(("a", "b", "c"), cells)), theme="light").data[0]
    np.testing.assert_allclose(trace.z[1:, :2], [[0.51, np.nan], [np.nan, -0.99]])
    assert np.isnan(trace.z[0]).all()
    assert (trace.zmin, trace.zmax) == (-1, 1)
    assert trace.colorscale[1] == (0.5, THEMES["light"].div_mid)


def test_rows_of_a_heatmap_with_equal_beginnings_stay_apart() -> None:
    names = ["long " * 60 + end for end in "ab"] + ["<b>x</b>"]
    called = labels(heatmap(matrix(names, np.ones((3, 3)))))
    assert len(set(called)) == 3
    assert called[2] == "&lt;b&gt;x&lt;/b&gt;"
    assert max(map(len, called)) < 110


def test_a_chosen_cell_has_a_frame_and_groups_have_theirs() -> None:
    drawn = heatmap(matrix([f"c{place}" for place in range(4)], np.ones((4, 4))))
    figure = heatmap_figure(drawn, theme="light", chosen=(2, 1))
    first, block = figure.layout.shapes
    assert (first.x0, first.x1, first.y0, first.y1, first.visible) == (0.5, 1.5, 1.5, 2.5, True)
    assert block.path == "M-0.5,-0.5L-0.5,3.5L3.5,3.5Z"
    assert heatmap_figure(drawn, theme="light").layout.shapes[0].visible is False


PLOTS = (
    Points("points", 2, False, ("number", "time"), (1.0, 2.0), (0.0, 86_400_000.0)),
    Density("density", 9, True, ("number", "number"), (0.0, 1.0, 2.0), (0.0, 1.0), ((9, 0),)),
    Boxes("boxes", 7, False, "number", 0, (Level("<i>a</i>", 7, 0.0, 1.0, 2.0, 3.0, 4.0),)),
    Counts("counts", 4, False, ("a", "b"), ("x",), ((1,), (3,))),
)


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.form)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_form_of_a_pair_is_drawn_and_told_as_a_table(plot: PairPlot, theme: str) -> None:
    figure = pair_figure(plot, ("<b>x</b>", "other"), theme=theme)
    assert "<b>" not in str(figure.layout.annotations[0].text)
    heads, rows = pair_rows(plot, ("<b>x</b>", "other"))
    assert rows
    assert {len(row) for row in rows} == {len(heads)}


def test_boxes_and_dates_have_the_right_axes() -> None:
    assert pair_figure(PLOTS[0], ("x", "y"), theme="light").layout.yaxis.type == "date"
    boxes = pair_figure(PLOTS[2], ("x", "y"), theme="light")
    assert list(boxes.data[0].median) == [2.0]
    assert boxes.layout.yaxis.ticktext[0] == "&lt;i&gt;a&lt;/i&gt; (7)"


def test_features_below_their_noise_floor_are_grey() -> None:
    items = [ImportanceItem("good", 0.4, 0.02), ImportanceItem("noise", 0.01, 0.02)]
    figure = importance_figure(items, theme="light")
    assert list(figure.data[0].x) == [0.4, 0.01]
    assert list(figure.data[0].marker.color) == [THEMES["light"].c1, THEMES["light"].c_mute]
    assert list(figure.data[2].x) == [0.02] * 4, "each row has its own floor"
    assert list(figure.data[0].text) == ["0.400", "0.010"]
    assert len(importance_figure(items * 20, theme="light", top=18).data[0].x) == 18


def test_names_of_columns_are_shown_as_they_are() -> None:
    items = [ImportanceItem(name, 0.4, 0.02) for name in STRANGE]
    figure = importance_figure(items, theme="light")
    assert figure.layout.yaxis.ticktext[0] == "&lt;b&gt;x&lt;/b&gt;"
    assert figure.data[0].customdata[0][0] == "&lt;b&gt;x&lt;/b&gt;"
    assert max(map(len, figure.layout.yaxis.ticktext)) < 40
    assert "%{y}" not in figure.data[0].hovertemplate


def test_the_confusion_is_coloured_by_the_share_of_the_actual_class() -> None:
    confusion = SimpleNamespace(classes=("no", "yes"), counts=((90, 10), (5, 5)))
    trace = confusion_figure(confusion, theme="light").data[0]
    assert [list(row) for row in trace.z] == [[0.9, 0.1], [0.5, 0.5]]
    assert [list(row) for row in trace.customdata] == [[90, 10], [5, 5]]


def test_the_scatter_has_a_line_of_equality_over_both_ranges() -> None:
    figure = scatter_figure([1.0, 2.0], [0.5, 123456.789], theme="light", unit="mg")
    assert list(figure.data[0].y) == [0.5, 123500.0]
    assert list(figure.data[1].x) == list(figure.data[1].y) == [0.5, 123500.0]
    assert figure.layout.annotations[0].text == "actual, mg"


def test_folds_draw_their_parts_one_behind_the_other() -> None:
    rows = [FoldBar("1", 100, 50, 30), FoldBar("2", 100, 50, 30, start=50)]
    figure = folds_figure(rows, theme="light")
    parts = {trace.meta: trace for trace in figure.data}
    assert set(parts) == {"fit", "judge", "test"}
    assert list(parts["judge"].base) == [100, 150]
    assert list(parts["test"].base) == [150, 200]
    assert [pair[1] for pair in parts["fit"].customdata] == [100, 100]


def test_the_best_so_far_follows_the_direction() -> None:
    assert best_so_far([3.0, 1.0, 2.0], "minimize") == [3.0, 1.0, 1.0]
    assert best_so_far([3.0, 1.0, 4.0], "maximize") == [3.0, 3.0, 4.0]


def test_trials_without_a_value_are_not_drawn() -> None:
    trials: list[dict[str, Any]] = [
        {"number": 0, "value": 0.5, "state": "complete"},
        {"number": 1, "value": None, "state": "failed"},
        {"number": 2, "value": 0.4, "state": "pruned"},
    ]
    figure = trials_figure(trials, theme="dark", direction="maximize")
    assert {trace.name: list(trace.x) for trace in figure.data} == {
        "broken off": [2],
        "complete": [0],
        "best so far": [0],
    }


def test_whiskers_span_the_interval_and_ties_share_the_colour() -> None:
    scores: list[dict[str, Any]] = [
        {"model": "lightgbm", "mean": 0.66, "interval": [0.65, 0.68], "tied_with_best": True},
        {"model": "logistic", "mean": 0.5, "interval": None, "tied_with_best": False},
        {"model": "broken", "mean": None, "interval": None, "tied_with_best": False},
    ]
    figure = whisker_figure(scores, theme="light", baseline=0.2)
    trace = figure.data[0]
    assert list(trace.x) == [0.66, 0.5]
    assert list(trace.error_x.array) == pytest.approx([0.02, 0.0])
    assert list(trace.marker.color) == [THEMES["light"].c1, THEMES["light"].c_mute]


def test_a_heatmap_of_three_hundred_columns_stays_small_whatever_they_are_called() -> None:
    names = [f"{n} " + "long name " * 900 for n in range(300)]
    rng = np.random.default_rng(0)
    cells = np.corrcoef(rng.normal(size=(300, 8)) @ rng.normal(size=(8, 300)))
    figure = heatmap_figure(heatmap(matrix(names, cells)), theme="light")
    assert len(gzip.compress(to_json_plotly(figure).encode())) < 150_000


def test_weeks_are_named_by_their_monday() -> None:
    figure = weeks_figure([date(2026, 11, 16), date(2026, 11, 23)], [0, 5], theme="light")
    assert list(figure.data[0].x) == ["16 Nov", "23 Nov"]
    assert list(figure.data[0].y) == [0, 5]
