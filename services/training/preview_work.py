"""One column before and after its planned steps, fitted on a sample, in the limited child process."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from ..datasets import Progress, stored
from ..datasets.ingest_names import TABLE
from ..features import FeaturePlan, PlannedColumn
from ..profile.rows import Rows
from ..vocabulary import ColumnKind, Task
from .columns import typed_column, without_stand_ins, words
from .pipeline import preparation
from .preview_records import Shape, TransformPreview
from .targets import CLASS_TASKS, encode_target
from .transformers import OneHotLevels

MAX_ROWS = 5000
MAX_NAMES = 8
N_SHOWN = 6
_N_BINS, _MAX_LEVELS = 24, 200
_YEAR = 366
_MEASURED = ("numeric", "integer", "datetime")

Matrix = NDArray[np.float64]


def transform_sample(*, folder: str, plan: dict[str, Any], target: str, task: Task, report: Progress) -> Any:
    """Return the preview of the one column of `plan` as JSON.

    The very pipeline that trains is fitted, on at most 5,000 rows that have a target.

    Parameters
    ----------
    folder : path of the dataset's folder
    plan : a `FeaturePlan` of one column, in JSON
    target, task : of the experiment; encodings by the target read it
    """
    planned = stored.load(plan, FeaturePlan)
    report(0.1, "Reading a sample")
    rows = Rows(Path(folder) / TABLE, exact=False, sample_rows=MAX_ROWS)
    values, goal = (_frame(one) for one in rows.read([planned.columns[0].name, target]))
    numbers = np.arange(rows.n_rows) if rows.positions is None else rows.positions
    known = (goal if task in CLASS_TASKS else typed_column(goal, "numeric")).notna().to_numpy()
    report(0.5, "Fitting the steps")
    made = previewed(planned, values[known], encode_target(goal[known], task).labels, task, numbers[known])
    return stored.dump(replace(made, is_sample=not rows.exact), TransformPreview)


def _frame(values: pl.Series) -> pd.Series:
    return pd.Series(values.to_arrow().to_pandas())


def previewed(
    plan: FeaturePlan, values: pd.Series, labels: NDArray[Any], task: Task, numbers: NDArray[np.int64]
) -> TransformPreview:
    """Return the preview of a column.

    Parameters
    ----------
    plan : of this column alone
    values, labels, numbers : of equal length: the column, the target, the places of the rows in the table
    """
    column = plan.columns[0]
    given = values.to_frame(column.name)
    before = typed_column(without_stand_ins(given, {column.name: column.missing})[column.name], column.kind)
    if any(step.step == "drop" for step in column.steps):
        result = np.empty((len(values), 0))
        names: tuple[str, ...] = ()
    else:
        pipeline = Pipeline(preparation(plan, is_regression=task not in CLASS_TASKS))
        result = np.asarray(pipeline.fit_transform(given, labels), dtype=float)
        names = _names(column, _chain(pipeline), result.shape[1])
    texts = words(before)
    return TransformPreview(
        column.name,
        plan.encoding,
        column.steps,
        len(values),
        False,
        names[:MAX_NAMES],
        result.shape[1],
        _before(before, column.kind),
        _after(column, result, names),
        tuple(
            (
                int(numbers[place]) + 1,
                None if texts.iloc[place] is None else str(texts.iloc[place])[:200],
                _told(result[place, :MAX_NAMES]),
            )
            for place in _shown(before)
        ),
    )


def _shown(values: pd.Series) -> list[int]:
    """Return the first rows of different values, and the first one that is missing."""
    missing = np.flatnonzero(values.isna().to_numpy())[:1]
    first = np.flatnonzero(~values.duplicated().to_numpy() & values.notna().to_numpy())
    return sorted({*first[: N_SHOWN - len(missing)].tolist(), *missing.tolist()})


def _chain(pipeline: Pipeline) -> list[Any]:
    fitted = pipeline.named_steps["prepare"].transformers_[0][1]
    return [step for _, step in fitted.steps] if isinstance(fitted, Pipeline) else [fitted]


def _names(column: PlannedColumn, chain: Sequence[Any], n_columns: int) -> tuple[str, ...]:
    """Return what the columns that come out hold, in the words of the one that went in."""
    levels = next((one for one in chain if isinstance(one, OneHotLevels)), None)
    parts = next((step.parts for step in column.steps if step.step == "date_parts"), ())
    if levels is not None:
        found = ["missing" if one is None else f"= {one}" for one in levels.levels_[0]]
        found += ["other levels"] if levels.shared_[0] else []
        return tuple(found[1:] if n_columns == 1 and len(found) == 2 else found)
    base = list(parts) or [column.name]
    if any(step.step in ("text",) or step.method == "hashing" for step in column.steps):
        base = [f"{place + 1}" for place in range(n_columns)]
    # Whatever comes beyond tells where a value was missing, or belongs to a class of the target.
    rest = [f"{base[place % len(base)]} was missing" for place in range(n_columns - len(base))]
    if any(step.method == "target" for step in column.steps) and n_columns > 1:
        return tuple(f"class {place + 1}" for place in range(n_columns))
    return tuple([*base, *rest][:n_columns])


def _before(values: pd.Series, kind: ColumnKind) -> Shape:
    if kind in _MEASURED:
        numbers = values.dt.year + (values.dt.day_of_year - 1) / _YEAR if kind == "datetime" else values
        return _histogram(np.asarray(numbers, dtype=np.float64))
    counts = words(values).value_counts()
    top = counts.iloc[:_MAX_LEVELS]
    rest = int(counts.iloc[_MAX_LEVELS:].sum())
    levels = [str(one)[:200] for one in top.index]
    more = [f"{len(counts) - _MAX_LEVELS:,} more"] if rest else []
    amounts = [int(n) for n in top] + ([rest] if rest else [])
    return Shape(tuple(amounts), levels=(*levels, *more), n_missing=int(values.isna().sum()))


def _after(column: PlannedColumn, result: Matrix, names: Sequence[str]) -> Shape | None:
    if not result.shape[1]:
        return None
    if any(step.method == "one_hot" for step in column.steps) and result.shape[1] > 1:
        return Shape(tuple(int(n) for n in result.sum(axis=0)), levels=tuple(names))
    return _histogram(result[:, 0])


def _histogram(values: Matrix) -> Shape:
    known = values[np.isfinite(values)]
    n_missing = len(values) - len(known)
    if not len(known):
        return Shape((), n_missing=n_missing)
    counts, edges = np.histogram(known, bins=_N_BINS)
    return Shape(tuple(counts.tolist()), tuple(edges.tolist()), n_missing=n_missing)


def _told(values: Matrix) -> tuple[float | None, ...]:
    return tuple(None if value != value else round(float(value), 6) for value in values)
