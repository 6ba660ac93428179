"""DATA_DUPLICATE_COLUMN."""

import numpy as np
import polars as pl
import pytest

from hydroml.services.profile import ColumnProfile
from hydroml.services.profile.column.columns import describe
from hydroml.services.profile.findings.duplicates import find
from hydroml.services.profile.findings.findings_target import concerns
from hydroml.services.vocabulary import ColumnKind
from hydroml.tests.services.profile.findings.conftest import fixed, only, told
from hydroml.tests.support import profiles

CODE = "DATA_DUPLICATE_COLUMN"


@pytest.mark.parametrize(
    ("relation", "words"), [("equal", "the same values as"), ("one_to_one", "for each value")]
)
def test_the_later_column_names_the_earlier_and_can_be_left_out(
    relation: str, words: str, other: ColumnProfile
) -> None:
    columns = profiles.number("first"), profiles.number("second")
    finding = only(told(CODE, *columns, duplicates={"second": ("first", relation)}))
    assert (finding.severity, finding.field) == ("warning", "second")
    assert finding.evidence == {"column": "first", "relation": relation}
    assert words in finding.message
    assert fixed(finding, *columns, other).features.exclude == {"second": "says the same as first"}


def test_a_copy_of_the_target_is_told_as_a_leak_instead() -> None:
    finding = only(told(CODE, profiles.number("second"), duplicates={"second": ("first", "equal")}))
    assert not concerns(finding, "first")
    assert not concerns(finding, "second")
    assert concerns(finding, "third")


def repeated(kind: ColumnKind, **values: pl.Series) -> dict[str, tuple[str, str]]:
    return find(values, [describe(name, kind, column) for name, column in values.items()])


def test_labels_in_other_words_are_found_and_numbers_that_never_repeat_are_not() -> None:
    rng = np.random.default_rng(1)
    grade = rng.integers(0, 5, 300)
    words = {"grade": pl.Series([f"g{i}" for i in grade]), "word": pl.Series([f"w{9 - i}" for i in grade])}
    assert repeated("categorical", **words) == {"word": ("grade", "one_to_one")}
    numbers = {"a": pl.Series(rng.normal(size=300)), "b": pl.Series(rng.normal(size=300))}
    assert repeated("numeric", **numbers) == {}
    assert repeated("numeric", **numbers, c=numbers["a"]) == {"c": ("a", "equal")}
