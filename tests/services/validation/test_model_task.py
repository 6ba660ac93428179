"""MODEL_TASK."""

from hydroml.services.experiments import ModelChoice
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "MODEL_TASK"


def test_recommended_models_can_do_the_task() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()


def test_a_model_of_another_task_leaves_the_list() -> None:
    models = (ModelChoice(key="logistic"), ModelChoice(key="ridge"))
    config = proposed(profiles.churn(), models=models)
    finding = only(CODE, config, profiles.churn())
    assert (finding.severity, finding.field) == ("error", "/models/1/key")
    assert settled(finding, config, profiles.churn()).models == models[:1]


def test_the_only_model_is_replaced() -> None:
    config = proposed(profiles.churn(), models=(ModelChoice(key="ridge"),))
    fixed = settled(only(CODE, config, profiles.churn()), config, profiles.churn())
    assert [one.key for one in fixed.models] == ["lightgbm_vote"]
