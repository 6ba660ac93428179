"""TARGET_ONE_VALUE."""

import pytest

from hydroml.tests.services.validation.conftest import only, proposed, said
from hydroml.tests.support import profiles

CODE = "TARGET_ONE_VALUE"


def test_a_target_that_varies_is_fine() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()


@pytest.mark.parametrize(("n_distinct", "words"), [(1, "only one value"), (0, "is empty")])
def test_a_target_in_which_nothing_varies_is_refused(n_distinct: int, words: str) -> None:
    config = proposed(profiles.people(), target="flat")
    columns = (*profiles.people().columns, profiles.odd("flat", "constant", n_distinct))
    finding = only(CODE, config, profiles.people(columns=columns))
    assert (finding.severity, finding.field) == ("error", "/target")
    assert words in finding.message
