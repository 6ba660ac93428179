"""The importance preview says what the bars, the floor and the ranks mean."""

import pytest

from hydroml.components.features.importance import between, importance_body, top_words
from hydroml.services.profile import Importance, ImportanceItem
from hydroml.tests.support.trees import text

ITEMS = tuple(ImportanceItem(f"f{place}", 0.5 - 0.1 * place, 0.05) for place in range(5))


def test_the_preview_counts_what_is_above_the_floor() -> None:
    shown = text(importance_body(Importance("y", ITEMS, 100), "light"))
    assert "5 of 5" in shown
    assert "Preview top 5" in shown
    assert "choosing features by it makes scores look slightly better" in shown


def test_nothing_to_weigh_says_why() -> None:
    assert "Nothing to weigh" in text(importance_body(Importance("y", (), 100), "dark"))


@pytest.mark.parametrize(
    ("k", "words"),
    [
        (2, "Rank 2 scores 0.400, the next one 0.300."),
        (5, "All features stay."),
        (99, "All features stay."),
    ],
)
def test_ranks_that_differ_are_told_apart(k: int, words: str) -> None:
    assert top_words(ITEMS, k) == words


def test_ranks_that_hardly_differ_are_said_to() -> None:
    close = [ImportanceItem(f"f{place}", 0.3 - 0.001 * place, 0.0) for place in range(40)]
    assert top_words(close, 30) == "Ranks 28 to 33 differ by 0.005 nats only."


def test_a_floor_is_one_number_or_both_ends() -> None:
    assert between(0.0041, 0.0042) == "0.004"
    assert between(0.004, 0.017) == "0.004–0.017"
