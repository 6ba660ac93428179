"""Everything the page of a run shows, gathered once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...services.experiments import Experiment
from ...services.jobs import Job, LogLine
from ...services.models import CATALOGUE, METRICS
from .. import format as fmt

Href = Callable[[str], str]
LIVE = ("queued", "running")


@dataclass(frozen=True, slots=True)
class RunView:
    """An experiment with its job, log and results, as far as there are any.

    `n_ahead` jobs wait before this one; `now` is the moment of looking.
    """

    experiment: Experiment
    dataset_name: str
    now: datetime
    job: Job | None = None
    log: Sequence[LogLine] = ()
    results: Mapping[str, Any] | None = None
    n_ahead: int = 0

    @property
    def is_live(self) -> bool:
        """Tell whether something more will happen by itself."""
        return self.experiment.status in LIVE

    @property
    def metric(self) -> str:
        """Return the label of the deciding metric."""
        return metric_label(self.experiment.config.metric)

    @property
    def direction(self) -> str:
        """Return whether more or less of the metric is better."""
        found = METRICS.get(self.experiment.config.metric)
        return found.direction if found else "maximize"


def score_text(value: float | None) -> str:
    """Return a score for a table: four decimals below one, else four significant digits."""
    if value is None or not abs(value) < 1:
        return fmt.significant(value, 4)
    text = f"{value:.4f}".replace("-", "−")
    return text if value == 0 or float(f"{value:.4f}") else fmt.significant(value, 2)


def metric_label(name: str) -> str:
    """Return what a metric is called."""
    return next((one.label for key, one in METRICS.items() if key == name), name)


def model_label(key: str) -> str:
    """Return what a model is called; "lightgbm (tuned)" keeps its mark."""
    name, space, mark = key.partition(" ")
    label = next((one.label for known, one in CATALOGUE.items() if known == name), name)
    return f"{label}{space}{mark}"
