"""The experiments room: the configuration, its suggestion, drafts, versions, launch and exchange."""

from .comparison import Change, diff_configs, diff_values
from .config import ExperimentConfig, ModelChoice
from .deciding import Place, place_of
from .documents import read_document, write_yaml
from .drafts import Drafts
from .experiments import Experiments
from .parsing import field_errors, malformed, parse_config, pointer, refuse_newer
from .patches import apply_patch, exclude_fix, replace_fix
from .records import Draft, Experiment, Version
from .searching import (
    continued,
    missing_package,
    searched_models,
    trials_of_each,
    tuned_among,
    usual_trials,
    widening,
)
from .serialising import canonical_json, config_hash, from_yaml, to_json, to_json_text, to_yaml
from .settled import open_findings
from .slices import SLICES, slice_of
from .suggestion import DEFAULT_SEED, advise, propose
from .width import model_columns

__all__ = [
    "DEFAULT_SEED",
    "SLICES",
    "Change",
    "Draft",
    "Drafts",
    "Experiment",
    "ExperimentConfig",
    "Experiments",
    "ModelChoice",
    "Place",
    "Version",
    "advise",
    "apply_patch",
    "canonical_json",
    "config_hash",
    "continued",
    "diff_configs",
    "diff_values",
    "exclude_fix",
    "field_errors",
    "from_yaml",
    "malformed",
    "missing_package",
    "model_columns",
    "open_findings",
    "parse_config",
    "place_of",
    "pointer",
    "propose",
    "read_document",
    "refuse_newer",
    "replace_fix",
    "searched_models",
    "slice_of",
    "to_json",
    "to_json_text",
    "to_yaml",
    "trials_of_each",
    "tuned_among",
    "usual_trials",
    "widening",
    "write_yaml",
]
