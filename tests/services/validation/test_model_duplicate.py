"""MODEL_DUPLICATE."""

from hydroml.services.experiments import ModelChoice
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "MODEL_DUPLICATE"


def test_different_models_are_fine() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()


def test_the_second_of_a_kind_leaves_the_list() -> None:
    models = (ModelChoice(key="logistic"), ModelChoice(key="logistic", hyperparameters={"C": 0.5}))
    config = proposed(profiles.churn(), models=models)
    finding = only(CODE, config, profiles.churn())
    assert (finding.severity, finding.field) == ("error", "/models/1/key")
    assert settled(finding, config, profiles.churn()).models == models[:1]
