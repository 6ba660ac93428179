"""Every metric agrees with scikit-learn, or says why it has no value."""

from collections.abc import Callable

import numpy as np
import pytest
from sklearn import metrics as reference

from hydroml.services.errors import TrainingError
from hydroml.services.models import METRICS
from hydroml.services.training.metrics import Judged, other_scores, score

RNG = np.random.default_rng(5)
METRICS_BY_NAME = {str(name): spec for name, spec in METRICS.items()}
Reference = dict[str, Callable[[Judged], float]]


def value(name: str, judged: Judged) -> float:
    return score(METRICS_BY_NAME[name].name, judged)


def classes(n_classes: int, n: int = 80) -> Judged:
    actual = RNG.integers(0, n_classes, n)
    shares = RNG.dirichlet(np.ones(n_classes), n)
    shares[::7] = shares[0]
    return Judged(actual, shares.argmax(axis=1), shares)


def numbers(n: int = 60) -> Judged:
    actual = RNG.gamma(2.0, 3.0, n)
    return Judged(actual, np.abs(actual + RNG.normal(size=n)))


BINARY: Reference = {
    "roc_auc": lambda j: reference.roc_auc_score(j.actual, j.shares[:, 1]),
    "average_precision": lambda j: reference.average_precision_score(j.actual, j.shares[:, 1]),
    "log_loss": lambda j: reference.log_loss(j.actual, j.shares),
    "brier": lambda j: reference.brier_score_loss(j.actual, j.shares[:, 1]),
    "accuracy": lambda j: reference.accuracy_score(j.actual, j.predicted),
    "balanced_accuracy": lambda j: reference.balanced_accuracy_score(j.actual, j.predicted),
    "f1": lambda j: reference.f1_score(j.actual, j.predicted),
    "f1_macro": lambda j: reference.f1_score(j.actual, j.predicted, average="macro"),
    "mcc": lambda j: reference.matthews_corrcoef(j.actual, j.predicted),
}
MULTICLASS: Reference = {
    **{name: BINARY[name] for name in ("log_loss", "accuracy", "balanced_accuracy", "f1_macro", "mcc")},
    "roc_auc": lambda j: reference.roc_auc_score(j.actual, j.shares, multi_class="ovr"),
}
NUMBERS: Reference = {
    "rmse": lambda j: reference.root_mean_squared_error(j.actual, j.predicted),
    "mae": lambda j: reference.mean_absolute_error(j.actual, j.predicted),
    "medae": lambda j: reference.median_absolute_error(j.actual, j.predicted),
    "r2": lambda j: reference.r2_score(j.actual, j.predicted),
    "nse": lambda j: reference.r2_score(j.actual, j.predicted),
    "mape": lambda j: reference.mean_absolute_percentage_error(j.actual, j.predicted),
    "rmsle": lambda j: reference.root_mean_squared_log_error(j.actual, j.predicted),
}


@pytest.mark.parametrize("name", BINARY)
def test_two_classes_agree_with_scikit_learn(name: str) -> None:
    judged = classes(2)
    assert value(name, judged) == pytest.approx(BINARY[name](judged))


@pytest.mark.parametrize("name", MULTICLASS)
def test_several_classes_agree_with_scikit_learn(name: str) -> None:
    judged = classes(4)
    assert value(name, judged) == pytest.approx(MULTICLASS[name](judged))


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_agree_with_scikit_learn(name: str) -> None:
    judged = numbers()
    assert value(name, judged) == pytest.approx(NUMBERS[name](judged))


def test_every_metric_of_the_catalogue_can_be_computed() -> None:
    assert set(other_scores("binary", "coverage", classes(2))) == set(BINARY)
    assert set(other_scores("multiclass", "coverage", classes(3))) == set(MULTICLASS)
    assert set(other_scores("regression", "coverage", numbers())) == set(NUMBERS)
    assert set(BINARY) | set(MULTICLASS) | set(NUMBERS) == set(METRICS)


def test_a_class_missing_from_the_rows_is_left_out_of_the_mean() -> None:
    judged = classes(3)
    present = judged.actual != 2
    fewer = Judged(judged.actual[present], judged.predicted[present], judged.shares[present])
    assert 0 <= score("roc_auc", fewer) <= 1
    assert 0 <= score("balanced_accuracy", fewer) <= 1


@pytest.mark.parametrize("name", ["roc_auc", "average_precision"])
def test_one_class_alone_has_no_ranking(name: str) -> None:
    judged = Judged(np.zeros(5, dtype=int), np.zeros(5, dtype=int), np.full((5, 2), 0.5))
    with pytest.raises(TrainingError, match="rows that judge") as caught:
        value(name, judged)
    assert caught.value.code == "METRIC_UNDEFINED"


@pytest.mark.parametrize(
    ("name", "actual"),
    [("r2", [2.0, 2.0]), ("nse", [2.0, 2.0]), ("mape", [0.0, 1.0]), ("rmsle", [-1.0, 1.0])],
)
def test_numbers_without_a_score_say_why_and_are_left_out_of_the_others(
    name: str, actual: list[float]
) -> None:
    judged = Judged(np.asarray(actual), np.ones(2))
    with pytest.raises(TrainingError, match="not defined"):
        value(name, judged)
    assert name not in other_scores("regression", "rmse", judged)


def test_a_certain_mistake_costs_much_but_not_without_end() -> None:
    judged = Judged(np.array([1]), np.array([0]), np.array([[1.0, 0.0]]))
    assert score("log_loss", judged) == pytest.approx(36.04, abs=0.01)
