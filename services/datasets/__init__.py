"""Uploaded tables: upload, format and dialect detection, column kinds, the normalised Parquet file."""

from .datasets import Datasets
from .examples import EXAMPLES
from .overrides import parsed as understood
from .overrides import restated
from .ports import DatasetFiles, DatasetStore, Progress, Sandbox
from .ready import require_ready
from .records import (
    NO_ROWS,
    Cell,
    Column,
    Dataset,
    DatasetLimits,
    Example,
    IngestReport,
    NotedLine,
    NotedLines,
    Preview,
    ReportNote,
    Upload,
)

__all__ = [
    "EXAMPLES",
    "NO_ROWS",
    "Cell",
    "Column",
    "Dataset",
    "DatasetFiles",
    "DatasetLimits",
    "DatasetStore",
    "Datasets",
    "Example",
    "IngestReport",
    "NotedLine",
    "NotedLines",
    "Preview",
    "Progress",
    "ReportNote",
    "Sandbox",
    "Upload",
    "require_ready",
    "restated",
    "understood",
]
