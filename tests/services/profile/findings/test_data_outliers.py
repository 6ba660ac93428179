"""DATA_OUTLIERS."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from hydroml.services.experiments import open_findings
from hydroml.services.profile import ColumnProfile
from hydroml.services.profile.findings.findings_values import by_chance, outliers_but
from hydroml.tests.services.profile.findings.conftest import only, told
from hydroml.tests.services.validation.conftest import proposed
from hydroml.tests.support import profiles

CODE = "DATA_OUTLIERS"


def column(n_outliers: int, **stats: Any) -> ColumnProfile:
    return replace(profiles.number("x", **stats), n_outliers=n_outliers)


def test_count_share_and_rows_are_the_evidence() -> None:
    finding = only(told(CODE, replace(column(30, max=900.0), outlier_rows=(7, 3))))
    assert finding.severity == "info"
    assert (finding.evidence["n_outliers"], finding.evidence["share"]) == (30, 0.03)
    assert finding.evidence["rows"] == [7, 3]


def test_one_value_very_far_out_is_told_and_one_that_chance_brings_is_not() -> None:
    assert told(CODE, column(1)) == []
    assert "1 value (0.1%)" in only(told(CODE, column(1, max=500.0))).message


def test_a_constant_middle_alone_makes_nothing_far() -> None:
    assert told(CODE, column(1, q25=5.0, median=5.0, q75=5.0, max=6.0)) == []


@pytest.mark.parametrize("n_rows", [150, 1_500, 50_000])
def test_normal_columns_seldom_have_more_than_chance_allows(n_rows: int) -> None:
    rng = np.random.default_rng(1)
    n_above = 0
    for _ in range(100):
        values = rng.normal(size=n_rows)
        away = np.abs(values - np.median(values))
        n_above += int(np.count_nonzero(0.6745 * away / np.median(away) > 3.5)) > by_chance(n_rows)
    assert n_above <= 2


def test_far_values_that_are_declared_to_be_missing_are_no_longer_told() -> None:
    fences = {"fence_low": 0.0, "fence_high": 100.0}
    gauge = replace(column(30, min=-999.0, **fences), disguised={"-999": 21, "-1": 9}, outlier_rows=(7, 3))
    assert only(told(CODE, gauge)).evidence["n_outliers"] == 30
    left = outliers_but(gauge, profiles.ROWS, ("-999",))
    assert left is not None and left.evidence == {"n_outliers": 9, "share": 0.009}
    assert outliers_but(gauge, profiles.ROWS, ("-999", "-1")) is None
    assert outliers_but(gauge, profiles.ROWS, ("unknown",)) == only(told(CODE, gauge))


def test_a_configuration_that_declares_them_settles_the_finding() -> None:
    fences = {"fence_low": 0.0, "fence_high": 100.0}
    gauge = replace(column(25, min=-999.0, **fences), disguised={"-999": 25})
    table = profiles.profile(
        gauge,
        profiles.category("outcome", {"no": 600, "yes": 400}),
        target="outcome",
        findings=tuple(told(CODE, gauge)),
    )
    config = proposed(table, features__include=("x",))
    assert [one.code for one in open_findings(config, table)] == [CODE]
    declared = config.model_copy(update={"missing_values": {"x": ("-999",)}})
    assert open_findings(declared, table) == ()
