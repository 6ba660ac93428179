"""FEATURES_TWICE."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "FEATURES_TWICE"


def test_each_once_is_fine() -> None:
    assert said(CODE, proposed(profiles.people()), profiles.people()) == ()


def test_a_column_selected_twice_is_refused() -> None:
    config = proposed(profiles.people(), features__include=("age", "income", "age"))
    finding = only(CODE, config, profiles.people())
    assert (finding.severity, finding.field) == ("error", "/features/include/2")
    assert settled(finding, config, profiles.people()).features.include == ("age", "income")


def test_a_column_both_selected_and_left_out_is_refused() -> None:
    config = proposed(profiles.people(), features__exclude={"age": "mine"})
    finding = only(CODE, config, profiles.people())
    assert settled(finding, config, profiles.people()).features.include == ("income",)
