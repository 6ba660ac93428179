"""DATA_MISSING."""

import pytest

from hydroml.services.profile import ColumnProfile
from hydroml.tests.services.profile.findings.conftest import ROWS, STRANGE_NAME, fixed, only, told
from hydroml.tests.support import profiles

CODE = "DATA_MISSING"


def test_a_full_column_is_passed_over() -> None:
    assert told(CODE, profiles.number("x")) == []


@pytest.mark.parametrize(("n", "severity"), [(1, "info"), (200, "info"), (201, "warning"), (900, "warning")])
def test_many_missing_values_may_mislead(n: int, severity: str) -> None:
    finding = only(told(CODE, profiles.number("x", n_missing=n)))
    assert (finding.severity, finding.evidence["n_missing"]) == (severity, n)
    assert finding.evidence["share"] == n / ROWS


def test_one_missing_row_is_told_in_the_singular() -> None:
    assert "in 1 row (" in only(told(CODE, profiles.number("x", n_missing=1))).message


def test_leaving_out_is_offered_only_where_most_is_missing(other: ColumnProfile) -> None:
    assert only(told(CODE, profiles.number("x", n_missing=500))).fix is None
    column = profiles.number(STRANGE_NAME, n_missing=501)
    config = fixed(only(told(CODE, column)), column, other)
    assert config.features.include == ("height",)
    assert config.features.exclude == {STRANGE_NAME: "missing in 50% of the rows"}
