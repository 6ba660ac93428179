"""A template: roles and rules, never column names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Template:
    """A recipe that can be applied to other data.

    `config` holds ``{roles, rules}`` as in examples/template.yaml (JSON). `record` is what its runs
    measured: runs, success_rate, beats_baseline, median_seconds, last_verified.
    """

    id: str
    name: str
    category: str
    tags: tuple[str, ...]
    version: int
    description: str
    config: Mapping[str, Any]
    owner: str
    project: str | None
    visibility: Visibility
    created_at: datetime
    updated_at: datetime
    usage_count: int = 0
    record: Mapping[str, Any] = field(default_factory=dict)
    is_archived: bool = False
