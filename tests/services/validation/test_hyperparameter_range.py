"""HYPERPARAMETER_RANGE."""

from typing import Any

import pytest

from hydroml.services.experiments import ModelChoice
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "HYPERPARAMETER_RANGE"


def test_tuned_defaults_and_allowed_values_are_fine() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()
    config = proposed(profiles.churn(), models=(ModelChoice(key="logistic", hyperparameters={"C": 0.5}),))
    assert said(CODE, config, profiles.churn()) == ()


@pytest.mark.parametrize(("name", "value"), [("C", -1.0), ("C", "strong"), ("a/b~c", 1), ("C", True)])
def test_anything_else_is_refused_and_goes_back_to_the_default(name: str, value: Any) -> None:
    models = (ModelChoice(key="logistic", hyperparameters={name: value}),)
    config = proposed(profiles.churn(), models=models)
    finding = only(CODE, config, profiles.churn())
    assert finding.severity == "error"
    assert finding.field.startswith("/models/0/hyperparameters/")
    assert settled(finding, config, profiles.churn()).models[0].hyperparameters == {}
