"""The whole REST API at a glance."""

from .datasets import OPERATIONS as DATASETS
from .experiments import OPERATIONS as EXPERIMENTS
from .feature_sets import OPERATIONS as FEATURE_SETS
from .models import OPERATIONS as MODELS
from .operation import Operation
from .templates import OPERATIONS as TEMPLATES

OPERATIONS: tuple[Operation, ...] = (*DATASETS, *MODELS, *EXPERIMENTS, *TEMPLATES, *FEATURE_SETS)
