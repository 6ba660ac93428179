"""The plots of a search on the page of the run: each with its table, drawn when they come near."""

from datetime import UTC, datetime
from typing import Any

from hydroml.components.run import RunView
from hydroml.components.run.search_plots import axis_ticks, importance_chart, search_plots
from hydroml.tests.support import samples
from hydroml.tests.support.results import searched
from hydroml.tests.support.trees import tags, text

PLOTS: dict[str, Any] = {
    "importance": {"learning_rate": 0.7, "extra_trees": 0.3},
    "slices": [
        {
            "parameter": "learning_rate",
            "scale": "log",
            "x": [0.01, 0.1, 0.05],
            "y": [0.7, 0.8, 0.9],
            "trials": [1, 2, 3],
        },
        {
            "parameter": "extra_trees",
            "scale": "category",
            "x": ["True", "False", "True"],
            "y": [0.7, 0.8, 0.9],
            "trials": [1, 2, 3],
        },
    ],
    "axes": ["learning_rate", "extra_trees"],
    "lines": [
        {"trial": 1, "value": 0.7, "places": [0.0, 1.0]},
        {"trial": 2, "value": 0.8, "places": [1.0, 0.0]},
        {"trial": 3, "value": 0.9, "places": [0.7, 1.0]},
    ],
    "contours": [
        {
            "x_name": "learning_rate",
            "y_name": "extra_trees",
            "x_scale": "log",
            "y_scale": "category",
            "points": [[0.01, "True", 0.7], [0.1, "False", 0.8]],
        }
    ],
    "n_complete": 9,
}


def search(**changes: Any) -> dict[str, Any]:
    return {**searched()["searches"][0], "plots": PLOTS, **changes}


def view() -> RunView:
    return RunView(samples.experiment(status="succeeded", version=1), "people.csv", datetime.now(UTC))


def test_every_plot_has_a_table_and_waits_until_it_is_near() -> None:
    found = [*importance_chart([search()], "light"), *search_plots(search(), view(), "light")]
    told = text(found)
    for title in ("Importance of settings", "Slices", "Parallel coordinates", "Contour"):
        assert title in told
    assert "the best 3 of 9" in told and "Learning rate" in told
    assert [one.until for one in tags(found, "Later")] == ["near"] * 4
    assert len(tags(found, "Table")) == 4


def test_without_numbers_nothing_is_drawn() -> None:
    assert search_plots(search(plots=None), view(), "light") == []
    assert importance_chart([search(plots=None)], "light") == []
    empty = {**PLOTS, "importance": {}, "slices": [], "lines": [], "contours": []}
    assert search_plots(search(plots=empty), view(), "light") == []
    assert importance_chart([search(plots=empty)], "light") == []


def test_axes_are_marked_at_their_ends_and_at_every_alternative() -> None:
    assert axis_ticks("learning_rate", 0, PLOTS) == [(0.0, "0.01"), (1.0, "0.1")]
    assert axis_ticks("extra_trees", 1, PLOTS) == [(0.0, "off"), (1.0, "on")]
