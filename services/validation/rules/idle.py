"""Findings about settings that do nothing: how they are worded and undone."""

from typing import Any

from ...findings import Finding, Fix
from ...vocabulary import Severity

NO_EFFECT = "SETTING_NO_EFFECT"


def idle(field: str, message: str, value: Any, *, severity: Severity = "warning") -> Finding:
    """Return the finding about a setting that can be put back to a `value`."""
    fix = Fix("Reset it", ({"op": "add", "path": field, "value": value},))
    return Finding(NO_EFFECT, severity, field, f"{message} It has no effect.", {}, fix)


def gone(field: str, message: str) -> Finding:
    """Return the finding about an entry that can be taken out."""
    fix = Fix("Remove it", ({"op": "remove", "path": field},))
    return Finding(NO_EFFECT, "warning", field, f"{message} It has no effect.", {}, fix)
