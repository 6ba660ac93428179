"""Records as the stores keep them, each with a few fields that a test wants otherwise."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from hydroml.services.access import User
from hydroml.services.datasets.records import Column, Dataset, IngestReport, ReportNote
from hydroml.services.experiments.config import (
    DatasetRef,
    ExperimentConfig,
    Features,
    ModelChoice,
    Range,
    Search,
)
from hydroml.services.experiments.records import Draft, Experiment
from hydroml.services.features.sets import FeatureSet
from hydroml.services.ids import new_id
from hydroml.services.jobs.records import Job, Progress
from hydroml.services.templates.records import Template

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ANN = User("ann", "Ann")
BEN = User("ben", "Ben", projects=frozenset({"water"}))
ADMIN = User("root", "Root", is_admin=True)
STRANGE = ("<b>x</b>", "a.b", '"', "'; DROP TABLE jobs;--", "x" * 300, "שלום", "100%_\\", "{0}")
"""Names as people give them to columns and things."""


def later(seconds: float) -> datetime:
    """A moment after `START`."""
    return START + timedelta(seconds=seconds)


def config(**changes: Any) -> ExperimentConfig:
    """A complete configuration of a small comparison."""
    given = ExperimentConfig(
        name="Churn",
        dataset=DatasetRef(id="ds_AAAAAAAAAAAA", fingerprint="sha256:00"),
        target=STRANGE[0],
        task="binary",
        kinds=dict.fromkeys(STRANGE, "numeric"),
        features=Features(include=STRANGE[1:], exclude={STRANGE[2]: "constant"}),
        models=(ModelChoice(key="dummy"), ModelChoice(key="logistic", hyperparameters={"C": 0.5})),
        search=Search(space={"logistic": {"C": Range(low=0.1, high=10, log=True)}}),
        metric="roc_auc",
        seed=7,
    )
    return given.model_copy(update=changes)


def dataset(**changes: Any) -> Dataset:
    """A ready dataset of Ann's."""
    report = IngestReport({"delimiter": ";", "escape": None}, (ReportNote("X", "info", "m", 2, (1, 9)),))
    given: dict[str, Any] = {
        "id": new_id("ds"),
        "name": "churn.csv",
        "format": "csv",
        "status": "ready",
        "n_rows": 10,
        "n_columns": 2,
        "size_bytes": 5_000_000_000,
        "fingerprint": "sha256:00",
        "owner": "ann",
        "project": None,
        "created_at": START,
        "report": report,
        "columns": tuple(Column(name, "numeric", "double") for name in STRANGE),
    }
    return Dataset(**{**given, **changes})


def draft(**changes: Any) -> Draft:
    """A draft of Ann's, saved once."""
    given: dict[str, Any] = {
        "id": new_id("dr"),
        "owner": "ann",
        "project": None,
        "revision": 1,
        "writer": "tab-1",
        "config": {"name": "Churn", "target": STRANGE[0]},
        "proposal": None,
        "visited": ("data",),
        "created_at": START,
        "updated_at": START,
    }
    return Draft(**{**given, **changes})


def experiment(**changes: Any) -> Experiment:
    """An experiment of Ann's that was never launched."""
    given: dict[str, Any] = {
        "id": new_id("ex"),
        "name": "Churn",
        "owner": "ann",
        "project": None,
        "version": 0,
        "status": "draft",
        "config": config(),
        "created_at": START,
        "updated_at": START,
        "metadata": {"note": [1, {"deep": None}]},
    }
    return Experiment(**{**given, **changes})


def job(experiment_id: str, **changes: Any) -> Job:
    """A queued job of Ann's."""
    given: dict[str, Any] = {
        "id": new_id("jb"),
        "kind": "training",
        "experiment_id": experiment_id,
        "version": 1,
        "owner": "ann",
        "status": "queued",
        "attempt": 0,
        "cancel_requested": False,
        "progress": Progress(),
        "created_at": START,
    }
    return Job(**{**given, **changes})


def template(**changes: Any) -> Template:
    """A private template of Ann's."""
    given: dict[str, Any] = {
        "id": new_id("tp"),
        "name": "Balanced classes",
        "category": "classification",
        "tags": ("fast", "robust"),
        "version": 1,
        "description": "For tables with two classes.",
        "config": {"roles": {"target": {"task": "binary"}}, "rules": [{"if": "x"}]},
        "owner": "ann",
        "project": None,
        "visibility": "private",
        "created_at": START,
        "updated_at": START,
    }
    return Template(**{**given, **changes})


def feature_set(**changes: Any) -> FeatureSet:
    """A feature set of Ann's."""
    given: dict[str, Any] = {
        "id": new_id("fs"),
        "name": "Short list",
        "description": "Without what is known too late.",
        "include": STRANGE[:3],
        "exclude": {STRANGE[3]: "by hand"},
        "owner": "ann",
        "project": None,
        "created_at": START,
        "updated_at": START,
    }
    return FeatureSet(**{**given, **changes})


def result(mean: float = 0.7, **changes: Any) -> Mapping[str, Any]:
    """A finished run's result, as JSON."""
    scores = [{"model": "logistic", "mean": mean}, {"model": "ridge", "mean": None}]
    given: dict[str, Any] = {
        "status": "succeeded",
        "metric": {"name": "roc_auc", "direction": "maximize"},
        "leaderboard": scores,
        "baseline": {"model": "dummy", "mean": 0.5},
        "seconds": 1.5,
        "environment": {"python": "3.11"},
    }
    return {**given, **changes}
