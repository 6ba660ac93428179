"""What the features room hands on: what would be removed and why, and the plan of preprocessing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..profile.records import Correlations, Importance, Profile
from ..vocabulary import ColumnKind, TransformStep

Encoding = Literal["ordinal", "one_hot"]
Need = Literal["profile", "correlations", "importance"]


@dataclass(frozen=True, slots=True)
class RemovedColumn:
    """A column that a strategy would leave out, why, and the figures behind it."""

    name: str
    reason: str
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removal:
    """What a strategy would leave out; nothing has been removed yet."""

    items: tuple[RemovedColumn, ...] = ()

    @property
    def exclude(self) -> dict[str, str]:
        """Reason by column, as ``features.exclude`` of the configuration holds it."""
        return {item.name: item.reason for item in self.items}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a table when a strategy is asked; the target is never removed."""

    profile: Profile | None = None
    correlations: Correlations | None = None
    importance: Importance | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class StrategyParameter:
    """A setting of a strategy; `low` and `high` are its bounds, both allowed."""

    name: str
    label: str
    default: float
    low: float
    high: float
    meaning: str
    is_integer: bool = False


@dataclass(frozen=True, slots=True)
class Strategy:
    """A one-click way of choosing features; `needs` says which evidence it reads."""

    key: str
    label: str
    meaning: str
    needs: frozenset[Need]
    apply: Callable[[Evidence, Mapping[str, float]], Removal]
    parameters: tuple[StrategyParameter, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step of preprocessing, not fitted.

    `method` is one of `METHODS` of the step. `max_levels` (encode one_hot): at most so many most
    frequent levels get a column of their own, the rest share one more. `parts` (date_parts): which.
    """

    step: TransformStep
    method: str
    max_levels: int | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A selected column, the steps it goes through in order, and how many columns come out.

    `note` says what deserves a look, in plain words. `missing` are values that stand for "missing", as
    they are spelled.
    """

    name: str
    kind: ColumnKind
    steps: tuple[PlannedStep, ...]
    n_output: int
    note: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeaturePlan:
    """What goes into preprocessing for one way of encoding; nothing is fitted.

    A column without steps is passed on as it is, missing values included. A column whose only step
    is "drop" gives no output.
    """

    encoding: Encoding
    columns: tuple[PlannedColumn, ...]

    @property
    def n_output(self) -> int:
        """Expected number of columns that reach the model."""
        return sum(column.n_output for column in self.columns)
