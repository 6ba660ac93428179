"""Ids of the insights."""

WEEKS = "insights-weeks"
STEPS = "insights-steps"
TEMPLATES = "insights-templates"
