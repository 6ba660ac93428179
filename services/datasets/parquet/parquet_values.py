"""Turns values of Arrow types into those that a table holds, and gives each column its kind."""

import json
import re
from typing import Any

import polars as pl
import pyarrow as pa

from ..cells.kinds import Noting, Settled, settle_numbers, settle_strings, settle_text

_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799
"""The years 1 to 9999, beyond which Python knows no moments."""

_DAY = 86_400
_SURE_DIGITS = 15
_ZEROS_AT_ENDS = re.compile(r"^0+|0+$")


def checked(values: pa.Array) -> pa.Array:
    """Return values whose inner structure was checked, dictionaries and extensions resolved.

    Raises
    ------
    ArrowInvalid
        When offsets or sizes contradict one another.
    """
    if isinstance(values.type, pa.BaseExtensionType) and not _is_uuid(values.type):
        values = values.storage
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if _is_text(values.type):
        values = values.cast(pa.large_binary())
    values.validate(full=True)
    return values


def settled(name: str, kind: pa.DataType, pieces: list[pa.Array], noting: Noting) -> Settled:
    """Return a column with its kind.

    Parameters
    ----------
    kind : the type that the file gives it
    pieces : as `checked` returns them
    """
    if _has_text(kind):
        texts = _series([_as_text(piece, name, noting) for piece in pieces], pl.String)
        return settle_text(name, texts, noting)
    kind = pieces[0].type
    n_null = sum(piece.null_count for piece in pieces)
    if n_null:
        noting.spelled("", n_null)
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return _moments(name, pieces, noting)
    if pa.types.is_decimal(kind):
        return _decimals(name, pieces, noting)
    if pa.types.is_duration(kind):
        noting.column("DURATION_SECONDS", name, sum(map(len, pieces)) - n_null)
        numbers = _series([piece.cast(pa.int64()) for piece in pieces], pl.Int64)
        return settle_numbers(name, numbers / _PER_SECOND[kind.unit])
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _numbers(name, pieces, noting)
    if pa.types.is_boolean(kind):
        return settle_numbers(name, _series(pieces, pl.Boolean))
    if pa.types.is_null(kind):
        return settle_strings(name, _series([piece.cast(pa.string()) for piece in pieces], pl.String))
    noting.column("VALUE_AS_TEXT", name, sum(map(len, pieces)) - n_null)
    written = _bytes(pieces) if _is_binary(kind) else [_written(piece) for piece in pieces]
    return settle_strings(name, _series(written, pl.String))


def _numbers(name: str, pieces: list[pa.Array], noting: Noting) -> Settled:
    """Return 64-bit numbers; not-a-number and infinity count as missing, larger whole ones stay text."""
    if pa.types.is_integer(pieces[0].type):
        try:
            return settle_numbers(name, _series([piece.cast(pa.int64()) for piece in pieces], pl.Int64))
        except pa.ArrowInvalid:  # beyond 64 bits with a sign
            texts = _series([piece.cast(pa.string()) for piece in pieces], pl.String)
            return settle_text(name, texts, noting)
    numbers = _series([piece.cast(pa.float64()) for piece in pieces], pl.Float64)
    n_nan, n_infinite = int(numbers.is_nan().sum()), int(numbers.is_infinite().sum())
    if n_nan:
        noting.spelled("NaN", n_nan)
    if n_infinite:
        noting.column("NUMBER_INFINITE", name, n_infinite)
    return settle_numbers(name, pl.select(pl.when(numbers.is_finite()).then(numbers)).to_series())


def _decimals(name: str, pieces: list[pa.Array], noting: Noting) -> Settled:
    """Return numbers where they say the same, else the digits as text.

    Up to 15 significant digits come back from a 64-bit number (IEEE 754: DBL_DIG).
    """
    if pieces[0].type.precision > _SURE_DIGITS:
        texts = _series([piece.cast(pa.string()) for piece in pieces], pl.String)
        wholes = texts.str.replace(r"\.0*$", "").cast(pl.Int64, strict=False)
        if wholes.null_count() == texts.null_count():
            return settle_numbers(name, wholes)
        digits = texts.str.replace(r"E.*$", "").str.replace_all(r"[-.]", "")
        if (digits.str.replace_all(_ZEROS_AT_ENDS.pattern, "").str.len_chars() > _SURE_DIGITS).any():
            noting.column("VALUE_AS_TEXT", name, texts.len() - texts.null_count())
            return settle_strings(name, texts)
    return settle_numbers(name, _series([piece.cast(pa.float64()) for piece in pieces], pl.Float64))


