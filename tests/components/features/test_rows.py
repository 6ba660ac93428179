"""The rows of the feature table."""

from dataclasses import replace
from typing import Any

from hydroml.components.features.grid import column_definitions
from hydroml.components.features.rows import HEIGHTS, feature_rows, shape
from hydroml.components.features.table_head import table_head
from hydroml.services.findings import Finding
from hydroml.services.profile import ColumnProfile, Histogram, Importance, ImportanceItem, Profile

STRANGE = ("<b>x</b>", "a.b", '"', "n" * 300, "עמודה", "constructor")


def column(name: str, **more: Any) -> ColumnProfile:
    return ColumnProfile(name, "numeric", 0, 5, **more)


def profile(*columns: ColumnProfile) -> Profile:
    return Profile("sha256:1", 10, len(columns), True, None, columns)


def test_the_target_is_no_row_and_names_stay_data() -> None:
    rows = feature_rows(profile(column("y"), *map(column, STRANGE)), {"target": "y"})
    assert [row["name"] for row in rows] == list(STRANGE)
    assert [row["position"] for row in rows] == ["0", "1", "2", "3", "4", "5"]
    fields = {definition["field"] for definition in column_definitions(rows)}
    assert not fields & set(STRANGE)


def test_a_row_is_out_with_its_reason_or_its_role() -> None:
    config = {
        "target": "y",
        "roles": {"time": "when", "group": None, "ignore": ["note"]},
        "features": {"include": ["a"], "exclude": {"b": "identifier"}},
    }
    rows = feature_rows(profile(*map(column, ("y", "a", "b", "when", "note", "c"))), config)
    assert {row["name"]: row.get("reason", "") for row in rows} == {
        "a": "",
        "b": "identifier",
        "when": "orders the rows",
        "note": "set aside",
        "c": "left out",
    }


def test_the_most_important_comes_first_and_unknown_ones_last() -> None:
    importance = Importance("y", (ImportanceItem("b", 0.5, 0.01), ImportanceItem("a", 0.0, 0.01)), 10)
    rows = feature_rows(profile(*map(column, ("y", "a", "b", "c"))), {"target": "y"}, importance)
    assert [(row["name"], row.get("score")) for row in rows] == [("b", 0.5), ("a", 0.0), ("c", None)]


def test_a_shape_has_at_most_sixteen_bars_between_0_and_1() -> None:
    histogram = Histogram(tuple(map(float, range(31))), tuple(range(30)))
    heights = shape(column("a", histogram=histogram))
    assert len(heights) <= 16
    assert heights.endswith(HEIGHTS[-1])
    assert shape(column("a")) == ""
    assert shape(column("a", stats={"top": [["x", 4], ["y", 2]]})) == "zi"


def test_a_bar_with_a_single_row_among_many_stays_visible_and_an_empty_one_does_not() -> None:
    histogram = Histogram((0.0, 1.0, 2.0, 3.0), (1_000_000, 0, 1))
    assert shape(column("a", histogram=histogram)) == "z01"


def test_a_row_knows_its_association_its_findings_and_what_only_looks_missing() -> None:
    item = ImportanceItem("a", 0.5, 0.01, association=-0.3512, measure="spearman")
    finding = Finding("DATA_SKEW", "info", "a", "skewed")
    made = replace(profile(column("y"), column("a", disguised={"-999": 2})), findings=(finding, finding))
    (row,) = feature_rows(made, {"target": "y"}, Importance("y", (item,), 10))
    assert (row["strength"], row["measure"]) == (-0.3512, "spearman")
    assert row["findings"] == ["DATA_SKEW"]
    assert row["suspect"] == 0.2


def test_a_kind_that_was_set_stands_beside_the_detected_one() -> None:
    (row,) = feature_rows(profile(column("y"), column("a")), {"target": "y", "kinds": {"a": "categorical"}})
    assert (row["kind"], row["detected"]) == ("categorical", "numeric")


def test_menus_offer_only_kinds_and_findings_that_occur_with_their_number() -> None:
    finding = Finding("DATA_SKEW", "info", "a", "skewed")
    made = replace(profile(column("y"), column("a"), column("b")), findings=(finding,))
    head = str(table_head(feature_rows(made, {"target": "y"})))
    assert "Numeric (2)" in head
    assert "Skewed (1)" in head
    assert "Categorical" not in head


def test_a_table_without_findings_says_so_in_its_menu() -> None:
    assert "Nothing was found" in str(table_head(feature_rows(profile(column("y")), {"target": "y"})))
