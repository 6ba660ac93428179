"""The engine: every rule over one configuration; pure and fast enough to run at each change."""

from ..experiments import ExperimentConfig
from ..findings import Finding
from ..profile import Profile
from .case import case_of
from .rules import RULES

SEVERITIES = ("error", "warning", "info")


def check(
    config: ExperimentConfig, profile: Profile, *, most_memory_mb: int | None = None
) -> tuple[Finding, ...]:
    """Return what the rules say of a configuration, errors first.

    Parameters
    ----------
    config : complete
    profile : of its table, best described for its target
    most_memory_mb : what a run may use on this machine at most, in MB (2**20 bytes)
    """
    case = case_of(config, profile, most_memory_mb=most_memory_mb)
    found = [finding for rule in RULES.values() for finding in rule.check(case)]
    return tuple(sorted(found, key=lambda one: SEVERITIES.index(one.severity)))
