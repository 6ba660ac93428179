"""DATA_FEW_ROWS: of the table, and of a class."""

import pytest

from hydroml.services.profile import TargetProfile
from hydroml.services.profile.findings.findings_target import of_target
from hydroml.tests.services.profile.findings.conftest import only, told
from hydroml.tests.support import profiles

CODE = "DATA_FEW_ROWS"


@pytest.mark.parametrize(("n", "severity"), [(199, "info"), (50, "info"), (49, "warning"), (1, "warning")])
def test_a_small_table_is_told_with_its_rows(n: int, severity: str) -> None:
    finding = only(told(CODE, profiles.number("x"), n_rows=n))
    assert (finding.severity, finding.field, finding.evidence) == (severity, "", {"n_rows": n})


def test_two_hundred_rows_are_enough() -> None:
    assert told(CODE, profiles.number("x"), n_rows=200) == []


def test_classes_with_fewer_than_ten_rows_are_named() -> None:
    target = TargetProfile("y", "multiclass", "", balance={"a": 90, "b": 10, "c": 9, "d": 1})
    finding = only([one for one in of_target(target, 4, {}) if one.code == CODE])
    assert (finding.severity, finding.field) == ("warning", "y")
    assert finding.evidence == {"classes": {"c": 9, "d": 1}}
    assert "2 classes of 'y' have fewer than 10 rows: 'c' (9), 'd' (1)." in finding.message
