"""Decides the kind of a column over all its values, and gives the values their type."""

from dataclasses import dataclass, field
from typing import Protocol

import polars as pl

from ...vocabulary import ColumnKind
from . import dates, facts, forms
from .facts import MIN_LONG_DIGITS, Facts
from .forms import USUAL, Form, Habits, Storage, Tally
from .names_of_columns import is_identifier_name, is_time_name

_MIN_IDENTIFIER_ROWS = 20
_MAX_LEVELS_ALWAYS = 20
_MAX_LEVEL_SHARE = 0.5
_TEXT_LENGTH = 50
_TEXT_WORDS = 4

STORED_AS: dict[ColumnKind, Storage] = {
    "numeric": "number",
    "integer": "integer",
    "boolean": "truth",
    "datetime": "moment",
    "categorical": "text",
    "text": "text",
    "identifier": "text",
    "constant": "text",
}
"""How the values of a kind are stored that the user asked for."""


class Noting(Protocol):
    """Where doubts about a column are told."""

    def spelled(self, spelling: str, n: int) -> None:
        """`n` cells held `spelling` and count as missing."""

    def column(self, code: str, name: str, n: int) -> None:
        """Something of `code` was met in `n` cells of the column `name`."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A column with its kind and its values in the type of that kind."""

    name: str
    kind: ColumnKind
    values: pl.Series = field(repr=False)


def settle_text(
    name: str,
    raw: pl.Series,
    noting: Noting,
    habits: Habits = USUAL,
    *,
    asked: ColumnKind | None = None,
) -> Settled:
    """Return the column that these texts of shape (n_rows,) spell, of the kind `asked` for if any."""
    if asked is None:
        form, applied = forms.settle(raw, habits)
    else:
        form, applied = forms.settle_as(STORED_AS[asked], raw, habits)
    tell(name, form, applied.tally, noting, habits)
    kind = asked or kind_of(name, applied.values.dtype, facts.gather(name, applied.values, applied.levels))
    return Settled(name, kind, applied.values)


def settle_numbers(name: str, values: pl.Series) -> Settled:
    """Return the kind of whole or broken numbers, null where missing."""
    return Settled(name, kind_of(name, values.dtype, facts.gather(name, values)), values)


def settle_strings(name: str, values: pl.Series) -> Settled:
    """Return the kind of texts that are neither numbers nor dates, null where missing."""
    return Settled(name, kind_of(name, values.dtype, facts.gather(name, values)), values)


def kind_of(name: str, storage: pl.DataType, met: Facts) -> ColumnKind:
    """Return the kind of a column called `name` from what was met in all its rows."""
    if storage == pl.String:
        return _kind_of_texts(met)
    is_constant = met.n_known == 0 or (met.n_null == 0 and met.low == met.high)
    if is_constant:
        return "constant"
    if storage == pl.Boolean:
        return "boolean"
    if storage.is_temporal():
        return "datetime"
    if not met.is_whole:
        return "numeric"
    return "identifier" if _is_row_identifier(name, met) else "integer"


def tell(name: str, form: Form, met: Tally, noting: Noting, habits: Habits) -> None:
    """Note what was met while the cells of a column got their values."""
    for spelling, n in met.spellings.items():
        noting.spelled(spelling, n)
    told = {
        "NUMBER_INFINITE": met.n_infinite,
        "KIND_CELLS_LOST": met.n_lost,
        "DECIMAL_COMMA": met.n_known if form.numbers.decimal == "," else 0,
        "NUMBER_THOUSANDS": met.n_known if form.numbers.thousands else 0,
        "NUMBER_UNIT": met.n_known if form.numbers.unit else 0,
        "DATE_ZONE_TO_UTC": met.n_known if dates.has_zone(form.moment) else 0,
        "DATE_ORDER_ASSUMED": met.n_known if met.is_order_open and habits.month_first is None else 0,
    }
    for code, n in told.items():
        if n:
            noting.column(code, name, n)


def _kind_of_texts(met: Facts) -> ColumnKind:
    n, n_distinct = met.n_known, met.n_distinct() or 0
    if n_distinct == 0 or (n_distinct == 1 and met.n_null == 0):
        return "constant"
    words = met.n_words / max(1, met.n_heads)
    is_prose = met.n_chars / n > _TEXT_LENGTH or words >= _TEXT_WORDS
    if n_distinct > _MAX_LEVELS_ALWAYS and n_distinct > _MAX_LEVEL_SHARE * n:
        is_unique = n_distinct == n >= _MIN_IDENTIFIER_ROWS and words == 1
        return "identifier" if is_unique and not is_prose else "text"
    if is_prose and n_distinct > _MAX_LEVELS_ALWAYS * 5:
        return "text"
    if n_distinct == n >= _MIN_IDENTIFIER_ROWS and not is_prose:
        return "identifier"
    return "categorical"


def _is_row_identifier(name: str, met: Facts) -> bool:
    """Tell whether whole numbers only number the rows: all different, and counting, named so, or long."""
    if met.n_null or met.n < _MIN_IDENTIFIER_ROWS or is_time_name(name):
        return False
    if met.counts_on:
        return True
    is_long = isinstance(met.low, int) and met.low >= MIN_LONG_DIGITS
    return (is_identifier_name(name) or is_long) and met.n_distinct() == met.n
