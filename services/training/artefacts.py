"""The folder of a run: result, configuration, predictions, fitted pipeline and environment."""

import csv
import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cloudpickle
import skops.io
from pydantic import TypeAdapter

from ..experiments.config import ExperimentConfig
from .records import RunResult, TrainedRun

RESULT = "result.json"
CONFIG = "config.json"
ENVIRONMENT = "environment.json"
PREDICTIONS = "predictions.parquet"
SAFE_MODEL = "pipeline.skops"
PICKLED_MODEL = "pipeline.pkl"
SAMPLE = "sample.parquet"
LEADERBOARD = "leaderboard.csv"
COLUMNS = ("model", "mean", "std", "n", "tied_with_best", "fit_seconds", "note", "error")

_RESULT = TypeAdapter(RunResult)


def write_artefacts(folder: Path, run: TrainedRun, config: ExperimentConfig) -> None:
    """Write everything a run leaves behind into an existing, empty folder.

    ``result.json``, ``leaderboard.csv``, ``config.json``, ``environment.json``,
    ``predictions.parquet``, ``sample.parquet`` (rows as the pipeline takes them) and the fitted
    pipeline: ``pipeline.skops``, which lists the types it needs and runs no code when read, or
    ``pipeline.pkl`` where skops cannot hold the model.

    Parameters
    ----------
    folder : the caller's temporary folder, renamed when whole
    run : finished
    config : that was run
    """
    _write_json(folder / RESULT, asdict(run.result))
    _write_json(folder / CONFIG, config.model_dump(mode="json"))
    _write_json(folder / ENVIRONMENT, dict(run.result.environment))
    _write_leaderboard(folder / LEADERBOARD, run.result)
    run.predictions.to_parquet(folder / PREDICTIONS, index=False)
    run.sample.to_parquet(folder / SAMPLE, index=False)
    _write_model(folder, run.pipeline)


def read_result(path: Path) -> RunResult:
    """Return the result that `write_artefacts` wrote; a score that is not finite reads as None."""
    return _RESULT.validate_json(path.read_bytes())


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    text = json.dumps(_finite(value), ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text, encoding="utf-8")


def _write_leaderboard(path: Path, result: RunResult) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for score in (*result.leaderboard, result.baseline):
            rows.writerow([getattr(score, name) for name in COLUMNS])


def _finite(value: Any) -> Any:
    """Return the value with lists for tuples and None for numbers that JSON does not know."""
    if isinstance(value, Mapping):
        return {str(key): _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_finite(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _write_model(folder: Path, pipeline: Any) -> None:
    path = folder / SAFE_MODEL
    try:
        skops.io.dump(pipeline, path)
        # Written is not yet readable: what cannot be read back is kept the other way.
        skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
    except (TypeError, ValueError, AttributeError, NotImplementedError) as error:
        path.unlink(missing_ok=True)
        (folder / PICKLED_MODEL).write_bytes(cloudpickle.dumps(pipeline))
        (folder / f"{PICKLED_MODEL}.txt").write_text(
            f"Kept as a pickle because the safe format cannot hold it: {error}\n", encoding="utf-8"
        )
