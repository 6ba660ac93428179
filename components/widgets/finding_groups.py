"""Findings as the panel lists them: alike ones in one line, worst first, each line with a key of its own."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...services.findings import Finding, is_safe

SAFE_KEY = "safe"
"""Key of all findings whose fixes may be applied together."""

_SEVERITIES = ("error", "warning", "info")
_WEIGHTS = ("skew", "share", "score", "n_distinct")


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """One finding, or several with the same code and severity, the worst first."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that stands for all."""
        return self.findings[0]

    @property
    def key(self) -> str:
        """Short name that is safe as an id."""
        return finding_key(self.first) if len(self.findings) == 1 else _group_key(self.first)

    @property
    def fixable(self) -> tuple[Finding, ...]:
        """Return the findings that have a fix."""
        return tuple(one for one in self.findings if one.fix is not None)


def finding_key(finding: Finding) -> str:
    """Return a short name of a finding that is safe as an id; column names are data and never ids."""
    return _digest(f"{finding.code}\n{finding.field}")


def grouped(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Return findings in groups: errors before warnings before notes, those with a fix first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.code), []).append(finding)
    made = [FindingGroup(tuple(sorted(members, key=_weight, reverse=True))) for members in groups.values()]
    return tuple(sorted(made, key=lambda one: (_SEVERITIES.index(one.first.severity), not one.fixable)))


def chosen(findings: Sequence[Finding], key: str) -> tuple[Finding, ...]:
    """Return the findings a key stands for: one, all of its group, or all that are safe to fix."""
    if key == SAFE_KEY:
        return tuple(one for one in findings if is_safe(one) and one.dismissed is None)
    return tuple(one for one in findings if key in (finding_key(one), _group_key(one)))


def _weight(finding: Finding) -> float:
    """Return how much there is of what was found, so that the worst of a group comes first."""
    found = (finding.evidence.get(key) for key in _WEIGHTS)
    return next((abs(float(one)) for one in found if isinstance(one, int | float)), 0.0)


def _group_key(finding: Finding) -> str:
    return _digest(f"{finding.severity}\n{finding.code}\n\nall")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
