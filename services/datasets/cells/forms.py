"""How the cells of a column spell their values: guessed from some cells, applied to all, in the same way
to whole columns and to pieces of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import polars as pl

from . import dates, missing, spelled_numbers
from .spelled_numbers import PLAIN, Spelling

Storage = Literal["integer", "number", "truth", "moment", "text"]

HEAD = 500
LEADING_ZERO = r"^[+-]?0\d"
_DIGITS_ONLY = r"^[+-]?\d+$"
EXACT_FLOAT = 2**53
TRUTH = frozenset(("true", "false"))


@dataclass(frozen=True, slots=True)
class Form:
    """The spelling of a column: its storage, how numbers are written, how moments are.

    In a form that is forced, because the user asked for it, cells that do not fit count as missing.
    """

    storage: Storage
    numbers: Spelling = PLAIN
    moment: str = ""
    is_forced: bool = False

    @property
    def is_plain_number(self) -> bool:
        """Tell whether the cells are numbers as every CSV reader understands them."""
        return self.storage in ("integer", "number") and self.numbers == PLAIN and not self.is_forced


TEXT = Form("text")


@dataclass(frozen=True, slots=True)
class Habits:
    """How the writers of a file use signs that mean different things to different people.

    With a decimal comma ``1,5`` may be a number and ``1,500`` is one and a half; ``1/2/2021`` is the first
    of February unless the month comes first, which is None where nobody has said so.
    """

    decimal_comma: bool = False
    month_first: bool | None = None


USUAL = Habits()


@dataclass(frozen=True, slots=True)
class Tally:
    """What was met while cells got their values.

    `spellings` counts cells by the text that stands for a missing value; `n_infinite` and `n_lost` cells
    that were infinite or did not fit a form that was asked for, both of which count as missing.
    `is_order_open` tells that all dates could be read with day and month the other way round.
    """

    n_known: int = 0
    spellings: Mapping[str, int] = field(default_factory=dict)
    n_infinite: int = 0
    n_lost: int = 0
    is_order_open: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """The values of cells, null where missing; `levels` are the different known ones, if they were needed."""

    values: pl.Series = field(repr=False)
    tally: Tally = Tally()
    levels: pl.Series | None = field(default=None, repr=False)


def join(one: Tally, other: Tally) -> Tally:
    """Return what was met in the cells of `one` and those of `other`."""
    spellings = dict(one.spellings)
    for spelling, n in other.spellings.items():
        spellings[spelling] = spellings.get(spelling, 0) + n
    return Tally(
        one.n_known + other.n_known,
        spellings,
        one.n_infinite + other.n_infinite,
        one.n_lost + other.n_lost,
        (one.is_order_open or not one.n_known) and (other.is_order_open or not other.n_known),
    )


def guess(raw: pl.Series, habits: Habits = USUAL) -> Form | None:
    """Return the narrowest form that all of these cells fit, or None if all of them are missing.

    Parameters
    ----------
    raw : texts of shape (n_cells,)
    """
    known = _spelled(_bare(raw))
    if known.is_empty():
        return None
    forms = _candidates(known.head(HEAD), habits)
    return next(form for form in forms if apply(form, raw) is not None)


def settle(raw: pl.Series, habits: Habits = USUAL) -> tuple[Form, Applied]:
    """Return the narrowest form that all cells of a column fit, and their values in it.

    Parameters
    ----------
    raw : texts of shape (n_rows,); the first known cells say which forms are tried
    """
    for form in _candidates(_spelled(_bare(raw)).head(HEAD), habits):
        applied = apply(form, raw)
        if applied is not None:
            return form, applied
    raise AssertionError("every column is text at least")


def apply(form: Form, raw: pl.Series) -> Applied | None:
    """Return the values that the cells spell in this form, or None if one of them does not fit.

    Parameters
    ----------
    raw : texts of shape (n_cells,), a missing cell being empty or null
    """
    if form.storage == "text":
        return _as_text(raw)
    bare = _bare(raw)
    if form.is_forced:
        return _forced(form, bare)
    if form.storage in ("integer", "number"):
        return _as_numbers(form, bare)
    is_missing = bare.is_in(list(missing.TOKENS))
    if form.storage == "truth":
        lower = bare.str.to_lowercase()
        fits = bool((is_missing | lower.is_in(list(TRUTH))).all())
        return _known(lower == "true", bare, is_missing) if fits else None
    moments = dates.parsed(pl.select(pl.when(~is_missing).then(bare)).to_series(), form.moment)
    if moments.null_count() > is_missing.sum():
        return None
    applied = _known(moments, bare, is_missing)
    return replace(applied, tally=replace(applied.tally, is_order_open=_is_order_open(bare, form, moments)))


def settle_as(storage: Storage, raw: pl.Series, habits: Habits = USUAL) -> tuple[Form, Applied]:
    """Return the form that suits most cells in a storage that was asked for, and their values in it.

    Parameters
    ----------
    raw : texts of shape (n_rows,)
    """
    form = asked_for(storage, raw, habits)
    return form, _as_text(raw) if form == TEXT else _forced(form, _bare(raw))


def asked_for(storage: Storage, raw: pl.Series, habits: Habits = USUAL) -> Form:
    """Return the form of a storage that the user asked for in which most of the first cells fit.

    Parameters
    ----------
    raw : texts of shape (n_cells,)
    """
    head = _spelled(_bare(raw)).head(HEAD)
    forms = _of_storage(storage, habits)
    return max(forms, key=lambda form: head.len() - _fitting(form, head).null_count())


def _forced(form: Form, bare: pl.Series) -> Applied:
    values = _fitting(form, bare)
    is_missing = bare.is_in(list(missing.IN_NUMBERS))
    n_lost = int((values.is_null() & ~is_missing).sum())
    return _tallied(values, _counts(bare.filter(is_missing)), n_lost=n_lost)


def _of_storage(storage: Storage, habits: Habits) -> list[Form]:
    if storage == "text":
        return [TEXT]
    if storage == "moment":
        return [
            Form("moment", moment=moment, is_forced=True)
            for moment in dates.forms(month_first=bool(habits.month_first))
        ]
    if storage == "truth":
        return [Form("truth", is_forced=True)]
    spellings = spelled_numbers.without_unit(decimal_comma=habits.decimal_comma)
    return [Form(storage, spelling, is_forced=True) for spelling in spellings]


def _fitting(form: Form, bare: pl.Series) -> pl.Series:
    """Return the values of the cells that fit, null for the others."""
    if form.storage == "text":
        return bare
    if form.storage == "truth":
        lower = bare.str.to_lowercase()
        return pl.select(pl.when(lower.is_in(list(TRUTH))).then(lower == "true")).to_series()
    if form.storage == "moment":
        return dates.parsed(bare, form.moment)
    plain = spelled_numbers.plain(bare, form.numbers)
    numbers = plain.cast(pl.Float64, strict=False)
    finite = pl.select(pl.when(numbers.is_finite()).then(numbers)).to_series()
    if form.storage == "number":
        return finite
    return plain.cast(pl.Int64, strict=False)


def _candidates(known: pl.Series, habits: Habits) -> list[Form]:
    """Return the forms worth a try for a column with these known, bare cells, the narrowest first."""
    if known.is_empty():
        return [TEXT]
    spellings = spelled_numbers.likely(known, decimal_comma=habits.decimal_comma)
    found = [Form(storage, spelling) for spelling in spellings for storage in ("integer", "number")]
    if set(known.head(HEAD).unique().str.to_lowercase()) <= TRUTH:
        found.append(Form("truth"))
    found += [
        Form("moment", moment=moment) for moment in dates.likely(known, month_first=bool(habits.month_first))
    ]
    return [*found, TEXT]


def _as_numbers(form: Form, bare: pl.Series) -> Applied | None:
    """Return the numbers the texts spell, or None if one of them spells none, or would lose digits."""
    plain = spelled_numbers.plain(bare, form.numbers)
    storage: type[pl.DataType] = pl.Int64 if form.storage == "integer" else pl.Float64
    numbers = plain.cast(storage, strict=False)
    if form.storage == "number":
        numbers = pl.select(pl.when(~numbers.is_nan()).then(numbers)).to_series()
    absent = bare.filter(numbers.is_null())
    spellings = _counts(absent)
    if not set(spellings) <= missing.IN_NUMBERS or plain.str.contains(LEADING_ZERO).any():
        return None
    if form.storage == "integer":
        return _tallied(numbers, spellings)
    large = numbers.abs() >= EXACT_FLOAT
    if large.any() and plain.filter(large).str.contains(_DIGITS_ONLY).any():
        return None
    n_infinite = int(numbers.is_infinite().sum())
    if n_infinite:
        numbers = pl.select(pl.when(numbers.is_finite()).then(numbers)).to_series()
    return _tallied(numbers, spellings, n_infinite=n_infinite)


def _as_text(raw: pl.Series) -> Applied:
    levels = raw.unique()
    bare = _bare(levels)
    absent = levels.filter(bare.is_in(list(missing.TOKENS)))
    if absent.is_empty():
        return replace(_tallied(raw, {}), levels=levels)
    is_missing = raw.is_in(absent.implode(), nulls_equal=True)
    known = pl.select(pl.when(~is_missing).then(raw)).to_series()
    spellings = _counts(_bare(raw.filter(is_missing)))
    return replace(
        _tallied(known, spellings), levels=levels.filter(~levels.is_in(absent.implode(), nulls_equal=True))
    )


def _known(values: pl.Series, bare: pl.Series, is_missing: pl.Series) -> Applied:
    if not is_missing.any():
        return _tallied(values, {})
    kept = pl.select(pl.when(~is_missing).then(values)).to_series()
    return _tallied(kept, _counts(bare.filter(is_missing)))


def _tallied(
    values: pl.Series, spellings: Mapping[str, int], *, n_infinite: int = 0, n_lost: int = 0
) -> Applied:
    return Applied(values, Tally(values.len() - values.null_count(), spellings, n_infinite, n_lost))


def _is_order_open(bare: pl.Series, form: Form, moments: pl.Series) -> bool:
    other = dates.swapped(form.moment)
    return other is not None and dates.parsed(bare, other).null_count() == moments.null_count()


def _counts(absent: pl.Series) -> dict[str, int]:
    if absent.is_empty():
        return {}
    return dict(absent.alias("cell").value_counts(name="n").iter_rows())


def _spelled(bare: pl.Series) -> pl.Series:
    """Return the cells that stand for no missing value in any kind of column."""
    return bare.filter(~bare.is_in(list(missing.IN_NUMBERS)))


def _bare(raw: pl.Series) -> pl.Series:
    filled = raw.fill_null("") if raw.null_count() else raw
    return filled.str.strip_chars()
