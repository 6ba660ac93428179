"""SPLIT_NEEDS_GROUP."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "SPLIT_NEEDS_GROUP"


def test_a_split_by_time_may_share_groups() -> None:
    assert said(CODE, proposed(profiles.river()), profiles.river()) == ()


def test_a_split_by_group_needs_a_group() -> None:
    config = proposed(profiles.people(), validation__strategy="group_kfold")
    finding = only(CODE, config, profiles.people())
    assert (finding.severity, finding.field) == ("error", "/roles/group")
    assert settled(finding, config, profiles.people()).validation.strategy == "kfold"


def test_folds_that_share_groups_are_a_warning() -> None:
    config = proposed(profiles.river(), validation__strategy="kfold")
    finding = only(CODE, config, profiles.river())
    assert finding.severity == "warning"
    assert settled(finding, config, profiles.river()).validation.strategy == "group_kfold"
    config = proposed(profiles.churn(), roles__group="contract")
    finding = only(CODE, config, profiles.churn())
    assert settled(finding, config, profiles.churn()).validation.strategy == "stratified_group_kfold"
