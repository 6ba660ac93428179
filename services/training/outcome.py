"""What a run shows of its predictions: the confusion or scatter, the table and its fingerprint."""

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .data import TrainingData
from .evaluation import Performance
from .metrics import Judged
from .records import Confusion, Scatter
from .seeds import derive_seed

MAX_POINTS = 2_000
DIGITS = 6
"""Significant decimal digits of a prediction that count in the fingerprint."""


def gathered(performance: Performance) -> Judged:
    """Return the out-of-fold predictions of all folds as one."""
    parts = performance.judged
    probabilities = None
    if parts[0].probabilities is not None:
        probabilities = np.concatenate([one.shares for one in parts])
    return Judged(
        np.concatenate([one.actual for one in parts]),
        np.concatenate([one.predicted for one in parts]),
        probabilities,
    )


def confusion(judged: Judged, classes: Sequence[str]) -> Confusion | None:
    """Return the counts of actual against predicted classes; None for numbers."""
    if not classes:
        return None
    n = len(classes)
    counts = np.bincount(judged.actual * n + judged.predicted, minlength=n * n).reshape(n, n)
    return Confusion(tuple(classes), tuple(tuple(int(cell) for cell in row) for row in counts))


def scatter(judged: Judged, classes: Sequence[str], seed: int) -> Scatter | None:
    """Return at most 2,000 points of predicted against actual; None for classes."""
    if classes:
        return None
    n = len(judged.actual)
    rng = np.random.default_rng(derive_seed(seed, "scatter"))
    shown = np.arange(n) if n <= MAX_POINTS else np.sort(rng.choice(n, MAX_POINTS, replace=False))
    return Scatter(tuple(judged.actual[shown].tolist()), tuple(judged.predicted[shown].tolist()), n)


def prediction_table(
    performances: Sequence[Performance], data: TrainingData, test: tuple[str, Judged] | None
) -> pd.DataFrame:
    """Return every prediction made for a row that did not train the model.

    Columns: ``model``, ``part`` (fold or test), ``fold`` (from 1; 0 for the test), ``row`` (place in
    the table, from 0), ``actual``, ``predicted`` and for classes ``probability_<number>`` in the order
    of the confusion's classes.
    """
    parts = [
        _part(one.candidate.name, "fold", number, data.rows[judge], judged, data.target.classes)
        for one in performances
        for number, ((_, judge), judged) in enumerate(
            zip(data.splits.folds, one.judged, strict=False), start=1
        )
    ]
    if test is not None:
        parts.append(_part(test[0], "test", 0, data.rows[data.splits.test], test[1], data.target.classes))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def predictions_sha256(performances: Sequence[Performance]) -> str:
    """Return the SHA-256 of the out-of-fold predictions, so that equal runs can be told.

    Hashed are, for each finished model in the order given, its name (UTF-8) and then fold by fold the
    probabilities (row by row) or values, rounded to `DIGITS` significant digits, as little-endian
    float64.
    """
    digest = hashlib.sha256()
    for one in performances:
        if one.error is not None:
            continue
        digest.update(one.candidate.name.encode())
        for judged in one.judged:
            values = judged.predicted if judged.probabilities is None else judged.probabilities
            digest.update(significant(values.ravel()).astype("<f8").tobytes())
    return digest.hexdigest()


def significant(values: NDArray[np.float64], digits: int = DIGITS) -> NDArray[np.float64]:
    """Return numbers rounded to so many significant decimal digits; zero has no sign."""
    values = np.asarray(values, dtype=np.float64)
    size = np.abs(values)
    exponent = np.floor(np.log10(size, out=np.zeros_like(size), where=size > 0))
    scale = 10.0 ** (digits - 1 - exponent)
    return np.round(values * scale) / scale + 0.0


def _part(
    name: str, part: str, fold: int, rows: NDArray[np.intp], judged: Judged, classes: Sequence[str]
) -> pd.DataFrame:
    names = np.asarray(classes, dtype=object)
    columns: dict[str, object] = {
        "model": name,
        "part": part,
        "fold": fold,
        "row": rows,
        "actual": names[judged.actual] if classes else judged.actual,
        "predicted": names[judged.predicted] if classes else judged.predicted,
    }
    if judged.probabilities is not None:
        for number in range(len(classes)):
            columns[f"probability_{number}"] = judged.probabilities[:, number]
    return pd.DataFrame(columns)
