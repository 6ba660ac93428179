"""Texts of strangers become plain values or a refusal that names the place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hydroml.services.errors import InvalidInputError
from hydroml.services.experiments import read_document, write_yaml

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_is_written_is_read_back_equal(value: dict[str, object]) -> None:
    assert read_document(write_yaml(value)) == value


@pytest.mark.parametrize("text", ["no", "007", "2020-01-01", "1_000", "12:30", "0x1F", "on", "1e", "~x"])
def test_words_that_other_readers_turn_into_something_else_stay_text(text: str) -> None:
    assert read_document(f"a: [{text}]") == {"a": [text]}


def test_numbers_and_truth_are_what_json_says() -> None:
    read = read_document("a: [1, -2.5, 1e-3, true, null, ~]")
    assert read == {"a": [1, -2.5, 0.001, True, None, None]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [1]\nb: *x", "DOCUMENT_UNSAFE"),
        ("a: !!python/object/apply:os.system ['true']", "DOCUMENT_UNSAFE"),
        ("a: !custom 1", "DOCUMENT_UNSAFE"),
        ("a: 1\na: 2", "DOCUMENT_UNSAFE"),
        ('{"a": 1, "a": 2}', "DOCUMENT_UNSAFE"),
        ("a: 1\n---\nb: 2", "DOCUMENT_UNSAFE"),
        ("[a, b]: 1", "DOCUMENT_UNSAFE"),
        ("[" * 30 + "]" * 30, "DOCUMENT_TOO_DEEP"),
        ('{"a": ' * 5000 + "1" + "}" * 5000, "DOCUMENT_TOO_DEEP"),
        ("a: [1", "DOCUMENT_MALFORMED"),
        ("a: 'b", "DOCUMENT_MALFORMED"),
        ("a: \x00", "DOCUMENT_MALFORMED"),
        ('{"a": NaN}', "DOCUMENT_MALFORMED"),
        ("a: " + "9" * 5000, "DOCUMENT_MALFORMED"),
        ("a" * 1_000_001, "DOCUMENT_TOO_LARGE"),
    ],
)
def test_what_is_not_plain_is_refused_by_code(text: str, code: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read_document(text)
    assert refusal.value.code == code


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(InvalidInputError, match="line 2"):
        read_document("a: 1\nb: @x\nc: 3")


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    with pytest.raises(InvalidInputError) as refusal:
        read_document("\n".join(lines))
    assert refusal.value.code == "DOCUMENT_UNSAFE"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_document(text)
    except InvalidInputError as refusal:
        assert refusal.message
