"""DATASET_CHANGED."""

from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "DATASET_CHANGED"


def test_the_same_bytes_are_fine() -> None:
    assert said(CODE, proposed(profiles.people()), profiles.people()) == ()


def test_other_bytes_are_refused_until_the_user_goes_on_with_them() -> None:
    profile = profiles.people(fingerprint="sha256:new")
    config = proposed(profiles.people())
    finding = only(CODE, config, profile)
    assert (finding.severity, finding.field) == ("error", "/dataset/fingerprint")
    assert settled(finding, config, profile).dataset.fingerprint == "sha256:new"
