"""THRESHOLD_COSTS."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "THRESHOLD_COSTS"


def test_without_costs_nothing_is_asked() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()


def test_a_threshold_by_cost_needs_both() -> None:
    config = proposed(
        profiles.churn(),
        imbalance__threshold__method="cost",
        imbalance__threshold__false_negative=5.0,
    )
    finding = only(CODE, config, profiles.churn())
    assert finding.severity == "error"
    threshold = settled(finding, config, profiles.churn()).imbalance.threshold
    assert (threshold.false_negative, threshold.false_positive) == (5.0, 1.0)
