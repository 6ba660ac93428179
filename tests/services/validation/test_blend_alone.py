"""BLEND_ALONE."""

from hydroml.services.experiments import ModelChoice
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "BLEND_ALONE"
BLEND = ModelChoice(key="blend")


def test_an_average_of_two_models_is_fine() -> None:
    models = (ModelChoice(key="logistic"), ModelChoice(key="random_forest"), BLEND)
    assert said(CODE, proposed(profiles.churn(), models=models), profiles.churn()) == ()


def test_an_average_of_one_model_and_the_baseline_leaves_the_list() -> None:
    models = (ModelChoice(key="dummy"), ModelChoice(key="logistic"), BLEND)
    config = proposed(profiles.churn(), models=models)
    finding = only(CODE, config, profiles.churn())
    assert (finding.severity, finding.field) == ("error", "/models/2/key")
    assert "there is only Logistic regression" in finding.message
    assert settled(finding, config, profiles.churn()).models == models[:2]


def test_an_average_of_nothing_becomes_a_model() -> None:
    config = proposed(profiles.churn(), models=(BLEND,))
    finding = only(CODE, config, profiles.churn())
    assert [one.key for one in settled(finding, config, profiles.churn()).models] == ["lightgbm_vote"]
