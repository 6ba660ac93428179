"""FEATURES_CONTAIN_TARGET."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "FEATURES_CONTAIN_TARGET"


def test_the_proposal_does_not_predict_the_target_from_itself() -> None:
    assert said(CODE, proposed(profiles.people()), profiles.people()) == ()


def test_the_target_among_the_features_is_refused() -> None:
    config = proposed(profiles.people(), features__include=("age", "weight"))
    finding = only(CODE, config, profiles.people())
    assert (finding.severity, finding.field) == ("error", "/features/include/1")
    assert settled(finding, config, profiles.people()).features.include == ("age",)
