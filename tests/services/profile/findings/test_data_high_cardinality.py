"""DATA_HIGH_CARDINALITY."""

from hydroml.tests.services.profile.findings.conftest import only, told
from hydroml.tests.support import profiles

CODE = "DATA_HIGH_CARDINALITY"


def test_more_than_fifty_labels_are_noted() -> None:
    finding = only(told(CODE, profiles.odd("town", "categorical", 51)))
    assert (finding.severity, finding.evidence) == ("info", {"n_distinct": 51})


def test_fifty_labels_and_columns_of_other_kinds_are_passed_over() -> None:
    assert told(CODE, profiles.odd("town", "categorical", 50), profiles.odd("day", "datetime", 900)) == []
