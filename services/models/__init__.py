"""The models room: catalogue, hyperparameters, metrics and what to recommend; imports no learner."""

from .advice import advise_metric, advise_validation
from .bounds import BoundFault, bound_fault
from .catalogue import BASELINE, CATALOGUE, models_for, spec
from .cost import fit_bytes, fit_seconds
from .facts import facts, size_band
from .hyperparameters import (
    allowed_values,
    default_space,
    idle_hyperparameters,
    resolve_hyperparameters,
    validate_hyperparameters,
)
from .metrics import METRICS, MetricSpec, metrics_for
from .packages import INSTALL, how_to_install, is_installed
from .recommend import recommend
from .records import (
    DataFacts,
    EstimatedSeconds,
    MetricAdvice,
    ModelRecommendation,
    ModelSpec,
    Parameter,
    Reason,
    Recommendation,
    Tier,
    ValidationAdvice,
)
from .rules import RULES, Rule, fired
from .spaces import Edge, edges, has_effect, in_order

__all__ = [
    "BASELINE",
    "CATALOGUE",
    "INSTALL",
    "METRICS",
    "RULES",
    "BoundFault",
    "DataFacts",
    "Edge",
    "EstimatedSeconds",
    "MetricAdvice",
    "MetricSpec",
    "ModelRecommendation",
    "ModelSpec",
    "Parameter",
    "Reason",
    "Recommendation",
    "Rule",
    "Tier",
    "ValidationAdvice",
    "advise_metric",
    "advise_validation",
    "allowed_values",
    "bound_fault",
    "default_space",
    "edges",
    "facts",
    "fired",
    "fit_bytes",
    "fit_seconds",
    "has_effect",
    "how_to_install",
    "idle_hyperparameters",
    "in_order",
    "is_installed",
    "metrics_for",
    "models_for",
    "recommend",
    "resolve_hyperparameters",
    "size_band",
    "spec",
    "validate_hyperparameters",
]
