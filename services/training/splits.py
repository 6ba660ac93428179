"""Which rows train, which judge and which are kept for the final test; from one seed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import TrainingError
from ..experiments.config import Validation
from .dealing import deal, deal_classes, deal_groups
from .seeds import derive_seed
from .windows import time_splits

Indices = NDArray[np.intp]
Codes = NDArray[np.intp]
Fold = tuple[Indices, Indices]

HOLDOUT_SHARE = 0.2
FINAL_TEST = "test"
TRAINING = "train"
STRATIFIED = frozenset({"stratified_kfold", "repeated_stratified_kfold"})
GROUPED = frozenset({"group_kfold", "stratified_group_kfold"})
TIMED = frozenset({"time_expanding", "time_sliding"})


@dataclass(frozen=True, eq=False)
class Rows:
    """What splitting looks at; every array has shape (n,).

    Parameters
    ----------
    n : number of rows
    classes : class of each row as a number from 0, None when the target is not a class
    groups : group of each row as a number from 0, or None
    order : sortable moment of each row, or None
    marks : text of the column that names train, test or a fold, or None
    """

    n: int
    classes: Codes | None = None
    groups: Codes | None = None
    order: NDArray[np.generic] | None = None
    marks: NDArray[np.object_] | None = None


@dataclass(frozen=True, eq=False)
class Splits:
    """Row numbers: `folds` are (train, judge); `fit` trains the final model, `test` judges it.

    No row of `test` appears in `fit` or in any fold. `notes` say what a setting did not do.
    """

    test: Indices
    fit: Indices
    folds: tuple[Fold, ...]
    notes: tuple[str, ...] = ()


def split_indices(validation: Validation, rows: Rows, seed: int) -> Splits:
    """Divide the rows as the configuration asks; equal seeds give equal splits.

    The final test set is drawn first: stratified for classes, whole groups for group strategies, the
    last rows for time strategies. For ``holdout`` the rows that judge are `test_size` of the others
    (0.2 of them if there is no final test).

    Raises
    ------
    TrainingError
        If the rows cannot be divided like that, saying why.
    """
    if validation.strategy in TIMED:
        splits = _by_time(validation, rows)
    elif validation.strategy == "predefined":
        splits = _predefined(validation, rows, seed)
    else:
        test = _test(validation, rows, seed)
        rest = np.setdiff1d(np.arange(rows.n), test)
        splits = Splits(test, rest, tuple(_shuffled_folds(validation, rows, rest, seed)))
    _check(splits)
    return splits


def _test(validation: Validation, rows: Rows, seed: int) -> Indices:
    share, rng = validation.test_size, np.random.default_rng(derive_seed(seed, "test rows"))
    if share == 0:
        return np.empty(0, dtype=np.intp)
    if validation.strategy in GROUPED:
        return _test_groups(validation, rows, rng)
    return _drawn(share, rows.n, rows.classes, rng)


def _drawn(share: float, n: int, classes: Codes | None, rng: np.random.Generator) -> Indices:
    """Draw a share of the rows; of each class in proportion, never all of its rows."""
    labels = np.zeros(n, dtype=np.intp) if classes is None else classes
    counts = np.bincount(labels)
    wanted = share * counts
    taken = np.floor(wanted).astype(int)
    for place in np.argsort(taken - wanted, kind="stable")[: round(wanted.sum()) - int(taken.sum())]:
        taken[place] += 1
    taken = np.minimum(taken, np.maximum(counts - 1, 0))
    parts = [rng.permutation(np.flatnonzero(labels == c))[:k] for c, k in enumerate(taken)]
    return np.sort(np.concatenate(parts))


def _test_groups(validation: Validation, rows: Rows, rng: np.random.Generator) -> Indices:
    groups = _groups(validation, rows)
    n_groups = int(groups.max()) + 1
    n_parts = min(20, n_groups)
    n_test = max(1, round(validation.test_size * n_parts))
    if n_groups - n_test < 2:
        raise _impossible(f"{n_groups} groups are too few to keep some for the final test")
    parts = deal_groups(groups, _strata(validation, rows), n_parts, rng)
    return np.flatnonzero(parts < n_test)


def _shuffled_folds(validation: Validation, rows: Rows, rest: Indices, seed: int) -> Iterator[Fold]:
    for repeat in range(validation.repeats):
        rng = np.random.default_rng(derive_seed(seed, "folds", repeat))
        if validation.strategy == "holdout":
            classes = None if rows.classes is None else rows.classes[rest]
            judge = rest[_drawn(validation.test_size or HOLDOUT_SHARE, len(rest), classes, rng)]
            yield np.setdiff1d(rest, judge), judge
            continue
        numbers = _fold_numbers(validation, rows, rest, rng)
        for number in range(validation.n_splits):
            yield rest[numbers != number], rest[numbers == number]


def _fold_numbers(validation: Validation, rows: Rows, rest: Indices, rng: np.random.Generator) -> Codes:
    k = validation.n_splits
    if validation.strategy in GROUPED:
        groups = np.unique(_groups(validation, rows)[rest], return_inverse=True)[1]
        if int(groups.max()) + 1 < k:
            raise _impossible(f"{int(groups.max()) + 1} groups cannot fill {k} folds")
        classes = _strata(validation, rows)
        return deal_groups(groups, None if classes is None else classes[rest], k, rng)
    if len(rest) < k:
        raise _impossible(f"{len(rest)} rows cannot fill {k} folds")
    if validation.strategy in STRATIFIED:
        if rows.classes is None:
            raise _impossible("stratified folds need a target of classes")
        return deal_classes(rows.classes[rest], k, rng)
    return deal(len(rest), k, rng)


def _by_time(validation: Validation, rows: Rows) -> Splits:
    if rows.order is None:
        raise _impossible("a split by time needs a time column")
    test, fit, folds = time_splits(validation, rows.order)
    notes = ("Repeats have no effect on a split by time.",) if validation.repeats > 1 else ()
    return Splits(test, fit, folds, notes)


def _predefined(validation: Validation, rows: Rows, seed: int) -> Splits:
    """Rows marked "test" are the final test; other marks are folds; "train" alone is divided anew."""
    if rows.marks is None:
        raise _impossible("a predefined split needs the column that names train, test or the folds")
    test = np.flatnonzero(rows.marks == FINAL_TEST)
    rest = np.flatnonzero(rows.marks != FINAL_TEST)
    names = sorted({str(mark) for mark in rows.marks[rest]} - {TRAINING})
    notes = ("The final test rows are those marked 'test'; the share of test rows has no effect.",)
    if names:
        folds = tuple((rest[rows.marks[rest] != name], rest[rows.marks[rest] == name]) for name in names)
        return Splits(test, rest, folds, notes)
    usual = "kfold" if rows.classes is None else "stratified_kfold"
    divided = validation.model_copy(update={"strategy": usual, "test_size": 0.0})
    return Splits(test, rest, tuple(_shuffled_folds(divided, rows, rest, seed)), notes)


def _groups(validation: Validation, rows: Rows) -> Codes:
    if rows.groups is None:
        raise _impossible(f"'{validation.strategy}' needs a group column")
    return rows.groups


def _strata(validation: Validation, rows: Rows) -> Codes | None:
    return rows.classes if validation.strategy == "stratified_group_kfold" else None


def _check(splits: Splits) -> None:
    if not splits.folds:
        raise _impossible("there is no fold")
    for number, (train, judge) in enumerate(splits.folds, start=1):
        if len(train) == 0 or len(judge) == 0:
            raise _impossible(f"fold {number} has {len(train)} rows to train and {len(judge)} to judge")


def _impossible(reason: str) -> TrainingError:
    return TrainingError(
        f"The rows cannot be divided: {reason}.",
        code="SPLIT_IMPOSSIBLE",
        hint="Choose fewer folds or another way of validation.",
    )
