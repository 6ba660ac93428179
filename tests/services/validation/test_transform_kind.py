"""TRANSFORM_KIND."""

from typing import Any

import pytest

from hydroml.services.experiments.config import Transform
from hydroml.services.profile import Profile
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "TRANSFORM_KIND"
DATED = profiles.river()


@pytest.mark.parametrize(
    ("profile", "changes"),
    [
        (profiles.churn(), {"step": "date_parts", "columns": ("contract",)}),
        (profiles.churn(), {"step": "date_parts", "columns": ("tenure",)}),
        (profiles.churn(), {"step": "text", "columns": ("contract",)}),
        (profiles.churn(), {"step": "encode", "method": "binary", "columns": ("contract",)}),
        (profiles.churn(), {"step": "impute", "columns": ("contract", "tenure")}),
        (profiles.churn(), {"step": "impute", "method": "mean", "columns": ("contract",)}),
    ],
)
def test_what_the_kind_does_not_allow_is_refused(profile: Profile, changes: dict[str, Any]) -> None:
    config = proposed(profile, features__transforms=(Transform(**changes),))
    finding = only(CODE, config, profile)
    assert (finding.severity, finding.field) == ("error", "/features/transforms/0")
    kept = settled(finding, config, profile).features.transforms
    assert [one.columns for one in kept] == ([("tenure",)] if "tenure" in changes["columns"][1:] else [])


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"step": "date_parts", "columns": ("contract",)}, {"contract": "datetime"}),
        ({"step": "text", "columns": ("contract",)}, {"contract": "text"}),
        ({"step": "impute", "method": "most_frequent", "columns": ("contract",)}, {}),
        ({"step": "encode", "method": "ordinal", "columns": ("contract",)}, {}),
        ({"step": "scale", "columns": ("contract", "tenure")}, {}),
    ],
)
def test_what_fits_the_kind_that_the_user_set_is_not(changes: dict[str, Any], kinds: Any) -> None:
    config = proposed(profiles.churn(), features__transforms=(Transform(**changes),), kinds=kinds)
    assert said(CODE, config, profiles.churn()) == ()
