"""Columns described by hand, and what is asked of the findings about them."""

from collections.abc import Sequence
from typing import Any

import pytest

from hydroml.services.experiments import ExperimentConfig, apply_patch, open_findings
from hydroml.services.experiments.config import Roles
from hydroml.services.findings import Finding
from hydroml.services.profile import ColumnProfile
from hydroml.services.profile.findings.findings_columns import of_columns
from hydroml.services.validation import check
from hydroml.tests.services.validation.conftest import proposed
from hydroml.tests.support import profiles

ROWS = profiles.ROWS
STRANGE_NAME = "a/b~c"


def told(code: str, *columns: ColumnProfile, n_rows: int = ROWS, **known: Any) -> list[Finding]:
    """What is told of a code about columns of a table, in any order of time."""
    found = of_columns(columns, n_rows, known.pop("duplicates", {}), known.pop("order", None), **known)
    return [one for one in found if one.code == code]


def only(found: Sequence[Finding]) -> Finding:
    """The one finding there is."""
    (finding,) = found
    return finding


def fixed(finding: Finding, *columns: ColumnProfile) -> ExperimentConfig:
    """The configuration after the fix, in which all columns are selected; the finding is settled then."""
    target = profiles.category("outcome", {"no": 600, "yes": 400})
    table = profiles.profile(*columns, target, target="outcome", findings=(finding,))
    names = tuple(one.name for one in columns)
    config = proposed(
        table,
        features__include=names,
        features__exclude={},
        roles=Roles(),
        validation__strategy="stratified_kfold",
    )
    offered = next(one for one in open_findings(config, table) if one.code == finding.code)
    assert offered.fix is not None
    after = apply_patch(config, offered.fix.patch)
    assert [one for one in open_findings(after, table) if one.code == finding.code] == []
    assert [one for one in check(after, table) if one.severity == "error"] == []
    return after


@pytest.fixture
def other() -> ColumnProfile:
    """A column without fault, so that something is left to train on."""
    return profiles.number("height")
