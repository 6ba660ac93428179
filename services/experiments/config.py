"""The configuration of an experiment: complete, schema-versioned, the same in YAML, JSON and Python."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from ..vocabulary import (
    ColumnKind,
    Metric,
    ModelKey,
    Pruner,
    Sampler,
    Task,
    TransformStep,
    ValidationStrategy,
)

SCHEMA_VERSION = 1
MAX_SEED = 2**31 - 1
MAX_TRIALS = 10_000

Name = Annotated[str, Field(max_length=10_000)]
"""A column's name: data, therefore long and strange names are allowed."""

Scalar = Annotated[str, Field(max_length=1000)] | int | float | bool | None
"""The value of a hyperparameter."""


class Part(BaseModel):
    """Base of every block: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class DatasetRef(Part):
    """Which table, by id and by the SHA-256 of its bytes."""

    id: str
    fingerprint: str


class Roles(Part):
    """Columns that are not features: time order, groups, and what is set aside."""

    time: Name | None = None
    group: Name | None = None
    ignore: tuple[Name, ...] = ()


class Transform(Part):
    """One declared transformation of some feature columns, fitted inside each split."""

    columns: tuple[Name, ...]
    step: TransformStep
    method: str | None = None
    max_levels: int | None = Field(default=None, ge=2, le=1000)
    parts: tuple[str, ...] = ()


class Features(Part):
    """The selected columns, the ones left out with the reason, and the transformations."""

    include: tuple[Name, ...] = ()
    exclude: dict[Name, str] = Field(default_factory=dict)
    transforms: tuple[Transform, ...] = ()


class ModelChoice(Part):
    """A model to compare; `hyperparameters` holds only what differs from the tuned default."""

    key: ModelKey
    hyperparameters: dict[Annotated[str, Field(max_length=100)], Scalar] = Field(default_factory=dict)


class Range(Part):
    """Bounds of a searched number; `log` searches its logarithm evenly."""

    low: float
    high: float
    log: bool = False
    step: float | None = None


class Choices(Part):
    """Alternatives of a searched setting."""

    choices: tuple[str | float | int | bool | None, ...] = Field(min_length=1)


def _alternative(value: Any) -> str:
    is_choices = "choices" in value if isinstance(value, dict) else isinstance(value, Choices)
    return "choices" if is_choices else "range"


Searched = Annotated[
    Annotated[Range, Tag("range")] | Annotated[Choices, Tag("choices")], Discriminator(_alternative)
]
"""What is searched: a number between bounds, or one of several alternatives."""


class EarlierSearch(Part):
    """A search of one model that came before the present one: its trials count in the present one.

    `n_trials` is the number of trials of this model when that search was over.
    """

    sampler: Sampler = "tpe"
    pruner: Pruner = "median"
    n_trials: int = Field(ge=1, le=MAX_TRIALS)
    space: dict[Annotated[str, Field(max_length=100)], Searched] = Field(min_length=1)


class Search(Part):
    """Hyperparameter search; the budget is counted in trials because a clock breaks repetition.

    `earlier` holds by model the searches whose space was edited since, the first one first; `n_trials`
    counts their trials too, as far as they lie in the present space.
    """

    enabled: bool = False
    sampler: Sampler = "tpe"
    pruner: Pruner = "median"
    n_trials: int = Field(default=30, ge=1, le=MAX_TRIALS)
    timeout_s: float | None = Field(default=None, gt=0)
    space: dict[ModelKey, dict[str, Searched]] = Field(default_factory=dict)
    earlier: dict[ModelKey, Annotated[tuple[EarlierSearch, ...], Field(max_length=100)]] = Field(
        default_factory=dict
    )


class Validation(Part):
    """How the models are judged; `test_size` is the share kept for the final test (0 for none)."""

    strategy: ValidationStrategy = "kfold"
    n_splits: int = Field(default=5, ge=2, le=100)
    test_size: float = Field(default=0.2, ge=0.0, lt=1.0)
    column: Name | None = None
    gap: int | None = Field(default=None, ge=0)
    horizon: int | None = Field(default=None, ge=1)
    repeats: int = Field(default=1, ge=1, le=100)


class Threshold(Part):
    """How a class probability becomes a decision; costs are in any common unit."""

    method: Literal["default", "prior", "cost", "f1"] = "default"
    false_negative: float | None = Field(default=None, gt=0)
    false_positive: float | None = Field(default=None, gt=0)


class Imbalance(Part):
    """Treatment of rare classes; weights and resampling are off because they hurt probabilities.

    `resampling` changes the rows that train, never those that judge: "over" repeats rows of the rarer
    classes, "under" leaves out rows of the others, each drawn from the seed, until all are equal.
    """

    class_weight: Literal["none", "balanced"] = "none"
    resampling: Literal["none", "over", "under"] = "none"
    threshold: Threshold = Threshold()


class Resources(Part):
    """Limits of the run: threads per fit, memory in MB (2**20 bytes), time in seconds."""

    n_threads: int = Field(default=1, ge=1, le=256)
    memory_limit_mb: int | None = Field(default=None, ge=256)
    time_limit_s: float | None = Field(default=None, gt=0)


class TemplateRef(Part):
    """The template this configuration was started from, if any."""

    id: str | None = None
    version: int | None = None


class Dismissal(Part):
    """A finding that was looked at and stays as it is; `field` is that of the finding."""

    code: str = Field(min_length=1, max_length=60)
    field: Name = ""
    reason: str = Field(min_length=1, max_length=300)


class ExperimentConfig(Part):
    """Everything that determines a run. Fractions are fractions, seconds seconds, bytes bytes."""

    schema_version: Literal[1] = 1
    name: str = Field(min_length=1, max_length=200)
    description: str = Field(default="", max_length=10_000)
    tags: tuple[Annotated[str, Field(min_length=1, max_length=50)], ...] = Field(default=(), max_length=30)
    project: str | None = Field(default=None, max_length=100)
    dataset: DatasetRef
    target: Name
    task: Task
    roles: Roles = Roles()
    kinds: dict[Name, ColumnKind] = Field(default_factory=dict)
    missing_values: dict[Name, tuple[Annotated[str, Field(max_length=1000)], ...]] = Field(
        default_factory=dict
    )
    """Values of a column that stand for "missing", as they are spelled: ``{"age": ["-999"]}``."""
    features: Features
    models: tuple[ModelChoice, ...] = Field(min_length=1, max_length=20)
    search: Search = Search()
    validation: Validation = Validation()
    metric: Metric
    imbalance: Imbalance = Imbalance()
    seed: int = Field(ge=0, le=MAX_SEED)
    resources: Resources = Resources()
    template: TemplateRef = TemplateRef()
    dismissed: tuple[Dismissal, ...] = Field(default=(), max_length=10_000)
    """Findings that were looked at and kept, with the reason; nothing that trains depends on it."""
