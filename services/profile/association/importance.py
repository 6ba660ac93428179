"""Mutual information of columns with a target, in the limited child process, with a noise floor."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from ...datasets import Progress, stored
from ...datasets.ingest_names import TABLE
from ..kept import importance_file
from ..records import Importance, ImportanceItem
from ..rows import Rows
from .codes import Binning, Bins, Codes, coded, is_binned, numbers
from .information import all_crossed, error, information, noise_floor
from .scaled import N_THREADS
from .target_association import Measure, anchor, association

SAMPLE_ROWS = 50_000
_CELLS_AT_ONCE = 320_000

Association = tuple[float | None, Measure]
Feature = tuple[str, pl.Series]


@dataclass(frozen=True, slots=True)
class Aim:
    """The target's codes in the rows that have one, which are `known`, None for all.

    `is_sample` when not all rows of the table were looked at.
    """

    codes: Codes
    known: pl.Series | None
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """What a feature tells of the target; `margin` counts the rows of each of its codes, in rising order."""

    name: str
    score: float
    error: float | None
    margin: tuple[int, ...]


def measure(*, folder: str, target: str, columns: list[str], categories: list[str], report: Progress) -> None:
    """Write the mutual information of `columns` with `target`, and how strongly they go with it.

    From all rows of a table of up to 50,000, else from a sample of as many, spread over the table.

    Parameters
    ----------
    folder : path of the dataset's folder
    target : name of a column; rows without it are left out
    columns : names of the features
    categories : names of columns, the target maybe among them, whose values are labels
    """
    rows = Rows(Path(folder) / TABLE, exact=False, sample_rows=SAMPLE_ROWS)
    goal, is_label = dict(rows.columns([target]))[target], frozenset(categories)
    aim = aim_at(goal, is_sample=not rows.exact)
    fixed = anchor(goal, is_label=target in is_label)
    features: list[Scored] = []
    known: dict[str, Association] = {}

    def associated(feature: Feature) -> Association:
        return association(feature[1], fixed, is_label=feature[0] in is_label)

    with ThreadPoolExecutor(N_THREADS) as threads:
        score = _scoring(aim, threads)
        for block in rows.blocks(columns):
            read = list(zip(block, rows.read(block), strict=True))
            features += score(read)
            known.update(zip(block, threads.map(associated, read), strict=True))
            report(0.1 + 0.8 * len(features) / len(columns), f"Column {len(features)} of {len(columns)}")
    items = tuple(
        replace(item, association=known[item.name][0], measure=known[item.name][1])
        for item in floored(features, aim)
    )
    stored.write(
        Path(folder) / importance_file(target), Importance(target, items, len(aim.codes)), Importance
    )


def importances(features: Iterable[Feature], target: pl.Series) -> tuple[ImportanceItem, ...]:
    """Return the information of named columns on a target, all of shape (n_rows,), highest first."""
    aim = aim_at(target)
    with ThreadPoolExecutor(N_THREADS) as threads:
        found = _scoring(aim, threads)(list(features))
    return floored(found, aim)


def aim_at(target: pl.Series, *, is_sample: bool = False) -> Aim:
    """Return the target coded in the rows that have one."""
    if not target.null_count():
        return Aim(coded(target), None, is_sample)
    known = target.is_not_null()
    return Aim(coded(target.filter(known)), known, is_sample)


class Scoring:
    """What columns tell of a target, counted for several columns of numbers at a time."""

    def __init__(self, aim: Aim) -> None:
        n_rows = len(aim.codes)
        self.aim = aim
        self._at_once = max(1, _CELLS_AT_ONCE // max(1, n_rows))
        self._binning = Binning(self._at_once, n_rows)

    def scored(self, features: Sequence[Feature]) -> list[Scored]:
        """Return what named columns of shape (n_rows,) tell of the target; a missing value is a value too."""
        known = self.aim.known
        usable = features if known is None else [(name, values.filter(known)) for name, values in features]
        binned = [one for one in usable if is_binned(one[1])]
        found = [self._told([name], coded(values)[None]) for name, values in usable if not is_binned(values)]
        for start in range(0, len(binned), self._at_once):
            some = binned[start : start + self._at_once]
            codes = self._binning.codes([numbers(values) for _, values in some])
            found.append(self._told([name for name, _ in some], codes))
        return [one for part in found for one in part]

    def _told(self, names: Sequence[str], codes: Codes | Bins) -> list[Scored]:
        tables = all_crossed(codes, self.aim.codes)
        margins = tables.sum(axis=2)
        return [
            Scored(
                name,
                float(score),
                error(table) if self.aim.is_sample else None,
                tuple(sorted(margin[margin > 0].tolist())),
            )
            for name, score, table, margin in zip(names, information(tables), tables, margins, strict=True)
        ]


def _scoring(aim: Aim, threads: ThreadPoolExecutor) -> Callable[[Sequence[Feature]], list[Scored]]:
    """Return how columns are scored by all threads, each in memory of its own."""
    workers = [Scoring(aim) for _ in range(N_THREADS)]

    def score(features: Sequence[Feature]) -> list[Scored]:
        shares = [features[place :: len(workers)] for place in range(len(workers))]
        parts = threads.map(lambda worker, share: worker.scored(share), workers, shares)
        return [one for part in parts for one in part]

    return score


def floored(features: Sequence[Scored], aim: Aim) -> tuple[ImportanceItem, ...]:
    """Return the features with their noise floors, the most informative first.

    Shuffled data depend on nothing but the margins, so that features with the same margin (all numbers
    without ties and missing cells, for instance) share a floor.
    """
    column = np.bincount(aim.codes)
    column = column[column > 0]
    margins = list({one.margin for one in features})
    with ThreadPoolExecutor(N_THREADS) as threads:
        floors = threads.map(lambda margin: noise_floor(np.array(margin, np.int64), column), margins)
        floor = dict(zip(margins, floors, strict=True))
    items = [ImportanceItem(one.name, one.score, floor[one.margin], one.error) for one in features]
    return tuple(sorted(items, key=lambda item: (-item.score, item.name)))
