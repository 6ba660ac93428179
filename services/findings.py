"""Findings: things that can be done but deserve a look, each with evidence and, where possible, a fix."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from .vocabulary import Severity

PatchOperation = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Fix:
    """A change of the configuration that settles a finding.

    `patch` is a JSON Patch (RFC 6902) against the configuration.
    """

    label: str
    patch: tuple[PatchOperation, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One coded observation about data or configuration.

    `field` is a JSON pointer into the configuration, or the name of a column for codes that begin
    with ``DATA_``. `dismissed` is why somebody wants it to stay as it is, None while it is open.
    """

    code: str
    severity: Severity
    field: str
    message: str
    evidence: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    fix: Fix | None = None
    dismissed: str | None = None

    @property
    def docs(self) -> str:
        """Path of the page that explains this code."""
        return f"findings/{self.code}"


SAFE_CODES = frozenset(("DATA_CONSTANT", "DATA_IDENTIFIER", "DATA_DUPLICATE_COLUMN", "DATA_NEAR_CONSTANT"))
"""Codes whose fixes need no second look: they leave out columns that tell (nearly) nothing of the rows."""


def is_safe(finding: Finding) -> bool:
    """Tell whether a finding has a fix that may be applied together with others, unseen."""
    return finding.fix is not None and finding.code in SAFE_CODES


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Tell whether any of the findings forbids the launch."""
    return any(finding.severity == "error" for finding in findings)
