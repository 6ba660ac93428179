"""TARGET_MISSING_COLUMN."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "TARGET_MISSING_COLUMN"


def test_a_column_of_the_table_is_a_target() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()


def test_another_name_is_refused_and_a_close_one_offered() -> None:
    config = proposed(profiles.churn(), target="chrun")
    finding = only(CODE, config, profiles.churn())
    assert (finding.severity, finding.field) == ("error", "/target")
    assert settled(finding, config, profiles.churn()).target == "churn"


def test_nothing_is_offered_when_nothing_is_close() -> None:
    config = proposed(profiles.churn(), target="q" * 5000)
    assert only(CODE, config, profiles.churn()).fix is None
