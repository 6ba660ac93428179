"""DATA_IDENTIFIER."""

from hydroml.services.profile import ColumnProfile
from hydroml.services.profile.findings.findings_target import concerns
from hydroml.tests.services.profile.findings.conftest import STRANGE_NAME, fixed, only, told
from hydroml.tests.support import profiles

CODE = "DATA_IDENTIFIER"


def test_a_column_that_names_rows_can_be_left_out(other: ColumnProfile) -> None:
    column = profiles.odd(STRANGE_NAME, "identifier", 1000)
    finding = only(told(CODE, column))
    assert (finding.severity, finding.evidence) == ("warning", {"n_distinct": 1000})
    assert fixed(finding, column, other).features.exclude == {STRANGE_NAME: "identifier"}


def test_whoever_predicts_it_is_not_told_to_leave_it_out() -> None:
    assert not concerns(only(told(CODE, profiles.odd("id", "identifier", 1000))), "id")


def test_amounts_are_passed_over() -> None:
    assert told(CODE, profiles.number("x", kind="integer")) == []
