"""Ids of the comparison."""

METRICS = "compare-metrics"
SETTINGS = "compare-settings"
