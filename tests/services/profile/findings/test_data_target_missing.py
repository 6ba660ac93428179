"""DATA_TARGET_MISSING."""

import pytest

from hydroml.services.findings import Finding
from hydroml.services.profile import TargetProfile
from hydroml.services.profile.findings.findings_target import of_target
from hydroml.tests.services.profile.findings.conftest import only

CODE = "DATA_TARGET_MISSING"


def found(n_missing: int) -> list[Finding]:
    target = TargetProfile("y", "regression", "", n_missing=n_missing)
    return [one for one in of_target(target, 500, {}) if one.code == CODE]


@pytest.mark.parametrize(("n", "words"), [(1, "1 row has no 'y'"), (2067, "2,067 rows have no 'y'")])
def test_rows_without_a_target_are_counted(n: int, words: str) -> None:
    finding = only(found(n))
    assert (finding.severity, finding.evidence) == ("info", {"n_missing": n})
    assert words in finding.message


def test_a_full_target_is_passed_over() -> None:
    assert found(0) == []
