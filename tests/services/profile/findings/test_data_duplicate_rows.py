"""DATA_DUPLICATE_ROWS."""

import pytest

from hydroml.tests.services.profile.findings.conftest import only, told
from hydroml.tests.support import profiles

CODE = "DATA_DUPLICATE_ROWS"


@pytest.mark.parametrize(("n", "severity"), [(1, "info"), (10, "info"), (11, "warning"), (400, "warning")])
def test_many_equal_rows_may_mislead(n: int, severity: str) -> None:
    finding = only(told(CODE, profiles.number("x"), n_duplicate_rows=n))
    assert (finding.severity, finding.field) == (severity, "")
    assert finding.evidence == {"n_duplicates": n, "share": n / 1000}


def test_one_equal_row_is_told_in_the_singular() -> None:
    assert only(told(CODE, n_duplicate_rows=1)).message.startswith("1 row (0.1%) is equal to an earlier one")


@pytest.mark.parametrize("n", [0, None])
def test_none_and_not_looked_for_are_passed_over(n: int | None) -> None:
    assert told(CODE, profiles.number("x"), n_duplicate_rows=n) == []


def test_no_setting_leaves_rows_out_so_there_is_no_fix() -> None:
    assert only(told(CODE, n_duplicate_rows=50)).fix is None
