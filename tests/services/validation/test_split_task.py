"""SPLIT_TASK."""

import pytest

from hydroml.services.vocabulary import ValidationStrategy
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "SPLIT_TASK"


def test_classes_can_be_stratified() -> None:
    assert said(CODE, proposed(profiles.churn()), profiles.churn()) == ()


@pytest.mark.parametrize(
    ("strategy", "offered"),
    [("stratified_kfold", "kfold"), ("repeated_stratified_kfold", "repeated_kfold")],
)
def test_numbers_cannot(strategy: ValidationStrategy, offered: ValidationStrategy) -> None:
    config = proposed(profiles.people(), validation__strategy=strategy)
    finding = only(CODE, config, profiles.people())
    assert (finding.severity, finding.field) == ("error", "/validation/strategy")
    assert settled(finding, config, profiles.people()).validation.strategy == offered
