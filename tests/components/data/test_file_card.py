"""How a file was read, in words."""

from hydroml.components.data.report import dialect_words, lines_in_words


def test_a_dialect_is_told_in_words() -> None:
    dialect = {"encoding": "utf-8", "delimiter": ";", "header": True, "decimal": ","}
    assert dialect_words(dialect) == "Semicolon, UTF-8, header in line 1, decimal comma"
    assert dialect_words({"delimiter": "~", "header": False}) == "'~' between values, no header"
    assert dialect_words({}) == ""


def test_lines_are_named_the_first_few_of_many() -> None:
    assert lines_in_words((412,), 1) == "Line 412"
    assert lines_in_words((118, 2040, 2041), 3) == "Lines 118, 2,040, 2,041"
    assert lines_in_words(tuple(range(1, 13)), 500).endswith("12 and 488 more")
    assert lines_in_words((), 5) == ""
