"""DATA_SKEW."""

from dataclasses import replace

import pytest

from hydroml.services.vocabulary import ColumnKind
from hydroml.tests.services.profile.findings.conftest import only, told
from hydroml.tests.support import profiles

CODE = "DATA_SKEW"


@pytest.mark.parametrize(("skew", "tail"), [(2.1, "high"), (-7.0, "low")])
def test_a_long_tail_is_noted_with_its_side(skew: float, tail: str) -> None:
    finding = only(told(CODE, profiles.number("x", skew=skew)))
    assert (finding.severity, finding.evidence["skew"], finding.fix) == ("info", skew, None)
    assert f"long tail of {tail} values" in finding.message


@pytest.mark.parametrize("skew", [2.0, -1.0, None])
def test_other_columns_are_passed_over(skew: float | None) -> None:
    assert told(CODE, profiles.number("x", skew=skew)) == []


@pytest.mark.parametrize("kind", ["identifier", "boolean"])
def test_only_amounts_have_tails(kind: ColumnKind) -> None:
    assert told(CODE, profiles.number("x", kind=kind, skew=9.0)) == []


def test_counts_of_a_few_values_are_no_tail() -> None:
    assert told(CODE, replace(profiles.number("x", kind="integer", skew=9.0), n_distinct=4)) == []
