"""What a user decides about findings: to have them fixed, to keep things as they are, or to look again."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from ..errors import InvalidInputError
from ..findings import Finding
from ..profile.records import Profile
from .config import Dismissal, ExperimentConfig
from .patches import apply_patch, exclude_fix
from .settled import open_findings

Place = tuple[str, str]
"""Code and field of a finding; together they name it within one draft."""

_EXCLUDE = "/features/exclude/"


def place_of(finding: Finding) -> Place:
    """Return what names a finding within a draft."""
    return finding.code, finding.field


def with_dismissals(findings: Sequence[Finding], config: ExperimentConfig) -> tuple[Finding, ...]:
    """Return findings that know whether they were dismissed; an error always stays open."""
    reasons = {(one.code, one.field): one.reason for one in config.dismissed}
    return tuple(
        replace(one, dismissed=None if one.severity == "error" else reasons.get(place_of(one)))
        for one in findings
    )


def fixed_findings(config: ExperimentConfig, profile: Profile) -> tuple[Finding, ...]:
    """Return what was found in the table and is settled by the configuration, also by the proposal."""
    still_open = {place_of(one) for one in open_findings(config, profile)}
    return tuple(
        one
        for one in profile.findings
        if one.fix is not None and place_of(one) not in still_open and _is_settled(one, config)
    )


def _is_settled(finding: Finding, config: ExperimentConfig) -> bool:
    """Tell whether a finding was settled by what its fix does, not by being about the target."""
    patch = finding.fix.patch if finding.fix else ()
    is_about_column = any(str(one["path"]).startswith(_EXCLUDE) for one in patch)
    return not is_about_column or finding.field in config.features.exclude


def with_fixes(config: ExperimentConfig, findings: Sequence[Finding]) -> ExperimentConfig:
    """Return the configuration after the fixes of findings; columns are left out in one change.

    Raises
    ------
    InvalidInputError
        When a fix no longer fits the configuration.
    """
    reasons: dict[str, str] = {}
    for finding in findings:
        left_out = _left_out(finding)
        if left_out is not None:
            reasons.setdefault(finding.field, left_out)
        elif finding.fix is not None:
            config = apply_patch(config, finding.fix.patch)
    fix = exclude_fix(config, reasons)
    return config if fix is None else apply_patch(config, fix.patch)


def _left_out(finding: Finding) -> str | None:
    """Return the reason by which a fix leaves a finding's own column out, None for any other fix."""
    named = [one for one in (finding.fix.patch if finding.fix else ()) if _EXCLUDE in str(one["path"])]
    is_own = len(named) == 1 and finding.code.startswith("DATA_")
    return str(named[0]["value"]) if is_own else None


def with_dismissed(config: ExperimentConfig, findings: Collection[Finding], reason: str) -> ExperimentConfig:
    """Return the configuration in which findings are dismissed for a reason.

    Raises
    ------
    InvalidInputError
        ``REASON_MISSING`` without a reason, ``FINDING_IS_ERROR`` for what forbids the launch.
    """
    said = " ".join(reason.split())[:300]
    if not said:
        raise InvalidInputError("Say why it stays as it is.", code="REASON_MISSING")
    if any(one.severity == "error" for one in findings):
        raise InvalidInputError("An error has to be corrected; it cannot be kept.", code="FINDING_IS_ERROR")
    places = [place_of(one) for one in findings]
    kept = [one for one in config.dismissed if (one.code, one.field) not in places]
    new = [Dismissal(code=code, field=field, reason=said) for code, field in places]
    return config.model_copy(update={"dismissed": (*kept, *new)})


def without_dismissed(config: ExperimentConfig, places: Collection[Place]) -> ExperimentConfig:
    """Return the configuration in which these findings are open again."""
    kept = tuple(one for one in config.dismissed if (one.code, one.field) not in places)
    return config.model_copy(update={"dismissed": kept})
