"""Describes a column of texts: its different texts, lengths, words, and what they spell."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from ...datasets.cells import dates, spelled_numbers

MAX_TOP = 20
_MAX_SHOWN = 200
_N_PROBED = 500
_HEAD = 1000
_NUMBER_LIKE = r"^[+-]?[.,]?\d[\d.,' \u00a0\u202f\u2009\u2019]*([eE][+-]?\d+)?$"
_DATE_LIKE = r"^\d{1,4}[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{1,4}|^[A-Za-z]{3,9} \d{1,2},? \d{4}"


@dataclass(frozen=True, slots=True)
class Levels:
    """The different texts of a column and how often each occurs, both of shape (n_levels,)."""

    values: pl.Series = field(repr=False)
    counts: pl.Series = field(repr=False)

    @property
    def n(self) -> int:
        """Number of texts."""
        return int(self.counts.sum())


def levels(known: pl.Series) -> Levels:
    """Return the different values of a column without missing ones, of shape (n_known,).

    Where all are different, which takes a third of the memory to find out, nothing is counted.
    """
    head = known.head(_HEAD)
    if head.n_unique() == len(head) and known.n_unique() == len(known):
        return Levels(known, pl.Series(np.ones(len(known), dtype=np.uint32)))
    counted = known.alias("value").value_counts(name="n")
    return Levels(counted["value"], counted["n"])


def top(found: Levels) -> list[list[Any]]:
    """Return the most frequent values and their counts, at most 20; of equal counts the smaller value."""
    if found.values.is_empty():
        return []
    least = found.counts.top_k(MAX_TOP).min()
    more, same = found.counts > least, found.counts == least
    often = sorted(
        zip(found.values.filter(more), found.counts.filter(more), strict=True),
        key=lambda one: (-one[1], one[0]),
    )
    ties = found.values.filter(same)
    fill = ties if ties.dtype == pl.Boolean else ties.bottom_k(MAX_TOP - len(often))
    pairs = [*often, *((value, least) for value in fill.sort())]
    return [[_shown(value), int(str(n))] for value, n in pairs]


def lengths(found: Levels) -> dict[str, Any]:
    """Return least, mean and largest number of characters, and the mean number of words."""
    if found.values.is_empty():
        return dict.fromkeys(("min_length", "mean_length", "max_length", "mean_words"))
    n_chars, n_words = found.values.str.len_chars(), found.values.str.count_matches(r"\S+")
    return {
        "min_length": n_chars.min(),
        "mean_length": _mean(n_chars, found.counts),
        "max_length": n_chars.max(),
        "mean_words": _mean(n_words, found.counts),
    }


def spelled(found: Levels) -> dict[str, float | None]:
    """Return the shares of texts that spell a number and that spell a date, in [0, 1].

    The way to write them is the one that most of 500 of the different texts fit.
    """
    if found.values.is_empty():
        return {"number_share": None, "date_share": None}
    step = max(1, len(found.values) // _N_PROBED)
    probe = found.values.gather_every(step).str.strip_chars()
    return {"number_share": _number_share(found, probe), "date_share": _date_share(found, probe)}


def _number_share(found: Levels, probe: pl.Series) -> float:
    spellings = spelled_numbers.without_unit(decimal_comma=True)
    alike = probe.filter(probe.str.contains(_NUMBER_LIKE))
    fit = [int(_numbers(alike, spelling).sum()) for spelling in spellings] if len(alike) else [0]
    spelling = spellings[int(np.argmax(fit))]
    return _share(_numbers(found.values.str.strip_chars(), spelling), found.counts)


def _numbers(bare: pl.Series, spelling: spelled_numbers.Spelling) -> pl.Series:
    """Tell of each text whether it spells a finite number in this way."""
    return spelled_numbers.plain(bare, spelling).cast(pl.Float64, strict=False).is_finite().fill_null(False)


def _date_share(found: Levels, probe: pl.Series) -> float:
    alike = probe.filter(probe.str.contains(_DATE_LIKE))
    forms = dates.forms()
    fit = [dates.parsed(alike, form).count() for form in forms] if len(alike) else [0]
    if not max(fit):
        return 0.0
    best = dates.parsed(found.values.str.strip_chars(), forms[int(np.argmax(fit))])
    return _share(best.is_not_null(), found.counts)


def _share(is_so: pl.Series, counts: pl.Series) -> float:
    return float(counts.filter(is_so).sum()) / float(counts.sum())


def _mean(measure: pl.Series, counts: pl.Series) -> float:
    return float((measure.cast(pl.Int64) * counts.cast(pl.Int64)).sum()) / float(counts.sum())


def _shown(value: Any) -> Any:
    return value[:_MAX_SHOWN] if isinstance(value, str) else value
