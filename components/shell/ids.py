"""Ids of the header; what the whole app shares is in components/ids.py."""

EXPERIMENTS = "nav-experiments"
TEMPLATES = "nav-templates"
DATASETS = "nav-datasets"
INSIGHTS = "nav-insights"
ALERT_CLOSE = "alert-close"
