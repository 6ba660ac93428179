"""ROLE_UNKNOWN."""

import pytest

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "ROLE_UNKNOWN"


def test_roles_of_columns_are_fine() -> None:
    assert said(CODE, proposed(profiles.river()), profiles.river()) == ()


@pytest.mark.parametrize("name", ["gone", "weight", "<b>x</b>"])
@pytest.mark.parametrize("role", ["time", "group"])
def test_other_names_and_the_target_are_refused(role: str, name: str) -> None:
    config = proposed(profiles.people(), **{f"roles__{role}": name})
    finding = only(CODE, config, profiles.people())
    assert (finding.severity, finding.field) == ("error", f"/roles/{role}")
    assert getattr(settled(finding, config, profiles.people()).roles, role) is None
