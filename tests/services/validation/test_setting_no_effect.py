"""SETTING_NO_EFFECT."""

from typing import Any

import pytest

from hydroml.services.experiments import ModelChoice
from hydroml.services.experiments.config import Range, Transform
from hydroml.services.profile import Profile
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "SETTING_NO_EFFECT"
UNUSED = {"bootstrap": False, "max_samples": 0.5}
SPACE = {"logistic": {"C": Range(low=1, high=2)}}


@pytest.mark.parametrize("profile", [profiles.churn(), profiles.people(), profiles.river()])
def test_everything_proposed_has_an_effect(profile: Profile) -> None:
    assert said(CODE, proposed(profile), profile) == ()


@pytest.mark.parametrize(
    ("profile", "changes", "field"),
    [
        (profiles.people(), {"validation__gap": 3}, "/validation/gap"),
        (profiles.people(), {"validation__horizon": 3}, "/validation/horizon"),
        (profiles.people(), {"validation__column": "age"}, "/validation/column"),
        (profiles.river(), {"validation__repeats": 3}, "/validation/repeats"),
        (profiles.people(), {"imbalance__threshold__method": "prior"}, "/imbalance/threshold/method"),
        (profiles.people(), {"imbalance__class_weight": "balanced"}, "/imbalance/class_weight"),
        (
            profiles.people(),
            {"search__space": SPACE},
            "/search/space/logistic",
        ),
        (profiles.people(), {"kinds": {"a/b": "text"}}, "/kinds/a~1b"),
        (profiles.people(), {"missing_values": {"a/b": ("?",)}}, "/missing_values/a~1b"),
        (
            profiles.people(),
            {"features__transforms": (Transform(columns=("gone",), step="impute"),)},
            "/features/transforms/0",
        ),
        (
            profiles.people(),
            {"features__transforms": (Transform(columns=("gone", "age"), step="impute"),)},
            "/features/transforms/0",
        ),
        (
            profiles.people(),
            {"features__transforms": (Transform(columns=("age",), step="impute", parts=("year",)),)},
            "/features/transforms/0/parts",
        ),
        (profiles.people(), {"features__exclude": {"a/b": "no", "c": "no"}}, "/features/exclude/a~1b"),
        (profiles.people(), {"roles__ignore": ("age/2",)}, "/roles/ignore/0"),
        (
            profiles.churn(),
            {"imbalance__threshold__false_negative": 3.0},
            "/imbalance/threshold/false_negative",
        ),
        (profiles.churn(), {"validation__strategy": "repeated_kfold"}, "/validation/repeats"),
        (
            profiles.people(),
            {"models": (ModelChoice(key="random_forest", hyperparameters=UNUSED),)},
            "/models/0/hyperparameters/max_samples",
        ),
    ],
)
def test_what_does_nothing_is_told_and_can_be_reset(
    profile: Profile, changes: dict[str, Any], field: str
) -> None:
    config = proposed(profile, **changes)
    finding = only(CODE, config, profile)
    assert (finding.severity, finding.field) == ("warning", field)
    settled(finding, config, profile)


def test_models_that_cannot_weigh_classes_are_named() -> None:
    models = (ModelChoice(key="logistic"), ModelChoice(key="lightgbm_vote"), ModelChoice(key="dummy"))
    config = proposed(profiles.churn(), models=models, imbalance__class_weight="balanced")
    finding = only(CODE, config, profiles.churn())
    assert "Logistic" not in finding.message
