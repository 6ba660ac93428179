"""Which findings about the data a configuration has not settled yet, each with a fix that fits it."""

from collections.abc import Collection

from ..findings import Finding, Fix
from ..profile.findings.findings_values import outliers_but
from ..profile.records import Profile
from .config import ExperimentConfig
from .patches import exclude_fix

TOLD_BY_RULES = ("DATA_LEAK", "DATA_TARGET_ONE_VALUE")
"""Codes whose consequence a rule of the validation room tells, with a fix for this configuration."""

_EXCLUDE = "/features/exclude/"


def open_findings(config: ExperimentConfig, profile: Profile) -> tuple[Finding, ...]:
    """Return the findings about data that still matter for this configuration."""
    left_out = {column.name for column in profile.columns} - {config.target, *config.features.include}
    known = (_without_declared(one, config, profile) for one in profile.findings)
    matter = (one for one in known if one is not None and _matters(one, config, left_out))
    return tuple(
        Finding(one.code, one.severity, one.field, one.message, one.evidence, _fix(one, config))
        for one in matter
    )


def _matters(finding: Finding, config: ExperimentConfig, left_out: Collection[str]) -> bool:
    """Tell whether the configuration leaves open what was found; `left_out` are columns that are not used."""
    if finding.code in TOLD_BY_RULES:
        return False
    if finding.code == "DATA_TIME_ORDER":
        return config.roles.time is None or not config.validation.strategy.startswith("time_")
    if finding.code == "DATA_IMBALANCE":
        return _ignores_rare(config)
    if finding.code == "DATA_GROUPS":
        return not _keeps_together(config)
    if finding.code == "DATA_MIXED_TYPES" and finding.field in config.kinds:
        return False
    if finding.code == "DATA_DISGUISED_MISSING" and _is_declared(finding, config):
        return False
    return finding.field not in left_out


def _without_declared(finding: Finding, config: ExperimentConfig, profile: Profile) -> Finding | None:
    """Return a finding of far values without those that the configuration declares to be missing."""
    declared = config.missing_values.get(finding.field)
    column = profile.column(finding.field) if declared and finding.code == "DATA_OUTLIERS" else None
    return finding if column is None or not declared else outliers_but(column, profile.n_rows, declared)


def _is_declared(finding: Finding, config: ExperimentConfig) -> bool:
    """Tell whether all values that seem to stand for "missing" are declared to do so."""
    return set(finding.evidence.get("spellings") or ()) <= set(config.missing_values.get(finding.field, ()))


def _keeps_together(config: ExperimentConfig) -> bool:
    """Tell whether rows of one owner stay on one side of a split, or rows are judged on later ones."""
    strategy = config.validation.strategy
    is_grouped = "group" in strategy and config.roles.group is not None
    return is_grouped or strategy.startswith("time_") or strategy == "predefined"


def _ignores_rare(config: ExperimentConfig) -> bool:
    """Tell whether a rare class could go unnoticed: judged by accuracy, or decided at one half."""
    is_decided_at_half = config.task == "binary" and config.imbalance.threshold.method == "default"
    return config.metric == "accuracy" or is_decided_at_half


def _fix(finding: Finding, config: ExperimentConfig) -> Fix | None:
    """Return the profile's fix, completed for this configuration: what is left out leaves the selection."""
    if finding.fix is None or not finding.fix.patch:
        return None
    reasons = [str(one["value"]) for one in finding.fix.patch if str(one["path"]).startswith(_EXCLUDE)]
    return exclude_fix(config, {finding.field: reasons[0]}) if reasons else finding.fix
