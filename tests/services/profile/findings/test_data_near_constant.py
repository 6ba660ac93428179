"""DATA_NEAR_CONSTANT."""

from typing import Any

import pytest

from hydroml.services.profile import ColumnProfile
from hydroml.services.profile.findings.findings_target import concerns
from hydroml.tests.services.profile.findings.conftest import fixed, only, told
from hydroml.tests.support import profiles

CODE = "DATA_NEAR_CONSTANT"


@pytest.mark.parametrize(("n", "is_told"), [(979, False), (980, True), (999, True)])
def test_the_share_of_the_most_frequent_label_decides(n: int, is_told: bool) -> None:
    column = profiles.category("pool", {"no": n, "yes": 1000 - n})
    assert bool(told(CODE, column)) == is_told


def test_missing_values_do_not_count_as_another_value() -> None:
    column = ColumnProfile("pool", "categorical", 900, 2, stats={"top": [["no", 99], ["yes", 1]]})
    assert only(told(CODE, column)).evidence["share"] == 0.99


def test_equal_quantiles_prove_it_for_numbers_of_many_values() -> None:
    same: dict[str, Any] = {"min": 0.0, "q01": 0.0, "q25": 0.0, "median": 0.0, "q75": 0.0}
    assert only(told(CODE, profiles.number("x", q99=0.0, **same))).evidence["share"] == pytest.approx(0.99)
    assert told(CODE, profiles.number("x", q99=1.0, **same)) == []


def test_it_is_a_note_and_can_be_left_out(other: ColumnProfile) -> None:
    column = profiles.category("pool", {"no": 995, "yes": 5})
    finding = only(told(CODE, column))
    assert finding.severity == "info"
    assert fixed(finding, column, other).features.exclude == {"pool": "99.5% of its values are the same"}


def test_a_rare_class_is_no_fault_of_the_target() -> None:
    finding = only(told(CODE, profiles.category("fraud", {"no": 995, "yes": 5})))
    assert not concerns(finding, "fraud")
    assert concerns(finding, "amount")


def test_of_a_handful_of_rows_nothing_is_said() -> None:
    column = ColumnProfile("x", "categorical", 0, 2, stats={"top": [["a", 48], ["b", 1]]})
    assert told(CODE, column, n_rows=49) == []
