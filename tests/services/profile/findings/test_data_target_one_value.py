"""DATA_TARGET_ONE_VALUE."""

import pytest

from hydroml.services.profile import TargetProfile
from hydroml.services.profile.findings.findings_target import of_target
from hydroml.tests.services.profile.findings.conftest import only

CODE = "DATA_TARGET_ONE_VALUE"
TARGET = TargetProfile("y", "binary", "")


@pytest.mark.parametrize(("n_distinct", "words"), [(0, "is empty"), (1, "has only one value")])
def test_nothing_to_predict_is_an_error(n_distinct: int, words: str) -> None:
    finding = only([one for one in of_target(TARGET, n_distinct, {}) if one.code == CODE])
    assert (finding.severity, finding.field) == ("error", "y")
    assert words in finding.message


def test_two_values_can_be_predicted() -> None:
    assert [one for one in of_target(TARGET, 2, {}) if one.severity == "error"] == []
