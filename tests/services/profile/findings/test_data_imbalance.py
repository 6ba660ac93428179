"""DATA_IMBALANCE."""

import pytest

from hydroml.services.experiments import apply_patch
from hydroml.services.findings import Finding
from hydroml.services.profile import TargetProfile
from hydroml.services.profile.findings.findings_target import of_target
from hydroml.services.vocabulary import Task
from hydroml.tests.services.profile.findings.conftest import only
from hydroml.tests.services.validation.conftest import proposed
from hydroml.tests.support import profiles

CODE = "DATA_IMBALANCE"


def found(task: Task, **balance: int) -> list[Finding]:
    target = TargetProfile("churn", task, "", balance=balance)
    return [one for one in of_target(target, len(balance), {}) if one.code == CODE]


@pytest.mark.parametrize(("n", "severity"), [(99, "warning"), (100, "info"), (199, "info")])
def test_the_share_of_the_rarest_of_two_classes_decides(n: int, severity: str) -> None:
    finding = only(found("binary", no=1000 - n, yes=n))
    assert finding.severity == severity
    assert finding.evidence == {"label": "yes", "n": n, "share": n / 1000}


def test_of_more_classes_each_may_be_smaller() -> None:
    assert found("multiclass", a=500, b=400, c=140) == []
    assert only(found("multiclass", a=500, b=450, c=50)).severity == "warning"


def test_even_classes_and_numbers_are_passed_over() -> None:
    assert found("binary", no=800, yes=200) == []
    assert found("regression") == []


def test_the_fix_decides_by_the_share_of_the_class() -> None:
    fix = only(found("binary", no=950, yes=50)).fix
    assert fix is not None
    assert apply_patch(proposed(profiles.churn()), fix.patch).imbalance.threshold.method == "prior"
    assert only(found("multiclass", a=500, b=450, c=50)).fix is None
