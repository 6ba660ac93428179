"""DATA_LEAK: what is told; how leaks are measured is tested beside it."""

from hydroml.services.findings import Finding
from hydroml.services.profile import TargetProfile
from hydroml.services.profile.findings.findings_target import of_target
from hydroml.services.profile.findings.leak import Leak
from hydroml.tests.services.profile.findings.conftest import STRANGE_NAME, only

CODE = "DATA_LEAK"


def found(**leaks: Leak) -> list[Finding]:
    return [one for one in of_target(TargetProfile("y", "binary", ""), 2, leaks) if one.code == CODE]


def test_a_column_that_tells_the_target_is_a_warning_with_its_score() -> None:
    finding = only(found(**{STRANGE_NAME: Leak(0.987)}))
    assert (finding.severity, finding.field) == ("warning", STRANGE_NAME)
    assert finding.evidence == {"column": "y", "score": 0.987}
    assert "alone gives 'y' away (score 0.987 of 1" in finding.message
    assert finding.fix is not None
    assert finding.fix.patch[0]["path"] == "/features/exclude/a~1b~0c"


def test_where_a_column_is_missing_can_give_a_class_away() -> None:
    finding = only(found(refund=Leak(1.0, "yes", if_missing=True)))
    assert "'refund' is missing just where 'y' is 'yes'" in finding.message
    assert (finding.evidence["label"], finding.evidence["if_missing"]) == ("yes", True)
    assert "is known just where" in only(found(refund=Leak(1.0, "yes"))).message


def test_no_leak_is_no_finding() -> None:
    assert found() == []
