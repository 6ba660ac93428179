"""DATA_CONSTANT."""

from hydroml.services.profile import ColumnProfile
from hydroml.services.profile.findings.findings_target import concerns
from hydroml.tests.services.profile.findings.conftest import STRANGE_NAME, fixed, only, told
from hydroml.tests.support import profiles

CODE = "DATA_CONSTANT"


def test_a_column_in_which_nothing_varies_can_be_left_out(other: ColumnProfile) -> None:
    column = profiles.odd(STRANGE_NAME, "constant", 1)
    finding = only(told(CODE, column))
    assert finding.severity == "warning"
    assert "the same value in every row" in finding.message
    assert fixed(finding, column, other).features.exclude == {STRANGE_NAME: "constant"}


def test_an_empty_column_is_told_apart() -> None:
    assert "is empty" in only(told(CODE, profiles.odd("x", "constant", 0))).message


def test_a_constant_target_is_told_as_a_target() -> None:
    assert not concerns(only(told(CODE, profiles.odd("x", "constant", 1))), "x")
