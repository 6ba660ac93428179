"""Findings: two lines open, alike ones in one line, the rest folded, fixes offered, names never ids."""

from typing import Any

from hydroml.components.ids import FINDING_BACK, FINDING_FIX, FINDING_KEEP
from hydroml.components.widgets import chosen, finding_key, findings_panel
from hydroml.components.widgets.finding_groups import SAFE_KEY, grouped
from hydroml.services.findings import Finding, Fix
from hydroml.services.vocabulary import Severity
from hydroml.tests.support.trees import ids, tags, text

FIX = Fix("Leave it out", ())


def finding(
    code: str, severity: Severity = "warning", field: str = "a", fix: Fix | None = None, **evidence: Any
) -> Finding:
    return Finding(code, severity, field, f"{code} was found. Look at it.", evidence, fix)


def folds(panel: Any) -> list[str]:
    return [text(one) for one in tags(panel, "Summary") if "hm-fold" in (one.className or "")]


def test_at_most_two_are_open_and_the_rest_is_folded_by_severity() -> None:
    found = [finding("A", "error"), *(finding(f"B{n}") for n in range(3)), finding("C", "info")]
    panel = findings_panel(found)
    assert [one.split(" more")[0] for one in folds(panel)] == ["2", "1"]
    assert "5, 2 open" in text(panel)
    assert "2 more warnings" in text(panel)
    assert "1 more note" in text(panel)


def test_errors_come_first_then_warnings_then_notes_and_a_fix_before_none() -> None:
    found = [finding("N", "info"), finding("W", "warning"), finding("F", fix=FIX), finding("E", "error")]
    assert [group.first.code for group in grouped(found)] == ["E", "F", "W", "N"]


def test_alike_findings_are_one_line_with_their_columns_the_worst_first() -> None:
    found = [finding("DATA_OUTLIERS", "info", f"x{n}", share=n / 100) for n in range(10)]
    panel = findings_panel(found)
    assert "10 columns have values far from the rest" in text(panel)
    assert "10 findings of 1 kind" in text(panel)
    names = [text(one) for one in tags(panel, "Li")]
    assert names[0] == "x9"
    assert names[-1] == "x0"


def test_one_button_fixes_all_of_a_line_and_one_each() -> None:
    found = [finding("DATA_NEAR_CONSTANT", "info", f"x{n}", FIX) for n in range(3)]
    panel = findings_panel(found)
    assert "Leave all 3 out" in text(panel)
    keys = [
        one.id["index"]
        for one in tags(panel, "Button")
        if getattr(one, "id", {}).get("type") == "finding-fix"
    ]
    chosen_by = [{one.field for one in chosen(found, key)} for key in keys]
    assert {"x0", "x1", "x2"} in chosen_by
    assert {"x1"} in chosen_by


def test_safe_fixes_are_those_of_columns_that_tell_nothing() -> None:
    found = [
        finding("DATA_IDENTIFIER", field="id", fix=FIX),
        finding("DATA_LEAK", field="leak", fix=FIX),
        finding("DATA_CONSTANT", field="empty"),
    ]
    assert [one.field for one in chosen(found, SAFE_KEY)] == ["id"]
    assert "Apply safe fixes" in text(findings_panel(found))
    assert "Apply safe fixes" not in text(findings_panel(found[1:]))


def test_the_first_sentence_is_the_heading() -> None:
    panel = findings_panel([finding("A")])
    assert text(tags(panel, "H3")[0]) == "A was found"
    assert "Look at it." in text(panel)


def test_a_fix_is_a_button_whose_id_holds_no_column_name() -> None:
    strange = '"><b>x</b>.y' * 20
    one = finding("DATA_LEAK", field=strange, fix=FIX)
    panel = findings_panel([one])
    assert str(FINDING_FIX.one(finding_key(one))) in ids(panel)
    assert strange not in "".join(ids(panel))
    assert "Leave it out" in text(panel)


def test_warnings_and_notes_can_be_kept_for_a_reason_errors_cannot() -> None:
    assert "Keep as it is" in text(findings_panel([finding("A")]))
    assert str(FINDING_KEEP.one(f"{finding_key(finding('A'))}.own")) in ids(findings_panel([finding("A")]))
    assert "Keep as it is" not in text(findings_panel([finding("A", "error")]))


def test_dismissed_ones_are_folded_with_their_reason_and_a_way_back() -> None:
    kept = Finding("A", "warning", "a", "A was found.", dismissed="<i>Rare</i>")
    panel = findings_panel([kept, finding("B")])
    assert any("1 dismissed" in one for one in folds(panel))
    assert "Kept: <i>Rare</i>" in text(panel)
    assert str(FINDING_BACK.one(finding_key(kept))) in ids(panel)
    assert [text(one) for one in tags(panel, "H3")] == ["B was found", "A was found"]


def test_what_is_settled_is_listed_as_fixed() -> None:
    panel = findings_panel([], fixed=[finding("DATA_IDENTIFIER", field="id", fix=FIX)])
    assert any("1 fixed" in one for one in folds(panel))
    assert "Left out." in text(panel)


def test_nothing_found_is_said() -> None:
    assert "Nothing to look at" in text(findings_panel([]))


def test_findings_of_the_same_code_on_two_columns_have_two_keys() -> None:
    assert finding_key(finding("A", field="x")) != finding_key(finding("A", field="y"))
