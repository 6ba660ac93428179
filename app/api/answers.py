"""Answer shapes that are not simply a record of the domain."""

from typing import Any

from pydantic import BaseModel

from ...services.findings import Finding


class FixAnswer(BaseModel):
    """A one-click remedy as JSON Patch (RFC 6902) against the configuration."""

    label: str
    patch: list[dict[str, Any]]


class FindingAnswer(BaseModel):
    """A coded observation."""

    code: str
    severity: str
    field: str
    message: str
    evidence: dict[str, Any]
    fix: FixAnswer | None
    docs: str
    dismissed: str | None = None


def finding_answer(finding: Finding) -> FindingAnswer:
    """Return a finding as the API shows it."""
    fix = finding.fix and FixAnswer(label=finding.fix.label, patch=[dict(one) for one in finding.fix.patch])
    return FindingAnswer(
        code=finding.code,
        severity=finding.severity,
        field=finding.field,
        message=finding.message,
        evidence=dict(finding.evidence),
        fix=fix,
        docs=finding.docs,
        dismissed=finding.dismissed,
    )
