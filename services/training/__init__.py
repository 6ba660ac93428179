"""The training room: fits, judges and keeps models; its heavy parts load when first used."""

from typing import TYPE_CHECKING, Any

from .ports import TrackedRun, Tracker
from .preview_records import Shape, TransformPreview
from .previews import Previews
from .records import Confusion, RunResult, Scatter, Score, TestScore, TrainedRun, Trial

if TYPE_CHECKING:
    from .artefacts import read_result, write_artefacts
    from .run import run_experiment

__all__ = [
    "Confusion",
    "Previews",
    "RunResult",
    "Scatter",
    "Score",
    "Shape",
    "TestScore",
    "TrackedRun",
    "Tracker",
    "TrainedRun",
    "TransformPreview",
    "Trial",
    "read_result",
    "run_experiment",
    "write_artefacts",
]


def __getattr__(name: str) -> Any:
    """Load scikit-learn and its kin only in the process that trains."""
    if name == "run_experiment":
        from .run import run_experiment

        return run_experiment
    if name in ("read_result", "write_artefacts"):
        from . import artefacts

        return getattr(artefacts, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
