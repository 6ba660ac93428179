"""FEATURES_UNKNOWN."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "FEATURES_UNKNOWN"


def test_columns_of_the_table_are_known() -> None:
    assert said(CODE, proposed(profiles.people()), profiles.people()) == ()


def test_other_names_are_refused_and_taken_out_at_once() -> None:
    config = proposed(profiles.people(), features__include=("<b>x</b>", "age", "a/b~c", "income"))
    finding = only(CODE, config, profiles.people())
    assert (finding.severity, finding.field) == ("error", "/features/include/0")
    assert finding.evidence["columns"] == ["<b>x</b>", "a/b~c"]
    assert settled(finding, config, profiles.people()).features.include == ("age", "income")
