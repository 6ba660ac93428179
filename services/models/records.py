"""Types of the model catalogue and of what is recommended from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..vocabulary import Direction, Metric, ModelKey, SizeBand, Task, ValidationStrategy

Tier = Literal["basic", "advanced", "expert"]
ParameterType = Literal["integer", "number", "choice", "boolean"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One hyperparameter of a model.

    `default` is the tuned default; `low` and `high` bound numbers, `choices` list alternatives;
    `log` says that steps are best thought of as factors. `search_low`/`search_high` are the default
    search bounds (None: not searched by default); alternatives are searched when `searched`. A
    number may also take one of its `choices`, such as "auto". `tasks` are the tasks in which the
    parameter has an effect (empty: all tasks of its model); `needs` names another parameter and the
    value it must have for this one to have an effect (None: it always has).
    """

    name: str
    label: str
    type: ParameterType
    default: Any
    tier: Tier
    meaning: str
    low: float | None = None
    high: float | None = None
    choices: tuple[Any, ...] = ()
    log: bool = False
    unit: str = ""
    search_low: float | None = None
    search_high: float | None = None
    searched: bool = False
    tasks: frozenset[Task] = frozenset()
    source: str = ""
    needs: tuple[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One entry of the catalogue.

    `build` returns an unfitted scikit-learn estimator from ``(task, hyperparameters, seed,
    n_threads)`` and imports its library when called. `encoding` says what the preprocessing must
    give it: "ordinal" integer codes with missing kept (trees) or "one_hot" scaled and imputed
    (linear models). `cost` is seconds per million (rows x columns) cells and fit on the reference
    machine with one thread, `overhead_s` the seconds of a fit whatever its size, both for the first
    time estimate and times the number of classes when `per_class`. Seconds grow with the rows to
    the power of `growth`; if that is not 1, `cost` holds at 10,000 rows. `presets` maps each choice
    of the parameter "preset" to the values it stands for. `max_rows` and `max_columns` (after
    encoding) are what the model is meant for, None without a limit. `package` is the optional package
    that it needs, "" for none. `combines` marks an entry that is put together from the other models of
    a run, and is not built alone.
    """

    key: ModelKey
    label: str
    summary: str
    tasks: frozenset[Task]
    encoding: Literal["ordinal", "one_hot"]
    parameters: tuple[Parameter, ...]
    build: Callable[[Task, Mapping[str, Any], int, int], Any]
    cost: float
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    source: str = ""
    overhead_s: float = 0.05
    per_class: bool = False
    presets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    growth: float = 1.0
    max_rows: int | None = None
    max_columns: int | None = None
    package: str = ""
    combines: bool = False

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter called `name`, or None."""
        return next((one for one in self.parameters if one.name == name), None)

    def defaults(self) -> dict[str, Any]:
        """Return the tuned default of every hyperparameter."""
        return {one.name: one.default for one in self.parameters}


@dataclass(frozen=True, slots=True)
class DataFacts:
    """The facts about data that rules look at; counts of rows and columns are true counts.

    `n_features` counts the features that will train, `n_expanded` the columns after one-hot
    encoding. `minority_share` is None for regression; `target_skew` None for classification.
    `time_column`/`group_column` name detected structure; `n_moments` counts the distinct values of the
    first, None if that is unknown. `memory_bytes` is what one run may use, None
    if nothing is known of it.
    """

    task: Task
    n_rows: int
    n_features: int
    n_numeric: int
    n_categorical: int
    n_text: int
    n_datetime: int
    n_expanded: int
    missing_share: float
    n_classes: int | None = None
    minority_share: float | None = None
    minority_count: int | None = None
    target_skew: float | None = None
    target_min: float | None = None
    time_column: str | None = None
    n_moments: int | None = None
    group_column: str | None = None
    memory_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a fact of this dataset, the rule it fired, and where the rule comes from."""

    fact: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class EstimatedSeconds:
    """An interval of wall-clock seconds."""

    low: float
    expected: float
    high: float


@dataclass(frozen=True, slots=True)
class ModelRecommendation:
    """One proposed model; `confidence` is the share of reference tables where it beat the default."""

    model: ModelKey
    rank: int
    reasons: tuple[Reason, ...]
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    confidence: float
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)
    estimated_seconds: EstimatedSeconds | None = None


@dataclass(frozen=True, slots=True)
class ValidationAdvice:
    """The proposed way of judging, with its reason."""

    strategy: ValidationStrategy
    n_splits: int
    repeats: int
    test_size: float
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class MetricAdvice:
    """The proposed metric, with its reason."""

    name: Metric
    direction: Direction
    reason: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The short list for a dataset and target, best first; the baseline runs beside it anyway.

    `average` is why a weighted average of the list is proposed beside it; None if it is not.
    """

    task: Task
    size_band: SizeBand
    recommendations: tuple[ModelRecommendation, ...]
    validation: ValidationAdvice
    metric: MetricAdvice
    average: Reason | None = None
