"""SPLIT_NEEDS_TIME."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "SPLIT_NEEDS_TIME"


def test_the_proposal_judges_rows_in_time_on_later_rows() -> None:
    assert said(CODE, proposed(profiles.river()), profiles.river()) == ()


def test_a_split_by_time_needs_a_time_and_a_date_is_offered() -> None:
    config = proposed(profiles.river(), roles__time=None)
    finding = only(CODE, config, profiles.river())
    assert (finding.severity, finding.field) == ("error", "/roles/time")
    assert settled(finding, config, profiles.river()).roles.time == "day"


def test_without_a_date_plain_folds_are_offered() -> None:
    config = proposed(profiles.churn(), validation__strategy="time_sliding")
    finding = only(CODE, config, profiles.churn())
    assert settled(finding, config, profiles.churn()).validation.strategy == "stratified_kfold"


def test_random_folds_over_rows_in_time_are_a_warning() -> None:
    config = proposed(profiles.river(), validation__strategy="kfold")
    finding = only(CODE, config, profiles.river())
    assert (finding.severity, finding.field) == ("warning", "/validation/strategy")
    assert settled(finding, config, profiles.river()).validation.strategy == "time_expanding"
