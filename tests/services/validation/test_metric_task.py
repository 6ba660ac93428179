"""METRIC_TASK."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "METRIC_TASK"


def test_the_proposed_metric_judges_the_task() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()


def test_a_metric_of_another_task_is_refused() -> None:
    config = proposed(profiles.churn(), metric="rmse")
    finding = only(CODE, config, profiles.churn())
    assert (finding.severity, finding.field) == ("error", "/metric")
    assert settled(finding, config, profiles.churn()).metric == "roc_auc"


def test_the_error_of_logarithms_needs_targets_of_zero_or_more() -> None:
    assert said(CODE, proposed(profiles.people(), metric="rmsle"), profiles.people()) == ()
    profile = profiles.profile(profiles.number("x"), profiles.number("y", min=-3.0), target="y")
    config = proposed(profile, metric="rmsle")
    assert settled(only(CODE, config, profile), config, profile).metric == "rmse"
