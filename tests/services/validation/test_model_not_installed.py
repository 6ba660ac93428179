"""MODEL_NOT_INSTALLED."""

from typing import Any

import pytest

from hydroml.services.experiments import ModelChoice
from hydroml.services.models import CATALOGUE, packages
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "MODEL_NOT_INSTALLED"
OPTIONAL = [key for key, one in CATALOGUE.items() if one.package]


def found(monkeypatch: pytest.MonkeyPatch, *, is_there: bool) -> None:
    def find(name: str) -> object:
        return object() if is_there else None

    monkeypatch.setattr(packages, "find_spec", find)


def test_xgboost_and_catboost_are_the_optional_models() -> None:
    assert OPTIONAL == ["xgboost", "catboost"]


@pytest.mark.parametrize("key", OPTIONAL)
def test_a_model_without_its_package_is_refused_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch, key: Any
) -> None:
    found(monkeypatch, is_there=False)
    config = proposed(profiles.churn(), models=(ModelChoice(key="logistic"), ModelChoice(key=key)))
    finding = only(CODE, config, profiles.churn())
    assert (finding.severity, finding.field) == ("error", "/models/1/key")
    assert "pip install 'hydroml[boost]'" in finding.message and f"'{key}'" in finding.message
    assert [one.key for one in settled(finding, config, profiles.churn()).models] == ["logistic"]


def test_the_only_model_is_replaced_by_one_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, is_there=False)
    config = proposed(profiles.people(), models=(ModelChoice(key="catboost"),))
    fixed = settled(only(CODE, config, profiles.people()), config, profiles.people())
    assert [one.key for one in fixed.models] == ["lightgbm_vote"]


@pytest.mark.parametrize("key", OPTIONAL)
def test_with_its_package_nothing_is_said(monkeypatch: pytest.MonkeyPatch, key: Any) -> None:
    found(monkeypatch, is_there=True)
    config = proposed(profiles.churn(), models=(ModelChoice(key=key),))
    assert said(CODE, config, profiles.churn()) == ()


def test_models_without_a_package_of_their_own_are_never_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, is_there=False)
    config = proposed(profiles.churn(), models=(ModelChoice(key="logistic"), ModelChoice(key="lightgbm")))
    assert said(CODE, config, profiles.churn()) == ()
