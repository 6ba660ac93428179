"""What a run produces; `RunResult` in JSON is examples/results.json plus what the pages draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..models import Edge
from ..vocabulary import ModelKey, Task
from .plot_records import SearchPlots

if TYPE_CHECKING:
    import pandas as pd
    from sklearn.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Score:
    """A model's judged performance over `n` folds.

    `mean` and `std` are of the metric over folds; `interval` is a 95 % interval of the mean;
    `folds` the score of each fold; `fit_seconds` is the mean of one fit. `tied_with_best` is True when
    the difference to the best could be zero. `others` are the means of the task's other metrics. `note`
    says where a tuned row comes from, or that tuning gained nothing. `error` is set when the model
    failed.
    """

    model: ModelKey
    mean: float | None
    std: float | None
    interval: tuple[float, float] | None
    n: int
    folds: tuple[float, ...]
    tied_with_best: bool
    fit_seconds: float
    hyperparameters: Mapping[str, Any]
    others: Mapping[str, float] = field(default_factory=dict)
    note: str = ""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class TestScore:
    """The best model on the final test set that selection and tuning never saw."""

    n: int
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts, shape (n_classes, n_classes): rows are actual, columns predicted classes."""

    classes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Scatter:
    """Predicted against actual, in the target's unit; at most 2,000 points, sampled with the seed."""

    actual: tuple[float, ...]
    predicted: tuple[float, ...]
    n: int


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial of the search; `state` is complete, pruned, repeated or failed.

    `taken_over` is True for a trial of an earlier search whose space was edited since.
    """

    number: int
    model: ModelKey
    value: float | None
    state: str
    parameters: Mapping[str, Any]
    taken_over: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """How the search of one model ended.

    `n_trials` of which `n_taken_over` come from searches before the space was edited; `best` is the
    mean over the folds of the best trial (None: none could be judged), whose values are `values`;
    `default` that of the untuned model (None: it failed). `has_gained` says whether the tuned model
    joined the leaderboard; `plots` are None where too few trials are complete.
    """

    model: ModelKey
    n_trials: int
    n_taken_over: int
    default: float | None
    best: float | None
    values: Mapping[str, Any]
    has_gained: bool
    plots: SearchPlots | None = None


@dataclass(frozen=True, slots=True)
class RunResult:
    """Everything a finished run hands on.

    `leaderboard` is ordered best first, without the baseline. `confusion` or `scatter` belong to the
    final test set when there is one, else to out-of-fold predictions: `judged_on` is "test" or
    "folds". `metric` holds ``name``, ``direction`` and for two classes ``positive_class``;
    `exact_repeat` holds ``promised`` and ``reason`` (None when promised). `searches` tell of each tuned
    model how its search ended, `edges` which of the best values lie on an edge of the space.
    """

    status: str
    task: Task
    metric: Mapping[str, Any]
    leaderboard: tuple[Score, ...]
    baseline: Score
    test: TestScore | None
    judged_on: str
    confusion: Confusion | None
    scatter: Scatter | None
    trials: tuple[Trial, ...]
    environment: Mapping[str, Any]
    exact_repeat: Mapping[str, Any]
    seconds: float
    predictions_sha256: str
    mlflow_run_id: str | None = None
    searches: tuple[SearchResult, ...] = ()
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, eq=False)
class TrainedRun:
    """A finished run: the result, the best model fitted on all rows but the final test, predictions.

    `predictions` holds every prediction made for a row that did not train the model, one row each;
    see outcome.prediction_table. `sample` are a few rows as the pipeline takes them.
    """

    result: RunResult
    pipeline: "Pipeline"
    predictions: "pd.DataFrame"
    sample: "pd.DataFrame"
