"""DATA_TIME_ORDER."""

from hydroml.services.profile import ColumnProfile
from hydroml.services.profile.findings.time_order import TimeOrder
from hydroml.tests.services.profile.findings.conftest import fixed, only, told
from hydroml.tests.support import profiles

CODE = "DATA_TIME_ORDER"


def test_rows_in_time_are_judged_on_later_rows_by_the_fix(other: ColumnProfile) -> None:
    day = profiles.odd("day", "datetime", 900)
    finding = only(told(CODE, day, order=TimeOrder(("day",), rising=True)))
    assert (finding.severity, finding.field) == ("warning", "day")
    config = fixed(finding, day, other)
    assert (config.roles.time, config.validation.strategy) == ("day", "time_expanding")


def test_all_columns_that_make_the_moment_are_named() -> None:
    finding = only(told(CODE, order=TimeOrder(("year", "month"), rising=False)))
    assert finding.evidence == {"column": "year", "columns": ["year", "month"], "rising": False}
    assert "'year', 'month'" in finding.message


def test_rows_in_no_order_are_passed_over() -> None:
    assert told(CODE, profiles.odd("day", "datetime", 900)) == []
