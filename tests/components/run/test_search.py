"""How a search ended, in words: gained, not gained, by chance, and chosen on the folds that judge it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from hydroml.components.run import RunView
from hydroml.components.run.ended import finished_body
from hydroml.components.run.search import edge_notice, search_words
from hydroml.tests.support import samples
from hydroml.tests.support.results import results, score, searched
from hydroml.tests.support.trees import text

WIDEN = {"label": "Widen and continue", "patch": [{"path": "/search/n_trials", "value": 60, "op": "add"}]}


def view() -> RunView:
    experiment = samples.experiment(status="succeeded", version=1)
    return RunView(experiment, "people.csv", datetime.now(UTC))


def said(found: dict[str, Any]) -> str:
    return text(search_words(view(), found))


def search(**changes: Any) -> list[dict[str, Any]]:
    return [{**searched()["searches"][0], **changes}]


def test_a_gain_is_told_with_both_scores_and_what_chance_could_do() -> None:
    told = said(searched())
    assert "the best of 8 trials improves ROC AUC from 0.8000 (default) to 0.8200" in told
    assert "could be chance: the two are tied" in told
    clear = searched(leaderboard=[searched()["leaderboard"][0], score("lightgbm", 0.8)])
    assert "chance" not in said(clear)


def test_the_mean_of_a_tuned_model_is_said_to_be_chosen_and_the_final_test_not() -> None:
    told = said(searched())
    assert "chosen on the folds that judge it" in told
    assert "The final test of 178 rows took no part in the choice." in told
    assert "There is no final test here" in said(searched(test=None))


def test_no_gain_over_the_default_is_a_result() -> None:
    told = said(searched(searches=search(has_gained=False, best=0.8)))
    assert "no gain over the default" in told and "the default stays" in told
    assert "chosen on the folds" not in told


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"default": None}, "the default failed"), ({"best": None}, "none of 8 trials could be judged")],
)
def test_failures_are_told(changes: dict[str, Any], words: str) -> None:
    assert words in said(searched(searches=search(**changes)))


def test_trials_that_were_taken_over_are_counted() -> None:
    told = said(searched(searches=search(n_trials=60, n_taken_over=29)))
    assert "Of 60 trials, 29 come from the search before the space was changed." in told


def test_a_run_without_a_search_says_nothing_of_one() -> None:
    assert search_words(view(), results()) == [] and edge_notice(view(), results()) == []
    assert "Search" not in text(finished_body(view(), results(), "light"))


def test_an_edge_is_told_with_its_bound_and_the_way_on() -> None:
    told = text(edge_notice(view(), searched(widen=WIDEN)))
    assert "Learning rate 0.1 of LightGBM (bound 0.1; next up to 0.32)" in told
    assert "Widen and continue" in told and "30 trials added" in told


def test_the_best_model_is_called_tuned_wherever_it_is_named() -> None:
    told = text(finished_body(view(), searched(test=None), "light"))
    assert "LightGBM (tuned) has the best mean" in told
    assert "mean of the folds that chose it" in told
    assert "LightGBM (tuned on these folds)" in told
    assert "Tuned: chosen on these folds" in told
