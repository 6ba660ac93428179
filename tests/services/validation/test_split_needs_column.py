"""SPLIT_NEEDS_COLUMN."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "SPLIT_NEEDS_COLUMN"


def test_a_predefined_split_names_its_column() -> None:
    config = proposed(profiles.people(), validation__strategy="predefined", validation__column="age")
    assert said(CODE, config, profiles.people()) == ()


def test_without_one_plain_folds_are_offered() -> None:
    config = proposed(profiles.people(), validation__strategy="predefined", validation__column="gone")
    finding = only(CODE, config, profiles.people())
    assert (finding.severity, finding.field) == ("error", "/validation/column")
    assert settled(finding, config, profiles.people()).validation.strategy == "kfold"
