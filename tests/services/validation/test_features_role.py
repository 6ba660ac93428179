"""FEATURES_ROLE."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "FEATURES_ROLE"


def test_the_proposal_keeps_roles_and_features_apart() -> None:
    assert said(CODE, proposed(profiles.river()), profiles.river()) == ()


def test_a_group_or_a_column_set_aside_is_no_feature() -> None:
    config = proposed(profiles.river(), features__include=("rain", "station_id"), features__exclude={})
    finding = only(CODE, config, profiles.river())
    assert finding.severity == "warning"
    assert settled(finding, config, profiles.river()).features.include == ("rain",)
    config = proposed(profiles.people(), roles__ignore=("age",))
    finding = only(CODE, config, profiles.people())
    assert settled(finding, config, profiles.people()).features.exclude == {"age": "set aside"}


def test_a_time_column_may_be_a_feature() -> None:
    config = proposed(profiles.river())
    assert "day" in config.features.include
    assert said(CODE, config, profiles.river()) == ()
