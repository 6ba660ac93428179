"""FEATURES_LEAK."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "FEATURES_LEAK"


def test_the_proposal_leaves_leaks_out() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()


def test_a_selected_leak_is_a_warning_with_the_way_out() -> None:
    config = proposed(profiles.churn(), features__include=("tenure", "cancel_reason"), features__exclude={})
    finding = only(CODE, config, profiles.churn())
    assert (finding.severity, finding.field) == ("warning", "/features/include/1")
    fixed = settled(finding, config, profiles.churn())
    assert fixed.features.exclude == {"cancel_reason": "gives the target away"}


def test_a_leak_of_another_target_does_not_matter() -> None:
    profile = profiles.aimed(profiles.churn(), "tenure")
    config = proposed(profiles.churn(), features__include=("cancel_reason",), features__exclude={})
    assert said(CODE, config, profile) == ()
