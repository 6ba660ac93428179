"""Describes one column of the normalised table by its kind."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ...vocabulary import ColumnKind
from ..records import ColumnProfile, Histogram
from . import disguised, moments, numbers, runs, texts
from .runs import Counts, Runs


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as it was looked at; of its different values `once` occurred once and `twice` twice."""

    profile: ColumnProfile
    once: int = 0
    twice: int = 0


def describe(name: str, kind: ColumnKind, values: pl.Series) -> ColumnProfile:
    """Return the profile of a column from all of its rows; see `look`."""
    return look(name, kind, values).profile


def look(name: str, kind: ColumnKind, values: pl.Series) -> Seen:
    """Return the profile of a column from these rows alone; outlier rows are counted from 1.

    Parameters
    ----------
    name, kind : of the column, as the reading settled them
    values : of shape (n_rows,), null where missing
    """
    known = values.drop_nulls() if values.null_count() else values
    n_missing = len(values) - len(known)
    if values.dtype.is_numeric():
        return _of_numbers(name, kind, values, known)
    if values.dtype.is_temporal():
        return _of_moments(name, kind, known, n_missing)
    return _of_labels(name, kind, known, n_missing)


def _of_numbers(name: str, kind: ColumnKind, values: pl.Series, known: pl.Series) -> Seen:
    is_whole = known.dtype.is_integer() or _is_whole(kind, known)
    array = known.cast(pl.Int64 if is_whole else pl.Float64).to_numpy()
    found = runs.of(array)
    counts = found.counts
    tally = np.bincount(counts)
    is_measure = kind in ("numeric", "integer")
    n_outliers = numbers.n_outliers(found) if is_measure else 0
    profile = ColumnProfile(
        name,
        kind,
        len(values) - len(known),
        len(found.levels),
        n_outliers=n_outliers,
        stats=numbers.summary(found) | _top(found, counts, tally) | (_fences(found) if n_outliers else {}),
        histogram=numbers.histogram(found, whole=is_whole),
        disguised=disguised.in_numbers(found) if is_measure else {},
        outlier_rows=_rows(values, numbers.outlier_places(array, found)) if n_outliers else (),
    )
    return _seen(profile, tally)


def _fences(found: Runs) -> dict[str, float]:
    low, high = numbers.fences(found) or (0.0, 0.0)
    return {"fence_low": low, "fence_high": high}


def _is_whole(kind: ColumnKind, known: pl.Series) -> bool:
    """Tell whether numbers that are stored as broken ones are whole; a format may not tell them apart."""
    return kind in ("integer", "identifier") or (kind == "constant" and bool((known == known.floor()).all()))


def _top(found: Runs, counts: Counts, tally: Counts) -> dict[str, list[list[float]]]:
    """Return the most frequent numbers: those of few that may be classes, or that occur repeatedly.

    Parameters
    ----------
    counts : how often each number occurs, of shape (n_levels,)
    tally : how many numbers occur 0, 1, 2 ... times
    """
    n_levels = len(counts)
    if not n_levels:
        return {"top": []}
    if n_levels > texts.MAX_TOP and len(tally) <= disguised.MIN_COUNT:
        return {}
    at_least = np.cumsum(tally[::-1])[::-1]  # how many numbers occur so often or more often
    least = int(np.flatnonzero(at_least >= min(texts.MAX_TOP, n_levels))[-1])
    often = np.flatnonzero(counts > least)
    places = np.concatenate((often, np.flatnonzero(counts == least)[: texts.MAX_TOP - len(often)]))
    places = places[np.lexsort((places, -counts[places]))]
    kind = int if found.levels.dtype.kind == "i" else float
    return {"top": [[kind(found.levels[place]), int(counts[place])] for place in places]}


def _of_moments(name: str, kind: ColumnKind, known: pl.Series, n_missing: int) -> Seen:
    found = runs.of(known.dt.timestamp("us").to_numpy())
    shape = numbers.histogram(found, whole=False)
    profile = ColumnProfile(
        name,
        kind,
        n_missing,
        len(found.levels),
        stats=moments.summary(found),
        histogram=shape and Histogram(tuple(one / moments.MICROSECONDS for one in shape.edges), shape.counts),
    )
    return _seen(profile, np.bincount(found.counts))


def _of_labels(name: str, kind: ColumnKind, known: pl.Series, n_missing: int) -> Seen:
    found = texts.levels(known)
    if known.dtype == pl.Boolean:
        profile = ColumnProfile(name, kind, n_missing, len(found.values), stats={"top": texts.top(found)})
        return _seen(profile, np.bincount(found.counts.to_numpy()))
    spelled = texts.spelled(found)
    described = texts.lengths(found) if kind == "text" else {"top": texts.top(found)}
    share = max(spelled["number_share"] or 0.0, spelled["date_share"] or 0.0)
    profile = ColumnProfile(
        name,
        kind,
        n_missing,
        len(found.values),
        stats=described | spelled,
        disguised=disguised.in_texts(found.values, found.counts, share),
    )
    return _seen(profile, np.bincount(found.counts.to_numpy()))


def _seen(profile: ColumnProfile, tally: Counts) -> Seen:
    once, twice = (int(tally[n]) if len(tally) > n else 0 for n in (1, 2))
    return Seen(profile, once, twice)


def _rows(values: pl.Series, places: NDArray[np.intp]) -> tuple[int, ...]:
    """Return the numbers of rows, from 1, of places among the known values."""
    if values.null_count():
        places = np.flatnonzero(values.is_not_null().to_numpy())[places]
    return tuple(int(place) + 1 for place in places)
