"""DATA_MIXED_TYPES."""

import pytest

from hydroml.services.profile import ColumnProfile
from hydroml.services.vocabulary import ColumnKind
from hydroml.tests.services.profile.findings.conftest import STRANGE_NAME, fixed, only, told

CODE = "DATA_MIXED_TYPES"


def column(kind: ColumnKind = "categorical", name: str = "x", **stats: float) -> ColumnProfile:
    return ColumnProfile(name, kind, 0, 400, stats=stats)


def test_a_few_words_among_numbers_are_a_warning_with_their_number() -> None:
    finding = only(told(CODE, column(number_share=0.97)))
    assert (finding.severity, finding.evidence["n_other"]) == ("warning", 30)
    assert "30 cells of it spell no number, as 97.0% do" in finding.message


@pytest.mark.parametrize("share", [0.0, 0.49, 1.0])
def test_few_numbers_or_nothing_else_are_no_mixture(share: float) -> None:
    assert told(CODE, column(number_share=share)) == []


def test_a_share_that_rounds_to_none_still_names_one_cell() -> None:
    assert only(told(CODE, column(number_share=0.9999))).evidence["n_other"] == 1


@pytest.mark.parametrize("share", ["number", "date"])
def test_the_fix_takes_the_column_as_what_most_cells_are(share: str, other: ColumnProfile) -> None:
    mixed = column("text", STRANGE_NAME, **{f"{share}_share": 0.9})
    config = fixed(only(told(CODE, mixed)), mixed, other)
    assert config.kinds == {STRANGE_NAME: "numeric" if share == "number" else "datetime"}
    assert STRANGE_NAME in config.features.include


def test_a_column_whose_cells_were_not_looked_at_is_passed_over() -> None:
    assert told(CODE, column()) == []
