"""What a profile says of a table; for people to read, never fed to a model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..findings import Finding
from ..vocabulary import ColumnKind, Task

Cells = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts between edges; ``len(edges) == len(counts) + 1``, edges in the column's unit.

    For datetime columns edges are seconds since 1970-01-01 UTC.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column.

    `stats` holds for numbers ``mean, std, min, q01, q25, median, q75, q99, max, skew``; for categories, and
    for numbers that repeat, ``top`` (pairs of value and count, most frequent first, at most 20); for dates
    ISO ``min, max`` and ``step_s, n_gaps, largest_gap_s`` (the usual distance of neighbours in time, how
    many are more than twice as far apart, the largest distance); for texts ``min_length, mean_length,
    max_length, mean_words``; for strings of any kind ``number_share`` and ``date_share`` in [0, 1], the
    shares of known cells that spell a number or a date. A value that cannot be computed is None.

    Numbers with outliers also have ``fence_low, fence_high``, beyond which these lie.

    `disguised` counts values that stand for "missing" but were kept as values (``-999``, ``?``), by
    spelling. `outlier_rows` are row numbers (1-based, of the table) of the most extreme outliers, at most
    20. `is_distinct_exact` is False where `n_distinct` is a sketch or drawn up from a sample.
    """

    name: str
    kind: ColumnKind
    n_missing: int
    n_distinct: int
    n_outliers: int = 0
    stats: Mapping[str, Any] = field(default_factory=dict)
    histogram: Histogram | None = None
    is_distinct_exact: bool = True
    disguised: Mapping[str, int] = field(default_factory=dict)
    outlier_rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetProfile:
    """The target as step 1 shows it.

    `balance` counts rows per class (at most 100 classes) for classification, else is empty.
    `n_missing` rows have no target and are left out of training.
    """

    name: str
    task: Task
    reason: str
    n_missing: int = 0
    balance: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """A whole table.

    `n_rows` is always exact; the rest is exact or, when `exact` is False, an estimate from
    `sampled_rows` rows. `fingerprint` is that of the dataset it was made from.
    `target_candidates` are the three best guesses with their reasons, best first. `share_error` is the
    half-width of the 95 % interval of a share of one half in the sample, None when exact.
    `n_duplicate_rows` counts rows equal to an earlier one in all columns, None where not looked for.
    """

    fingerprint: str
    n_rows: int
    n_columns: int
    exact: bool
    sampled_rows: int | None
    columns: tuple[ColumnProfile, ...]
    findings: tuple[Finding, ...] = ()
    suggested_target: str | None = None
    target_candidates: tuple[tuple[str, str], ...] = ()
    target: TargetProfile | None = None
    seconds: float = 0.0
    share_error: float | None = None
    n_duplicate_rows: int | None = None

    def column(self, name: str) -> ColumnProfile | None:
        """Return the profile of the column called `name`, or None."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True)
class Pair:
    """The places of two columns in a matrix of correlations, and their correlation."""

    one: int
    other: int
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class Correlations:
    """A symmetric matrix of correlations in [-1, 1]: `values` of shape (n, n), NaN where unknown.

    With the method ``association`` it holds strengths in [0, 1] of pairs of all kinds. `columns` are ordered
    by clusters, so that groups stand together. `error` is the half-width of the 95 % interval of a
    correlation of 0 in the sample of `n_rows`, None when these are all rows of the table. `n_left_out` counts
    the columns of a very wide table that have only weak correlations and are left out. `strongest` are the
    100 pairs with the largest absolute correlation, strongest first.
    """

    method: str
    columns: tuple[str, ...]
    values: Cells
    n_rows: int
    error: float | None = None
    n_left_out: int = 0
    strongest: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrelationsDocument:
    """A matrix of correlations as the REST API tells it; None where a pair cannot be computed."""

    method: str
    columns: tuple[str, ...]
    matrix: tuple[tuple[float | None, ...], ...]
    n_rows: int
    error: float | None = None
    n_left_out: int = 0


@dataclass(frozen=True, slots=True)
class ImportanceItem:
    """Mutual information of one feature with the target, in nats.

    `noise_floor` is what shuffled data exceed in one of twenty cases. `error` is the half-width of the 95 %
    interval of `score` in a sample, None when all rows were looked at. `association` is how strongly the
    feature goes with the target by `measure`: ``spearman`` in [-1, 1], ``eta`` or ``cramers_v`` in [0, 1];
    None where it cannot be computed.
    """

    name: str
    score: float
    noise_floor: float
    error: float | None = None
    association: float | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Importance:
    """Features by mutual information with `target`, highest first; from `n_rows` rows."""

    target: str
    items: tuple[ImportanceItem, ...]
    n_rows: int


@dataclass(frozen=True, slots=True)
class LaggedColumn:
    """How a column goes with the target `lag` steps later, in [-1, 1] for each lag; None where unknown.

    `best_lag` is the lag of the strongest correlation if that leaves the band of noise, else None.
    """

    name: str
    values: tuple[float | None, ...]
    best_lag: int | None


@dataclass(frozen=True, slots=True)
class LagCorrelations:
    """Columns with the target after ordering by time; the first item is the target with itself.

    A lag counts moments, of which there are `n_moments`. Of white noise 95 % of the values stay within
    ``+-noise_band``.
    """

    target: str
    time: tuple[str, ...]
    lags: tuple[int, ...]
    items: tuple[LaggedColumn, ...]
    n_moments: int
    noise_band: float
