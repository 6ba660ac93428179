"""TOO_FEW_ROWS."""

from hydroml.tests.services.validation.conftest import only, proposed, said
from hydroml.tests.support import profiles

CODE = "TOO_FEW_ROWS"


def test_ten_rows_with_a_target_are_enough_to_try() -> None:
    profile = profiles.people(n_rows=10)
    assert said(CODE, proposed(profile), profile) == ()


def test_fewer_are_refused_counting_only_rows_with_a_target() -> None:
    columns = (profiles.number("age"), profiles.number("weight", n_missing=991))
    profile = profiles.profile(*columns, target="weight")
    finding = only(CODE, proposed(profile), profile)
    assert (finding.severity, finding.evidence["n_rows"]) == ("error", 9)
    assert "9 rows" in finding.message
