"""The picture of a target: classes, far values, time; and what is said where nothing can be predicted."""

from dataclasses import replace
from typing import Any

from hydroml.components.data.target_plot import far_sides, target_plot
from hydroml.services.profile import ColumnProfile, Histogram, Profile, TargetProfile
from hydroml.services.vocabulary import Task
from hydroml.tests.support.trees import tags, text

SPREAD = Histogram((0.0, 50.0, 100.0), (90, 10))
AMOUNT = ColumnProfile(
    "price", "numeric", 0, 80, 4, {"min": 0.0, "median": 20.0, "max": 100.0}, histogram=SPREAD
)


def of(column: ColumnProfile, task: Task = "multiclass", **balance: int) -> Profile:
    described = TargetProfile(column.name, task, "as made up", column.n_missing, balance)
    candidates = (("other", "named so"), (column.name, "last"))
    return Profile("sha256:1", 100, 2, True, None, (column,), target=described, target_candidates=candidates)


def figure(shown: Any) -> Any:
    return tags(shown, "Graph")[0].figure


def test_far_values_are_bracketed_and_counted() -> None:
    far = replace(AMOUNT, stats={**AMOUNT.stats, "fence_low": -10.0, "fence_high": 70.0})
    assert far_sides(far) == [(70.0, 100.0)]
    drawn = figure(target_plot(of(far, "regression"), far, "regression", "light"))
    assert any("4 far values, 4 %" in (one.text or "") for one in drawn.layout.annotations)
    both = replace(far, stats={**far.stats, "fence_low": 5.0})
    assert far_sides(both) == [(0.0, 5.0), (70.0, 100.0)]


def test_without_fences_there_is_no_bracket() -> None:
    drawn = figure(target_plot(of(AMOUNT, "regression"), AMOUNT, "regression", "light"))
    assert not any("far" in (one.text or "") for one in drawn.layout.annotations)


def test_an_empty_target_says_so_and_names_others() -> None:
    empty = ColumnProfile("price", "constant", 100, 0)
    shown = text(target_plot(of(empty), empty, "binary", "light"))
    assert "'price' is empty in all 100 rows." in shown
    assert "such as other" in shown


def test_one_class_says_which() -> None:
    same = ColumnProfile("price", "constant", 0, 1, stats={"top": [["<b>yes</b>", 100]]})
    assert "'<b>yes</b>'," in text(target_plot(of(same), same, "binary", "light"))


def test_of_thousands_of_classes_the_most_frequent_are_drawn_with_their_share_of_all_rows() -> None:
    names = {f"c{n}": 2 if n else 5 for n in range(100)}
    many = ColumnProfile("product", "categorical", 0, 9_514)
    shown = target_plot(of(many, "multiclass", **names), many, "multiclass", "light")
    assert "9,514 classes" in text(shown)
    assert "the 12 most frequent of 9,514 classes" in text(shown)
    assert "5 · 5 %" in figure(shown).data[0].text


def test_a_forecast_is_shown_through_time() -> None:
    points = [("2021-01-01", 1.0), ("2021-01-02", 3.0)]
    shown = target_plot(of(AMOUNT, "forecasting"), AMOUNT, "forecasting", "dark", points)
    assert list(figure(shown).data[0].y) == [1.0, 3.0]
    assert "Through time" in text(shown)