def _moments(name: str, pieces: list[pa.Array], noting: Noting) -> Settled:
    """Return moments with microseconds, in UTC; a column with one beyond the years 1 to 9999 stays text."""
    kind = pieces[0].type
    is_day = pa.types.is_date32(kind)
    whole = pa.int32() if is_day else pa.int64()
    ticks = _series([piece.cast(whole).cast(pa.int64()) for piece in pieces], pl.Int64)
    unit = "s" if is_day else "ms" if pa.types.is_date64(kind) else kind.unit
    if is_day:
        ticks = ticks * _DAY
    n_known = ticks.len() - ticks.null_count()
    per_second = _PER_SECOND[unit]
    fits = (ticks // per_second).is_between(_FIRST_SECOND, _LAST_SECOND)
    if not fits.all():
        noting.column("DATE_OUT_OF_RANGE", name, int((~fits).sum()))
        inside = _as_moments(pl.select(pl.when(fits).then(ticks)).to_series(), unit)
        text = inside.dt.to_string("%Y-%m-%d %H:%M:%S%.6f")
        number = ticks.cast(pl.String) + f" {unit} from 1970"
        return settle_strings(name, pl.select(pl.when(fits).then(text).otherwise(number)).to_series())
    if unit == "ns" and (ticks % 1000 != 0).any():
        noting.column("TIME_ROUNDED", name, int((ticks % 1000 != 0).sum()))
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        noting.column("DATE_ZONE_TO_UTC", name, n_known)
    return settle_numbers(name, _as_moments(ticks, unit))


def _as_moments(ticks: pl.Series, unit: str) -> pl.Series:
    per_second = _PER_SECOND[unit]
    micros = ticks * (10**6 // per_second) if per_second <= 10**6 else ticks // (per_second // 10**6)
    return micros.cast(pl.Datetime("us"))


def _as_text(piece: pa.Array, name: str, noting: Noting) -> pa.Array:
    """Return bytes that should be UTF-8 as text; those that are not become replacement characters."""
    try:
        return piece.cast(pa.large_string())
    except pa.ArrowInvalid:
        cells = piece.to_pylist()
    texts = [None if cell is None else cell.decode("utf-8", "replace") for cell in cells]
    n_bad = sum(text is not None and "\ufffd" in text for text in texts)
    noting.column("VALUE_INVALID_BYTES", name, n_bad)
    return pa.array(texts, pa.large_string())


def _bytes(pieces: list[pa.Array]) -> list[pa.Array]:
    """Return bytes as the text that they are, or all of them as hexadecimal figures."""
    try:
        return [piece.cast(pa.large_binary()).cast(pa.large_string()) for piece in pieces]
    except pa.ArrowInvalid:
        return [_written(piece) for piece in pieces]


def _written(piece: pa.Array) -> pa.Array:
    """Return times of day as ISO, bytes as hexadecimal figures, lists and maps as JSON."""
    cells = piece.to_pylist()
    return pa.array([None if cell is None else _word(cell) for cell in cells], pa.large_string())


def _word(cell: Any) -> str:
    if isinstance(cell, list | dict | tuple):
        return json.dumps(cell, default=_word, ensure_ascii=False)
    if isinstance(cell, bytes):
        return cell.hex()
    return str(cell)


def _series(pieces: list[pa.Array], kind: type[pl.DataType]) -> pl.Series:
    parts = [pl.Series(pl.from_arrow(piece)).cast(kind) for piece in pieces]
    return pl.concat(parts) if parts else pl.Series([], dtype=kind)


def _has_text(kind: pa.DataType) -> bool:
    """Tell whether a type is one of text, whatever it is wrapped in."""
    if isinstance(kind, pa.BaseExtensionType):
        return _has_text(kind.storage_type)
    return _has_text(kind.value_type) if pa.types.is_dictionary(kind) else _is_text(kind)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _is_binary(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
        or pa.types.is_binary_view(kind)
    )


def _is_uuid(kind: pa.DataType) -> bool:
    return isinstance(kind, pa.UuidType)
