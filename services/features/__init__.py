"""The features room: strategies of selection and the plan of preprocessing."""

from .planning import (
    DATE_PARTS,
    EVERY_DATE_PART,
    MAX_ONE_HOT,
    METHODS,
    N_HASHED,
    N_HASHED_LEVELS,
    N_TOPICS,
    default_steps,
    plan,
)
from .records import (
    Encoding,
    Evidence,
    FeaturePlan,
    PlannedColumn,
    PlannedStep,
    Removal,
    RemovedColumn,
    Strategy,
    StrategyParameter,
)
from .registry import STRATEGIES, run_strategy
from .sets import FeatureSet, FeatureSets, SetFit, fit_set
from .strategies import (
    above_noise_floor,
    correlation_filter,
    drop_unusable,
    missing_filter,
    top_k,
    variance_filter,
)
from .suggestions import Suggestion, suggestions

__all__ = [
    "DATE_PARTS",
    "EVERY_DATE_PART",
    "MAX_ONE_HOT",
    "METHODS",
    "N_HASHED",
    "N_HASHED_LEVELS",
    "N_TOPICS",
    "STRATEGIES",
    "Encoding",
    "Evidence",
    "FeaturePlan",
    "FeatureSet",
    "FeatureSets",
    "PlannedColumn",
    "PlannedStep",
    "Removal",
    "RemovedColumn",
    "SetFit",
    "Strategy",
    "StrategyParameter",
    "Suggestion",
    "above_noise_floor",
    "correlation_filter",
    "default_steps",
    "drop_unusable",
    "fit_set",
    "missing_filter",
    "plan",
    "run_strategy",
    "suggestions",
    "top_k",
    "variance_filter",
]
