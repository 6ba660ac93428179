"""The picture beside a finding marks just the values that are suspicious."""

import pytest

from hydroml.components.data.evidence import Evidence, bars_of, figure_of, rows_of
from hydroml.services.findings import Finding
from hydroml.services.profile import ColumnProfile, Histogram, Profile
from hydroml.tests.support.trees import text

SPREAD = Histogram(tuple(float(edge) for edge in range(0, 110, 10)), (4, 9, 20, 9, 4, 0, 0, 0, 1, 2))
NUMBERS = {"min": 0.0, "max": 99.0, "fence_low": -30.0, "fence_high": 60.0}
AMOUNT = ColumnProfile("a", "numeric", 0, 40, 3, NUMBERS, histogram=SPREAD)
LABELS = ColumnProfile("a", "categorical", 0, 3, stats={"top": [["x", 95], ["?", 4], ["y", 1]]})


def finding(code: str, **evidence: object) -> Finding:
    return Finding(code, "info", "a", f"{code}.", evidence)


def test_of_outliers_the_bars_beyond_the_fences_are_marked() -> None:
    bars = bars_of(finding("DATA_OUTLIERS"), AMOUNT, 32)
    assert bars is not None
    assert [place for place, part in enumerate(bars.marked) if part] == [8, 9]
    assert (bars.low, bars.high) == ("0", "99")


def test_a_long_tail_marks_nothing() -> None:
    bars = bars_of(finding("DATA_SKEW", skew=3.0), AMOUNT, 32)
    assert bars is not None and not any(bars.marked)


def test_a_number_that_seems_to_stand_for_missing_is_marked_where_it_lies() -> None:
    bars = bars_of(finding("DATA_DISGUISED_MISSING", spellings={"99": 2}), AMOUNT, 32)
    assert bars is not None
    assert [place for place, part in enumerate(bars.marked) if part] == [9]


def test_a_label_that_seems_to_stand_for_missing_is_marked_among_the_levels() -> None:
    bars = bars_of(finding("DATA_DISGUISED_MISSING", spellings={"?": 4}), LABELS, 32)
    assert bars is not None
    assert [place for place, part in enumerate(bars.marked) if part] == [1]


def test_of_a_nearly_constant_column_the_common_value_is_marked() -> None:
    bars = bars_of(finding("DATA_NEAR_CONSTANT", share=0.95), LABELS, 32)
    assert bars is not None
    assert [place for place, part in enumerate(bars.marked) if part] == [0]
    assert bars.low == "x 95"


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (finding("DATA_OUTLIERS", n_outliers=119, share=0.0406), "119, 4.1 %"),
        (finding("DATA_SKEW", skew=12.8), "skew 13"),
        (finding("DATA_NEAR_CONSTANT", share=0.996), "99.6 % the same"),
        (finding("DATA_DUPLICATE_COLUMN", column="b"), "as b"),
        (finding("DATA_IDENTIFIER", n_distinct=2930), "2,930 distinct"),
        (finding("DATA_FEW_ROWS"), ""),
    ],
)
def test_the_figure_of_a_finding_is_short(found: Finding, told: str) -> None:
    assert figure_of(found, 2930) == told


def test_the_rows_of_the_farthest_values_are_named() -> None:
    assert rows_of(finding("DATA_OUTLIERS", rows=[9])) == "Farthest in row 9."
    assert rows_of(finding("DATA_OUTLIERS", rows=list(range(1, 10)))).endswith("5, 6 and others.")


def test_a_finding_about_the_table_has_no_picture() -> None:
    table = Profile("sha256:1", 100, 1, True, None, (AMOUNT,))
    assert Evidence(table)(Finding("DATA_DUPLICATE_ROWS", "info", "", "Twice."), False) == []
    assert "Farthest" in text(Evidence(table)(finding("DATA_OUTLIERS", rows=[1, 2]), False))
