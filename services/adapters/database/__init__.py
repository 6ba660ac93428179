"""SQLite or PostgreSQL behind the ports: one `Database`, one store per port."""

from .database import Database
from .datasets import SqlDatasetStore
from .drafts import SqlDraftStore
from .estimates import SqlEstimateStore
from .events import SqlEventStore
from .experiments import SqlExperimentStore
from .feature_sets import SqlFeatureSetStore
from .jobs import SqlJobStore
from .runs import SqlRunStore
from .templates import SqlTemplateStore

__all__ = [
    "Database",
    "SqlDatasetStore",
    "SqlDraftStore",
    "SqlEstimateStore",
    "SqlEventStore",
    "SqlExperimentStore",
    "SqlFeatureSetStore",
    "SqlJobStore",
    "SqlRunStore",
    "SqlTemplateStore",
]
