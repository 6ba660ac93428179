"""Turns one piece of a CSV file into columns of their types; a column that does not fit says so."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv

from ..cells import facts, forms
from ..cells.facts import Facts
from ..cells.forms import Applied, Form, Tally
from .csv_pieces import may_lose_zeros
from .dialect import Dialect

_BLOCK_BYTES = 1 << 19
_LONG_ROW = "straddling"
"""What the parser says of a row that is longer than a block."""

_EXACT_FLOAT = 2**53
_LEADING_ZERO = r"^\s*[+-]?0\d"
_TYPES = {"integer": pa.int64(), "number": pa.float64()}


class UncleanError(Exception):
    """The piece has a row that wants a careful look."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a file become columns.

    `names` and `wanted` are of the columns in their order; a form of None is not known yet.
    """

    dialect: Dialect
    names: tuple[str, ...]
    wanted: tuple[Form | None, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Names for the parser: places, because names are data."""
        return tuple(str(place) for place in range(len(self.names)))


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """Some rows of a column: their values, and what decides its kind.

    `stored` are the same values as the parser gave them, which saves making them anew for the table.
    """

    applied: Applied
    met: Facts
    stored: pa.ChunkedArray | pl.Series = field(repr=False)


@dataclass(frozen=True, slots=True)
class TypedPiece:
    """The columns of a piece; None stands for one that does not fit its form."""

    n_rows: int
    columns: tuple[TypedColumn | None, ...] = field(repr=False)


def typed(body: memoryview, layout: Layout) -> TypedPiece:
    """Return the columns of a piece in which quotes and ends of lines are in order.

    Raises
    ------
    UncleanError
        When the number of fields is not the same in all rows.
    """
    plain = {place: _TYPES[form.storage] for place, form in _plain(layout).items()}
    try:
        table = parsed(body, layout, plain)
    except pa.ArrowInvalid as error:
        if not plain or "conversion error" not in str(error):
            raise UncleanError(str(error)) from None
        table, plain = _as_text(body, layout), {}
    if plain and may_lose_zeros(body, layout.dialect):
        plain = _without_zeros(body, layout, plain)
        table = table if all(plain.values()) else parsed(body, layout, plain)
    columns = [
        _column(table.column(place), name, form, is_typed=str(place) in plain)
        for place, (name, form) in enumerate(zip(layout.names, layout.wanted, strict=True))
    ]
    return TypedPiece(table.num_rows, tuple(columns))


def texts(body: memoryview, layout: Layout, places: Sequence[int]) -> list[pl.Series]:
    """Return the texts of the columns at `places` of a piece.

    Raises
    ------
    UncleanError
        When the number of fields is not the same in all rows.
    """
    table = _as_text(body, layout, [str(place) for place in places])
    return [_series(column) for column in table.columns]


def misfits(body: memoryview, layout: Layout) -> list[int]:
    """Return which rows (1-based) of a piece have another number of fields than the layout.

    Raises
    ------
    UncleanError
        When that cannot be told.
    """
    numbers: list[int] = []

    def leave_out(row: Any) -> str:
        numbers.append(int(row.number))
        return "skip"

    try:
        parsed(body, layout, {}, only=layout.places[:1], on_invalid=leave_out)
    except pa.ArrowInvalid as error:
        raise UncleanError(str(error)) from None
    return list(dict.fromkeys(numbers))  # a row longer than a block makes the parser begin again


def parsed(
    body: memoryview | bytes,
    layout: Layout,
    types: Mapping[str, pa.DataType | None],
    *,
    only: Sequence[str] = (),
    on_invalid: Callable[[Any], str] | None = None,
) -> pa.Table:
    """Return the cells of rows; text where no type is given, null only in typed columns.

    Parameters
    ----------
    types : Arrow types by place
    only : places of the columns that are wanted, all if empty
    on_invalid : what to do with a row of another width, ``skip`` or ``error``; ArrowInvalid if None
    """
    if not len(body):
        return pa.table({place: pa.array([], pa.string()) for place in only or layout.places})
    parse = _parse_options(layout.dialect, on_invalid)
    convert = pa.csv.ConvertOptions(
        column_types={place: types.get(place) or pa.string() for place in layout.places},
        null_values=[""],
        strings_can_be_null=False,
        check_utf8=False,
        include_columns=list(only),
    )

    def read(block_bytes: int) -> pa.Table:
        names = list(layout.places)
        options = pa.csv.ReadOptions(column_names=names, use_threads=False, block_size=block_bytes)
        return pa.csv.read_csv(pa.BufferReader(pa.py_buffer(body)), options, parse, convert)

    try:
        return read(_BLOCK_BYTES)
    except pa.ArrowInvalid as error:
        if _LONG_ROW not in str(error):
            raise
    return read(len(body) + 1)


def _parse_options(dialect: Dialect, on_invalid: Callable[[Any], str] | None) -> pa.csv.ParseOptions:
    return pa.csv.ParseOptions(
        delimiter=dialect.delimiter,
        quote_char=dialect.quote,
        double_quote=dialect.escape is None,
        escape_char=dialect.escape or False,
        newlines_in_values=True,
        invalid_row_handler=on_invalid,
    )


def _plain(layout: Layout) -> dict[str, Form]:
    return {
        str(place): form
        for place, form in enumerate(layout.wanted)
        if form is not None and form.is_plain_number
    }


def _as_text(body: memoryview, layout: Layout, only: Sequence[str] = ()) -> pa.Table:
    try:
        return parsed(body, layout, {}, only=only)
    except pa.ArrowInvalid as error:
        raise UncleanError(str(error)) from None


def _without_zeros(
    body: memoryview, layout: Layout, plain: Mapping[str, pa.DataType]
) -> dict[str, pa.DataType | None]:
    """Return the types without those of columns in which a number begins with a zero."""
    table = _as_text(body, layout, list(plain))
    loses = {
        place: bool(pl.Series(pl.from_arrow(table.column(place))).str.contains(_LEADING_ZERO).any())
        for place in plain
    }
    return {place: None if loses[place] else kind for place, kind in plain.items()}


def _column(cells: pa.ChunkedArray, name: str, form: Form | None, *, is_typed: bool) -> TypedColumn | None:
    values = _series(cells)
    if form is None:
        return None
    if is_typed and values.dtype != pl.String:
        return _of_numbers(name, values, cells)
    applied = forms.apply(form, values)
    if applied is None:
        return None
    stored = cells if applied.values is values else applied.values
    return TypedColumn(applied, facts.gather(name, applied.values, applied.levels), stored)


def _of_numbers(name: str, values: pl.Series, cells: pa.ChunkedArray) -> TypedColumn | None:
    """Return numbers that the parser read, unless one of them may have been more than it seems."""
    n_null = values.null_count()
    met = facts.gather(name, values)
    if values.dtype == pl.Float64 and met.n_known and not _is_ordinary(met, values):
        return None
    return TypedColumn(Applied(values, Tally(met.n_known, {"": n_null} if n_null else {})), met, cells)


def _is_ordinary(met: Facts, values: pl.Series) -> bool:
    bounds: tuple[Any, Any] = (met.low, met.high)
    return all(abs(bound) < _EXACT_FLOAT for bound in bounds) and not math.isnan(values.sum())


def _series(cells: pa.ChunkedArray) -> pl.Series:
    return pl.Series(pl.from_arrow(cells))
