"""What decides the kind of a column: gathered from pieces of it, put together for the whole."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .names_of_columns import is_identifier_name

HEAD = 500
MIN_LONG_DIGITS = 10**9
_EXACT = 2**53

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts and bounds of the values of a column or of consecutive rows of it.

    `low` and `high` bound the known values that are no texts. `hashes` are 64-bit hashes of the different
    texts, or the different whole numbers where they may identify rows, else None. `counts_on` tells that
    whole numbers rise by one from row to row; `first` and `last` are those of the first and last row.
    `is_whole` tells that all numbers are whole, also where they are written like ``12.0``.
    """

    n: int
    n_null: int
    low: Any = None
    high: Any = None
    n_chars: int = 0
    n_words: int = 0
    n_heads: int = 0
    hashes: tuple[Hashes, ...] | None = field(default=None, repr=False)
    first: int | None = None
    last: int | None = None
    counts_on: bool = False
    is_whole: bool = False

    @property
    def n_known(self) -> int:
        """Number of values that are not missing."""
        return self.n - self.n_null

    def n_distinct(self) -> int | None:
        """Return the number of different values, or None where it was not needed.

        Two of n texts share a 64-bit hash with probability n**2 / 2**65: 6e-7 for five million.
        """
        if self.hashes is None:
            return None
        return len(_different(np.concatenate(self.hashes))) if self.hashes else 0


def gather(name: str, values: pl.Series, levels: pl.Series | None = None) -> Facts:
    """Return the facts of a column called `name`, or of some of its rows.

    Parameters
    ----------
    values : of shape (n_rows,) in the type of the column, null where missing
    levels : the different known values, where they are known already
    """
    if values.dtype == pl.String:
        return _of_texts(values, values.drop_nulls().unique() if levels is None else levels)
    n, n_null = values.len(), values.null_count()
    values = _as_wholes(values)
    low, high, is_whole = values.min(), values.max(), values.dtype.is_integer()
    if not is_whole or n_null or n == 0:
        return Facts(n, n_null, low, high, is_whole=is_whole)
    numbers = values.to_numpy()
    counts_on = bool((np.diff(numbers) == 1).all())
    may_identify = is_identifier_name(name) or int(numbers.min()) >= MIN_LONG_DIGITS
    hashes = (_different(numbers.view(np.uint64)),) if may_identify else None
    first, last = int(numbers[0]), int(numbers[-1])
    return Facts(
        n, n_null, low, high, hashes=hashes, first=first, last=last, counts_on=counts_on, is_whole=True
    )


def join(one: Facts, other: Facts) -> Facts:
    """Return the facts of the rows of `one` followed by those of `other`."""
    room = max(0, HEAD - one.n_heads)
    share = min(1.0, room / other.n_heads) if other.n_heads else 0.0
    return Facts(
        one.n + other.n,
        one.n_null + other.n_null,
        _outer(min, one.low, other.low),
        _outer(max, one.high, other.high),
        one.n_chars + other.n_chars,
        one.n_words + round(other.n_words * share),
        one.n_heads + round(other.n_heads * share),
        None if one.hashes is None or other.hashes is None else one.hashes + other.hashes,
        one.first,
        other.last,
        one.counts_on and other.counts_on and one.last is not None and other.first == one.last + 1,
        one.is_whole and other.is_whole,
    )


def _as_wholes(values: pl.Series) -> pl.Series:
    """Return broken numbers as whole ones if all of them are; as they are otherwise.

    Programs write whole numbers as ``12.0`` when one of the column is missing; workbooks do not tell.
    """
    if not values.dtype.is_float():
        return values
    head = values.head(HEAD).drop_nulls().to_numpy()
    if (np.floor(head) != head).any() or not _are_whole(values):
        return values
    return values.cast(pl.Int64)


def _are_whole(values: pl.Series) -> bool:
    known = values.drop_nulls()
    return bool(((known == known.floor()) & (known.abs() < _EXACT)).all())


def _of_texts(values: pl.Series, levels: pl.Series) -> Facts:
    head = values.head(2 * HEAD).drop_nulls().head(HEAD)
    hashes = levels.hash().to_numpy()
    return Facts(
        values.len(),
        values.null_count(),
        n_chars=int(values.str.len_chars().sum()),
        n_words=int(head.str.count_matches(r"\S+").sum()),
        n_heads=head.len(),
        hashes=(hashes,),
    )


def _different(hashes: Hashes) -> Hashes:
    """Return the different hashes in order; sorting takes a tenth of the time of `numpy.unique`."""
    ordered = np.sort(hashes)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def _outer(choose: Any, one: Any, other: Any) -> Any:
    if one is None or other is None:
        return other if one is None else one
    return choose(one, other)
