"""DATA_GROUPS."""

import pytest

from hydroml.services.profile import ColumnProfile
from hydroml.services.profile.findings.findings_target import concerns
from hydroml.services.profile.findings.groups import Groups
from hydroml.services.profile.findings.time_order import TimeOrder
from hydroml.tests.services.profile.findings.conftest import STRANGE_NAME, fixed, only, told
from hydroml.tests.support import profiles

CODE = "DATA_GROUPS"
OWNERS = Groups(STRANGE_NAME, 100, 10.0, is_named=True)


def test_the_fix_keeps_the_rows_of_an_owner_together(other: ColumnProfile) -> None:
    column = profiles.odd(STRANGE_NAME, "categorical", 100)
    finding = only(told(CODE, column, groups=(OWNERS,)))
    assert (finding.severity, finding.field) == ("warning", STRANGE_NAME)
    assert finding.evidence["n_groups"] == 100
    config = fixed(finding, column, other)
    assert (config.roles.group, config.validation.strategy) == (STRANGE_NAME, "group_kfold")


def test_rows_in_time_are_better_divided_by_time() -> None:
    finding = only(told(CODE, groups=(OWNERS,), order=TimeOrder(("day",), rising=True)))
    assert (finding.severity, finding.fix) == ("info", None)


def test_who_predicts_the_owner_is_not_told_to_keep_him_together() -> None:
    assert not concerns(only(told(CODE, groups=(OWNERS,))), STRANGE_NAME)


@pytest.mark.parametrize("given", [(), (OWNERS, OWNERS)])
def test_each_column_of_owners_is_told(given: tuple[Groups, ...]) -> None:
    assert len(told(CODE, groups=given)) == len(given)
