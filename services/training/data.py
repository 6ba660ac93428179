"""The rows and columns of a run: read from the table, typed, without rows that cannot be used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from numpy.typing import NDArray

from ..errors import TrainingError
from ..experiments.config import ExperimentConfig
from ..features import Encoding, FeaturePlan, plan
from ..profile.records import ColumnProfile, Profile
from ..vocabulary import ColumnKind, Task
from ..wording import counted
from .columns import NUMBERS, WORDS, typed_column, typed_frame, without_stand_ins, words
from .splits import Rows, Splits, split_indices
from .targets import CLASS_TASKS, Target, encode_target

ENCODINGS: tuple[Encoding, ...] = ("ordinal", "one_hot")


@dataclass(frozen=True, eq=False)
class TrainingData:
    """What models are fitted and judged on.

    `frame` has shape (n, features), typed; `rows` are the places of its rows in the table, from 0.
    `notes` say in plain words what was left out.
    """

    task: Task
    frame: pd.DataFrame
    target: Target
    rows: NDArray[np.intp]
    splits: Splits
    plans: Mapping[Encoding, FeaturePlan]
    notes: tuple[str, ...]


def load_data(config: ExperimentConfig, table: Path, kinds: Mapping[str, ColumnKind]) -> TrainingData:
    """Read what the configuration names, leave out unusable rows, divide the rest.

    Parameters
    ----------
    config : names target, features, roles and validation
    table : path of the dataset's table.parquet
    kinds : kind of every column of the table; the configuration's kinds win

    Raises
    ------
    TrainingError
        If a column is missing, no feature or row is left, or the rows cannot be divided.
    """
    known = {**kinds, **config.kinds}
    _check_features(config)
    given = read_columns(table, _needed(config))
    raw = without_stand_ins(given, config.missing_values)
    usable, notes = _usable(raw, config, known)
    notes += _declared_missing(given, raw, config)
    raw, rows = raw[usable].reset_index(drop=True), np.flatnonzero(usable)
    target = encode_target(raw[config.target], config.task)
    chosen: dict[str, ColumnKind] = {name: known.get(name, "categorical") for name in config.features.include}
    frame = typed_frame(raw, chosen)
    notes += _infinite(raw, frame, chosen)
    splits = split_indices(config.validation, _splitting(raw, config, known, target), config.seed)
    profile = _profile(config, frame, chosen)
    plans = {encoding: _plan(config, profile, encoding) for encoding in ENCODINGS}
    return TrainingData(config.task, frame, target, rows, splits, plans, (*notes, *splits.notes))


def read_columns(table: Path, names: Sequence[str]) -> pd.DataFrame:
    """Return some columns of a Parquet file, in that order; names are taken literally.

    Raises
    ------
    TrainingError
        If the table has no such column.
    """
    source = pq.ParquetFile(table)
    known = set(source.schema_arrow.names)
    missing = [name for name in names if name not in known]
    if missing:
        raise TrainingError(
            f"The table has no column '{missing[0]}'.",
            code="FEATURES_UNKNOWN",
            hint="Take it out of the configuration.",
        )
    # The reader takes a dot for a nested field and may hand on more than was asked: select by name.
    return source.read(columns=list(names)).select(list(names)).to_pandas()


def _check_features(config: ExperimentConfig) -> None:
    if not config.features.include:
        raise TrainingError(
            "No feature is selected.", code="FEATURES_NONE", hint="Select at least one feature."
        )
    if config.target in config.features.include:
        raise TrainingError(
            f"The target '{config.target}' is among the features.",
            code="FEATURES_CONTAIN_TARGET",
            hint="Take it out of the selected features.",
        )


def _needed(config: ExperimentConfig) -> list[str]:
    named = (config.target, config.roles.time, config.roles.group, config.validation.column)
    return list(dict.fromkeys([*config.features.include, *(name for name in named if name is not None)]))


def _usable(
    raw: pd.DataFrame, config: ExperimentConfig, kinds: Mapping[str, ColumnKind]
) -> tuple[NDArray[np.bool_], tuple[str, ...]]:
    """Return which rows can be used, and what is said of the others."""
    conditions = [(config.target, "without a target value", _target_present(raw, config))]
    if config.validation.strategy.startswith("time_") and config.roles.time is not None:
        moments = _moments(raw[config.roles.time], kinds.get(config.roles.time))
        conditions.append((config.roles.time, "without a time", moments.notna().to_numpy()))
    if config.validation.strategy == "predefined" and config.validation.column is not None:
        marked = raw[config.validation.column].notna().to_numpy()
        conditions.append((config.validation.column, "without a fold", marked))
    usable, notes = np.ones(len(raw), dtype=bool), []
    for name, what, present in conditions:
        n_lost = int((usable & ~present).sum())
        usable &= present
        if n_lost:
            notes.append(
                counted(
                    n_lost, f"row {what} in '{name}' is left out.", f"rows {what} in '{name}' are left out."
                )
            )
    if not usable.any():
        raise TrainingError(
            f"No row has a value in '{config.target}'.",
            code="TARGET_ONE_VALUE",
            hint="Choose another target.",
        )
    return usable, tuple(notes)


def _target_present(raw: pd.DataFrame, config: ExperimentConfig) -> NDArray[np.bool_]:
    column = raw[config.target]
    present = column if config.task in CLASS_TASKS else typed_column(column, "numeric")
    return present.notna().to_numpy()


def _moments(column: pd.Series, kind: ColumnKind | None) -> pd.Series:
    return typed_column(column, "numeric" if kind in NUMBERS else "datetime")


def _declared_missing(given: pd.DataFrame, raw: pd.DataFrame, config: ExperimentConfig) -> tuple[str, ...]:
    """Return a note for each column of which values are declared to stand for "missing"."""
    counts = {name: int((raw[name].isna() & given[name].notna()).sum()) for name in raw}
    return tuple(
        counted(
            n,
            f"value of '{name}' stands for missing and counts as missing.",
            f"values of '{name}' stand for missing and count as missing.",
        )
        for name, n in counts.items()
        if n and name in config.missing_values
    )


def _infinite(raw: pd.DataFrame, frame: pd.DataFrame, kinds: Mapping[str, ColumnKind]) -> tuple[str, ...]:
    """Return a note for each number column of which values are not finite numbers."""
    notes = []
    for name, kind in kinds.items():
        n_lost = int((frame[name].isna() & raw[name].notna()).sum()) if kind in NUMBERS else 0
        if n_lost:
            notes.append(
                counted(
                    n_lost,
                    f"value of '{name}' is no finite number and counts as missing.",
                    f"values of '{name}' are not finite numbers and count as missing.",
                )
            )
    return tuple(notes)


def _splitting(
    raw: pd.DataFrame, config: ExperimentConfig, kinds: Mapping[str, ColumnKind], target: Target
) -> Rows:
    roles = config.roles
    groups = order = marks = None
    if roles.group is not None:
        # Rows without a group form one group: nothing says that they are unrelated.
        groups = pd.factorize(raw[roles.group], use_na_sentinel=False)[0]
    if roles.time is not None and config.validation.strategy.startswith("time_"):
        order = _moments(raw[roles.time], kinds.get(roles.time)).to_numpy()
    if config.validation.column is not None:
        marks = words(raw[config.validation.column]).to_numpy()
    return Rows(len(raw), target.values if target.classes else None, groups, order, marks)


def _profile(config: ExperimentConfig, frame: pd.DataFrame, kinds: Mapping[str, ColumnKind]) -> Profile:
    """Return as much of a profile as planning reads; it decides on the form, nothing is fitted."""
    columns = tuple(_column_profile(frame[name], name, kind) for name, kind in kinds.items())
    return Profile(config.dataset.fingerprint, len(frame), len(columns), True, None, columns)


def _column_profile(column: pd.Series, name: str, kind: ColumnKind) -> ColumnProfile:
    n_missing = int(column.isna().sum())
    n_distinct = int(column.nunique()) if kind in WORDS else 0
    stats = {}
    if kind == "datetime" and n_missing < len(column):
        stats = {"min": column.min().isoformat(), "max": column.max().isoformat()}
    return ColumnProfile(name, kind, n_missing, n_distinct, stats=stats)


def _plan(config: ExperimentConfig, profile: Profile, encoding: Encoding) -> FeaturePlan:
    return plan(
        config.features.include,
        profile,
        encoding=encoding,
        transforms=config.features.transforms,
        missing=config.missing_values,
    )
