"""Describes what depends on the target, and keeps it beside the profile."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from ..datasets import Progress, stored
from ..datasets.ingest_names import TABLE
from ..findings import Finding
from .findings import findings_target, leak
from .held import Held
from .kept import PROFILE, TargetPart, target_file
from .records import Profile, TargetProfile
from .rows import Rows
from .task import detect_task

_MAX_CLASSES = 100
_MAX_CELLS_READ = 20_000_000


def describe_target(*, folder: str, name: str, report: Progress) -> None:
    """Write what depends on the target called `name`, for the profile that is kept in `folder`."""
    profile = stored.read(Path(folder) / PROFILE, Profile)
    if profile is None:
        raise FileNotFoundError(PROFILE)
    report(0.1, "Looking for columns that give the target away")
    rows = Rows(Path(folder) / TABLE, exact=profile.exact)
    write(Path(folder), profile, name, rows, Held(rows))


def write(folder: Path, profile: Profile, name: str, rows: Rows, held: Mapping[str, pl.Series]) -> None:
    """Write the part of the target called `name`.

    Leaks are judged by few rows: of a large table only a sample is read for them.

    Parameters
    ----------
    rows : those of the profile
    held : values of shape (rows.n_seen,) by column name
    """
    column = profile.column(name)
    if column is None:
        raise KeyError(name)
    task, reason = detect_task(column, rows.n_rows)
    balance = {} if task == "regression" else _balance(held[name], rows.n_rows / rows.n_seen)
    described = TargetProfile(name, task, reason, column.n_missing, balance)
    if rows.n_seen * len(rows.names) > _MAX_CELLS_READ:
        held = Rows(rows.path, exact=False).frame()
    leaks = _leaks(profile, described, held)
    found: tuple[Finding, ...] = findings_target.of_target(described, column.n_distinct, leaks)
    part = TargetPart(profile.fingerprint, profile.exact, described, found)
    stored.write(folder / target_file(name), part, TargetPart)


def _leaks(
    profile: Profile, described: TargetProfile, values: Mapping[str, pl.Series]
) -> dict[str, leak.Leak]:
    candidates = [
        column.name
        for column in profile.columns
        if column.name != described.name and column.kind not in ("constant", "identifier")
    ]
    features = ((name, values[name]) for name in candidates)
    return leak.find(features, len(candidates), values[described.name], described.task)


def _balance(values: pl.Series, factor: float) -> dict[str, int]:
    counts = values.drop_nulls().alias("value").value_counts(sort=True, name="n").head(_MAX_CLASSES)
    return {_label(value): round(n * factor) for value, n in counts.iter_rows()}


def _label(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
