"""FEATURES_NONE."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "FEATURES_NONE"


def test_with_a_feature_there_is_something_to_learn_from() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()


def test_without_features_nothing_runs_and_the_usable_ones_are_offered() -> None:
    config = proposed(profiles.churn(), features__include=(), features__exclude={"tenure": "mine"})
    finding = only(CODE, config, profiles.churn())
    assert (finding.severity, finding.field) == ("error", "/features/include")
    fixed = settled(finding, config, profiles.churn())
    assert fixed.features == proposed(profiles.churn()).features


def test_when_no_column_is_usable_all_others_are_offered() -> None:
    profile = profiles.profile(profiles.odd("id", "identifier", 1000), profiles.number("y"), target="y")
    config = proposed(profile)
    assert settled(only(CODE, config, profile), config, profile).features.include == ("id",)


def test_a_table_with_only_a_target_has_nothing_to_offer() -> None:
    profile = profiles.profile(profiles.number("y"), target="y")
    assert only(CODE, proposed(profile), profile).fix is None
