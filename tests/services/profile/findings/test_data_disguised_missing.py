"""DATA_DISGUISED_MISSING."""

from dataclasses import replace

from hydroml.tests.services.profile.findings.conftest import only, told
from hydroml.tests.support import profiles

CODE = "DATA_DISGUISED_MISSING"


def test_impossible_numbers_are_a_warning_with_spellings_and_counts() -> None:
    finding = only(told(CODE, replace(profiles.number("rain"), disguised={"-999": 20, "-1": 3})))
    assert finding.severity == "warning"
    assert finding.evidence == {"spellings": {"-999": 20, "-1": 3}, "n": 23, "share": 0.023}
    assert "'-999' (20), '-1' (3)" in finding.message


def test_a_label_is_a_level_like_any_other_and_only_noted() -> None:
    column = replace(profiles.category("job", {"cook": 900, "?": 100}), disguised={"?": 100})
    assert only(told(CODE, column)).severity == "info"


def test_the_fix_declares_each_spelling_to_be_missing() -> None:
    finding = only(told(CODE, replace(profiles.number("rain/mm"), disguised={"-999": 1, "-1": 2})))
    assert finding.fix is not None
    patch = {"op": "add", "path": "/missing_values/rain~1mm", "value": ["-999", "-1"]}
    assert finding.fix.patch == (patch,)


def test_a_column_without_such_values_is_passed_over() -> None:
    assert told(CODE, profiles.number("rain", min=-999.0)) == []
