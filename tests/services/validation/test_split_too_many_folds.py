"""SPLIT_TOO_MANY_FOLDS."""

import numpy as np
import pytest

from hydroml.services.profile import Profile
from hydroml.services.training.splits import Rows, split_indices
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "SPLIT_TOO_MANY_FOLDS"


@pytest.mark.parametrize("profile", [profiles.churn(), profiles.people(), profiles.river()])
def test_the_proposal_can_be_divided(profile: Profile) -> None:
    assert said(CODE, proposed(profile), profile) == ()


def rare(n: int) -> Profile:
    columns = (profiles.number("x"), profiles.category("y", {"no": 1000 - n, "yes": n}))
    return profiles.profile(*columns, target="y")


def test_each_fold_needs_a_row_of_each_class() -> None:
    config = proposed(rare(9), validation__n_splits=10, validation__strategy="stratified_kfold")
    finding = only(CODE, config, rare(9))
    assert (finding.severity, finding.field) == ("error", "/validation/n_splits")
    assert finding.evidence == {"class": "yes", "rows": 9, "training_rows": 7}
    assert settled(finding, config, rare(9)).validation.n_splits == 7


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 20])
def test_a_rare_class_never_forbids_the_proposal(n: int) -> None:
    assert [one.severity for one in said(CODE, proposed(rare(n)), rare(n))] in ([], ["warning"])


def test_each_fold_needs_a_row() -> None:
    profile = profiles.people(n_rows=12)
    config = proposed(profile, validation__strategy="kfold", validation__n_splits=10)
    assert settled(only(CODE, config, profile), config, profile).validation.n_splits == 9


def test_each_fold_needs_a_group() -> None:
    profile = profiles.river()
    config = proposed(profile, validation__strategy="group_kfold", validation__n_splits=50, roles__time=None)
    assert settled(only(CODE, config, profile), config, profile).validation.n_splits == 32


def test_a_holdout_has_no_folds() -> None:
    profile = profiles.people(n_rows=12)
    config = proposed(profile, validation__strategy="holdout", validation__n_splits=50)
    assert said(CODE, config, profile) == ()


@pytest.mark.parametrize("gap", [None, 1, 7, 30])
@pytest.mark.parametrize("horizon", [None, 1, 13])
@pytest.mark.parametrize("n_moments", [12, 40, 100])
@pytest.mark.parametrize("n_splits", [2, 9, 40, 90])
def test_over_time_it_agrees_with_the_training_about_what_fits(
    gap: int | None, horizon: int | None, n_moments: int, n_splits: int
) -> None:
    columns = (profiles.odd("day", "datetime", n_moments), profiles.number("x"), profiles.number("y"))
    profile = profiles.profile(*columns, target="y", n_rows=n_moments)
    config = proposed(
        profile,
        validation__n_splits=n_splits,
        validation__gap=gap,
        validation__horizon=horizon,
        validation__repeats=1,
    )
    rows = Rows(n_moments, order=np.arange(n_moments))
    findings = said(CODE, config, profile)
    if findings and findings[0].fix is not None:
        config = settled(findings[0], config, profile)
    if not findings or findings[0].fix is not None:
        assert len(split_indices(config.validation, rows, seed=1).folds) == config.validation.n_splits
