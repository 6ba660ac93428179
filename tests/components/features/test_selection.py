"""Including, leaving out and counting features."""

from hydroml.components.features.selection import changed, include, leave_out, summary

FEATURES = {"include": ["a", "c"], "exclude": {"b": "identifier"}, "transforms": []}


def test_including_puts_columns_back_in_the_order_of_the_table() -> None:
    assert include(FEATURES, ["b"], ["a", "b", "c"]) == {
        "include": ["a", "b", "c"],
        "exclude": {},
        "transforms": [],
    }


def test_leaving_out_keeps_the_reason_of_each() -> None:
    after = leave_out(FEATURES, {"<b>x</b>": "constant", "a": "correlated 0.99 with c"})
    assert after["include"] == ["c"]
    assert after["exclude"] == {"b": "identifier", "<b>x</b>": "constant", "a": "correlated 0.99 with c"}
    assert changed(FEATURES, after) == 1


def test_the_sentence_counts_and_says_what_to_do() -> None:
    assert summary(66, 73) == (
        "66 of 73 columns will be learned from. 7 are out; each says why and can come back with one click."
    )
    assert summary(0, 3).endswith("a model needs something to learn from.")
    assert summary(1, 1) == "1 of 1 column will be learned from."
