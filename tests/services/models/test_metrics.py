"""Each metric says its direction, what it needs and when to use it, and is computed by name."""

import pytest

from hydroml.services.models import METRICS, metrics_for
from hydroml.services.vocabulary import Task


def test_every_metric_explains_itself() -> None:
    for name, one in METRICS.items():
        assert one.name == name
        assert one.label and one.meaning.endswith(".") and one.tasks


@pytest.mark.parametrize(
    ("task", "first"),
    [("binary", "roc_auc"), ("multiclass", "roc_auc"), ("regression", "rmse"), ("forecasting", "rmse")],
)
def test_the_usual_choice_comes_first(task: Task, first: str) -> None:
    assert metrics_for(task)[0].name == first


def test_hydrologists_find_their_efficiency() -> None:
    assert METRICS["nse"].direction == "maximize"
    assert "regression" in METRICS["nse"].tasks


def test_errors_are_minimised_and_scores_maximised() -> None:
    down = {name for name, one in METRICS.items() if one.direction == "minimize"}
    assert down == {"log_loss", "brier", "rmse", "mae", "medae", "mape", "rmsle"}
