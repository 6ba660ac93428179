"""NOT_YET_SUPPORTED."""

from importlib.util import find_spec
from typing import Any, get_args

import pytest

from hydroml.services.experiments import ModelChoice
from hydroml.services.experiments.config import Transform
from hydroml.services.features import METHODS
from hydroml.services.models import CATALOGUE, METRICS
from hydroml.services.vocabulary import Metric, ModelKey, Sampler, TransformStep
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "NOT_YET_SUPPORTED"


def test_the_proposal_runs() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()


@pytest.mark.parametrize("key", sorted(set(get_args(ModelKey)) - set(CATALOGUE)))
def test_models_that_are_only_names_so_far_are_refused(key: Any) -> None:
    config = proposed(profiles.churn(), models=(ModelChoice(key="logistic"), ModelChoice(key=key)))
    finding = only(CODE, config, profiles.churn())
    assert finding.severity == "error"
    assert [one.key for one in settled(finding, config, profiles.churn()).models] == ["logistic"]
    alone = proposed(profiles.churn(), models=(ModelChoice(key=key),))
    settled(only(CODE, alone, profiles.churn()), alone, profiles.churn())


@pytest.mark.parametrize("metric", sorted(set(get_args(Metric)) - set(METRICS)))
def test_metrics_likewise(metric: Any) -> None:
    config = proposed(profiles.people(), metric=metric)
    settled(only(CODE, config, profiles.people()), config, profiles.people())


@pytest.mark.parametrize("step", sorted(set(get_args(TransformStep)) - set(METHODS)))
def test_transformations_likewise(step: Any) -> None:
    transform = Transform(columns=("age",), step=step)
    config = proposed(profiles.people(), features__transforms=(transform,))
    assert settled(only(CODE, config, profiles.people()), config, profiles.people()).features.transforms == ()


def test_a_method_that_a_step_does_not_have_is_refused() -> None:
    transform = Transform(columns=("age",), step="impute", method="magic")
    config = proposed(profiles.people(), features__transforms=(transform,))
    settled(only(CODE, config, profiles.people()), config, profiles.people())


def test_the_threshold_by_f1_is_refused() -> None:
    config = proposed(profiles.churn(), imbalance__threshold__method="f1")
    settled(only(CODE, config, profiles.churn()), config, profiles.churn())


@pytest.mark.parametrize("sampler", get_args(Sampler))
def test_a_sampler_needs_its_package(sampler: Any) -> None:
    config = proposed(profiles.churn(), search__enabled=True, search__sampler=sampler)
    package = {"gp": "torch"}.get(sampler)
    is_missing = package is not None and find_spec(package) is None
    assert bool(said(CODE, config, profiles.churn())) is is_missing
    if is_missing:
        settled(only(CODE, config, profiles.churn()), config, profiles.churn())


def test_what_forecasting_does_today_is_said() -> None:
    config = proposed(profiles.river(), task="forecasting")
    finding = only(CODE, config, profiles.river())
    assert (finding.severity, finding.fix) == ("warning", None)
