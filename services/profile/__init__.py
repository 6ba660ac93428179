"""Descriptions of tables for people: statistics, target and task detection, findings, associations."""

from .association.heatmaps import Heatmap, Span, heatmap
from .association.pair_records import Boxes, Counts, Density, PairPlot, Points
from .profiles import DESCRIBE_INGESTED, MAX_LAG, Profiles
from .records import (
    ColumnProfile,
    Correlations,
    CorrelationsDocument,
    Histogram,
    Importance,
    ImportanceItem,
    LagCorrelations,
    LaggedColumn,
    Pair,
    Profile,
    TargetProfile,
)
from .task import detect_task

__all__ = [
    "DESCRIBE_INGESTED",
    "MAX_LAG",
    "Boxes",
    "ColumnProfile",
    "Correlations",
    "CorrelationsDocument",
    "Counts",
    "Density",
    "Heatmap",
    "Histogram",
    "Importance",
    "ImportanceItem",
    "LagCorrelations",
    "LaggedColumn",
    "Pair",
    "PairPlot",
    "Points",
    "Profile",
    "Profiles",
    "Span",
    "TargetProfile",
    "detect_task",
    "heatmap",
]
