"""Drafts, experiments and their frozen versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..vocabulary import ExperimentStatus, StepName
from .config import ExperimentConfig


@dataclass(frozen=True, slots=True)
class Draft:
    """A configuration being edited.

    `config` holds the top-level keys of `ExperimentConfig` known so far (JSON); `proposal` is what
    was suggested for the present dataset and target (JSON), against which changes are shown, with
    `notes` as one more key.
    `revision` counts saves; `writer` names the browser tab that saved last. `visited` are the steps
    that were opened, the one opened last at the end.
    """

    id: str
    owner: str
    project: str | None
    revision: int
    writer: str
    config: Mapping[str, Any]
    proposal: Mapping[str, Any] | None
    visited: tuple[StepName, ...]
    created_at: datetime
    updated_at: datetime
    experiment_id: str | None = None
    parent_id: str | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """Which of the user's choices the last suggestion reset, in words; kept beside the proposal."""
        return tuple((self.proposal or {}).get("notes", ()))


@dataclass(frozen=True, slots=True)
class Experiment:
    """An experiment with its newest version.

    `progress` lies in [0, 1]; `error` is ``{code, message, hint}`` when it failed; `score` is the
    best model's mean of the metric and `baseline_score` that of the baseline, once it succeeded.
    """

    id: str
    name: str
    owner: str
    project: str | None
    version: int
    status: ExperimentStatus
    config: ExperimentConfig
    created_at: datetime
    updated_at: datetime
    progress: float = 0.0
    error: Mapping[str, Any] | None = None
    job_id: str | None = None
    mlflow_run_id: str | None = None
    template_id: str | None = None
    parent_id: str | None = None
    is_archived: bool = False
    score: float | None = None
    baseline_score: float | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """An immutable, numbered configuration, frozen at launch."""

    experiment_id: str
    number: int
    config: ExperimentConfig
    created_at: datetime
