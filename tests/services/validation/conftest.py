"""A configuration without fault, and what tests of single rules ask."""

from typing import Any

from hydroml.services.experiments import ExperimentConfig, apply_patch, propose
from hydroml.services.findings import Finding
from hydroml.services.profile import Profile
from hydroml.services.validation import check
from hydroml.tests.support import samples


def proposed(profile: Profile, **changes: Any) -> ExperimentConfig:
    """The configuration proposed for a table, with settings changed: ``validation__n_splits`` and so on."""
    dataset = samples.dataset(fingerprint=profile.fingerprint)
    config = propose(dataset, profile, target=str(profile.suggested_target))
    for path, value in changes.items():
        config = changed(config, path.split("__"), value)
    return config


def changed(part: Any, path: list[str], value: Any) -> Any:
    """The same part of a configuration with one setting changed."""
    first, *rest = path
    new = changed(getattr(part, first), rest, value) if rest else value
    return part.model_copy(update={first: new})


def said(code: str, config: ExperimentConfig, profile: Profile) -> tuple[Finding, ...]:
    """What one rule says."""
    return tuple(one for one in check(config, profile) if one.code == code)


def only(code: str, config: ExperimentConfig, profile: Profile) -> Finding:
    """The one thing a rule says."""
    (finding,) = said(code, config, profile)
    return finding


def settled(finding: Finding, config: ExperimentConfig, profile: Profile) -> ExperimentConfig:
    """The configuration after the fix, in which the finding is gone."""
    assert finding.fix is not None
    fixed = apply_patch(config, finding.fix.patch)
    assert finding not in check(fixed, profile)
    assert len(said(finding.code, fixed, profile)) < len(said(finding.code, config, profile))
    return fixed
