"""Running an experiment on a table without an app: what tests of training have in common."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from hydroml.services.experiments.config import ExperimentConfig
from hydroml.services.jobs.records import Progress
from hydroml.services.training import TrainedRun, run_experiment
from hydroml.services.vocabulary import ColumnKind

METRIC_OF = {"binary": "roc_auc", "multiclass": "log_loss", "regression": "rmse"}


@dataclass
class Listener:
    """Keeps what a run reports; cancels it after so many questions whether to go on."""

    cancel_after: int | None = None
    reports: list[Progress] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    questions: int = 0

    def is_cancelled(self) -> bool:
        self.questions += 1
        return self.cancel_after is not None and self.questions > self.cancel_after


def kinds_of(frame: pd.DataFrame) -> dict[str, ColumnKind]:
    """The kind of each column by its dtype."""
    return {str(name): _kind(frame[name]) for name in frame}


def configure(frame: pd.DataFrame, target: str, task: str, **changes: Any) -> ExperimentConfig:
    """A configuration that uses every other column and one quick model."""
    usual: dict[str, Any] = {
        "name": "test",
        "dataset": {"id": "ds_test", "fingerprint": "sha256:0"},
        "target": target,
        "task": task,
        "features": {"include": [str(name) for name in frame if name != target]},
        "models": [{"key": "ridge" if task == "regression" else "logistic"}],
        "validation": {"strategy": "kfold" if task == "regression" else "stratified_kfold", "n_splits": 3},
        "metric": METRIC_OF[task],
        "seed": 20260101,
    }
    return ExperimentConfig.model_validate({**usual, **changes})


def run(
    frame: pd.DataFrame,
    config: ExperimentConfig,
    folder: Path,
    *,
    listener: Listener | None = None,
    kinds: Mapping[str, ColumnKind] | None = None,
    journal: Path | None = None,
    earlier_journals: Sequence[Path] = (),
) -> TrainedRun:
    """Run a configuration on a frame that is written to `folder` first."""
    table = folder / "table.parquet"
    frame.to_parquet(table, index=False)
    heard = listener or Listener()
    return run_experiment(
        config,
        table,
        kinds or kinds_of(frame),
        report=heard.reports.append,
        log=heard.lines.append,
        is_cancelled=heard.is_cancelled,
        journal=journal,
        earlier_journals=earlier_journals,
    )


def shared_table(folder: Path, name: str) -> tuple[pd.DataFrame, str, str]:
    """A reference table with its target and task, without the columns its manifest says to drop."""
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    entry = next(one for one in entries if one["name"] == name)
    frame = pd.read_csv(folder / entry["file"])
    return frame.drop(columns=entry.get("drop", [])), entry["target"], entry["task"]


def _kind(values: pd.Series) -> ColumnKind:
    if pd.api.types.is_bool_dtype(values):
        return "boolean"
    if pd.api.types.is_datetime64_any_dtype(values):
        return "datetime"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    return "numeric" if pd.api.types.is_float_dtype(values) else "categorical"
