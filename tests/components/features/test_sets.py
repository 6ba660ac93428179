"""What the cards of feature sets and suggestions say."""

from hydroml.components.features import ids, set_preview, sets_list, suggested_data, suggestions_body
from hydroml.components.features.suggestions import TITLES, suggestions_card
from hydroml.services.features import SetFit, Suggestion
from hydroml.tests.support import samples
from hydroml.tests.support.trees import by_id, tags, text, walk

STRANGE = '<img src=x onerror="alert(1)">'


def test_an_empty_list_says_what_to_do() -> None:
    assert "Name the present selection above" in text(sets_list((), 0))


def test_a_set_shows_name_size_and_what_can_be_done() -> None:
    kept = samples.feature_set(name=STRANGE)
    listed = sets_list((kept,), 60)
    words = text(listed)
    assert STRANGE in words
    assert "3 in, 1 out" in words
    assert "and 59 older" in words
    assert [text(one) for one in tags(listed, "Button")] == ["Preview", "Rename", "Delete"]
    assert all("dangerously" not in type(one).__name__.lower() for one in walk(listed))


def test_a_set_being_renamed_has_a_field_with_its_name() -> None:
    kept = samples.feature_set()
    listed = sets_list((kept,), 1, editing=kept.id)
    assert by_id(listed, ids.SETS_RENAME).value == kept.name
    assert [text(one) for one in tags(listed, "Button")] == ["Save name", "Cancel"]


def test_the_preview_tells_what_changes_and_what_does_not_fit() -> None:
    fit = SetFit(("a", "b"), {"c": "by hand"}, missing=("gone",), unknown=("new", "newer"), target="y")
    words = text(set_preview(samples.feature_set(), fit, {"include": ["b", "c", "d"]}))
    assert "2 features would go, 1 feature would come back. 3 features become 2." in words
    assert "1 feature of the set is not in this table: gone." in words
    assert "2 columns the set does not know stay out: new, newer." in words
    assert "y is the target here" in words


def test_many_that_do_not_fit_are_cut() -> None:
    fit = SetFit(("a",), {}, missing=tuple(f"x{i}" for i in range(2_000)))
    assert "and 1,992 more" in text(set_preview(samples.feature_set(), fit, {"include": ["b"]}))


def test_a_set_of_which_nothing_fits_cannot_be_applied() -> None:
    shown = set_preview(samples.feature_set(), SetFit((), {"a": "by hand"}), {"include": ["a"]})
    assert "nothing would be left to learn from" in text(shown)
    assert by_id(shown, ids.SETS_APPLY).hidden is True


def test_a_set_that_changes_nothing_says_so() -> None:
    shown = set_preview(samples.feature_set(), SetFit(("a",), {}), {"include": ["a"]})
    assert "Nothing would change" in text(shown)


def test_each_suggestion_has_words_in_singular_and_plural() -> None:
    for key in TITLES:
        one, two = (Suggestion(key, names, dict.fromkeys(names, "")) for names in (("a",), ("a", STRANGE)))
        assert text(suggestions_body([one])).startswith("1 feature ")
        assert text(suggestions_body([two])).startswith("2 features ")
        assert STRANGE in text(suggestions_body([two]))


def test_suggestions_hand_the_browser_what_to_do() -> None:
    change = {"columns": ["b"], "step": "power", "method": "log1p"}
    found = [Suggestion("leaks", ("a",), {"a": "why"}), Suggestion("skewed", ("b",), transform=change)]
    assert suggested_data(found) == {
        "leaks": {"exclude": {"a": "why"}, "transform": None},
        "skewed": {"exclude": {}, "transform": change},
    }


def test_nothing_to_suggest_shows_no_card_and_all_followed_says_so() -> None:
    assert suggestions_card(()).hidden is True
    assert "Nothing left to suggest." in text(suggestions_body(()))
