"""From an `ExperimentConfig` to JSON values, YAML text and a hash, and back from text."""

import hashlib
import json
from typing import Any

from .config import ExperimentConfig
from .documents import read_document, write_yaml
from .parsing import parse_config


def to_json(config: ExperimentConfig) -> dict[str, Any]:
    """Return the configuration as JSON values, every setting written out."""
    return config.model_dump(mode="json")


def canonical_json(config: ExperimentConfig) -> str:
    """Return the one JSON text of a configuration: sorted keys, no spaces."""
    return json.dumps(
        to_json(config), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def config_hash(config: ExperimentConfig) -> str:
    """Return ``sha256:<hex>`` of the canonical JSON; equal configurations have equal hashes."""
    return f"sha256:{hashlib.sha256(canonical_json(config).encode()).hexdigest()}"


def to_json_text(config: ExperimentConfig) -> str:
    """Return the configuration as indented JSON for people and files."""
    return json.dumps(to_json(config), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def to_yaml(config: ExperimentConfig) -> str:
    """Return the configuration as YAML; `from_yaml` reads it back equal."""
    return write_yaml(to_json(config))


def from_yaml(text: str) -> ExperimentConfig:
    """Return the configuration of a YAML or JSON text.

    Raises
    ------
    InvalidInputError
        If the text is unsafe, malformed, or fields are at fault (see `read_document`, `parse_config`).
    """
    return parse_config(read_document(text))
