"""What a user says of a file that was read wrong; it is believed and checked only for sense."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from ..errors import FieldError, InvalidInputError
from ..vocabulary import ColumnKind

_MAX_SKIP = 10_000
_MAX_DELIMITER = 8
_DIALECT = frozenset(("encoding", "delimiter", "quote", "escape", "decimal", "skip", "day_first"))
_KEYS = frozenset(("dialect", "header", "kinds", "sheet"))


@dataclass(frozen=True, slots=True)
class Overrides:
    """How a file is to be read; None where hydroml finds it out.

    `skip` lines stand before the table; `day_first` says how ``1/2/2021`` is meant; `kinds` are by the
    name of the column; `sheet` is one of an Excel workbook.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    decimal: str | None = None
    skip: int | None = None
    day_first: bool | None = None
    header: bool | None = None
    kinds: Mapping[str, ColumnKind] = field(default_factory=dict)
    sheet: str | None = None

    @property
    def month_first(self) -> bool | None:
        """Tell whether the month comes before the day, None if nothing was said."""
        return None if self.day_first is None else not self.day_first

    @property
    def is_of_dialect(self) -> bool:
        """Tell whether anything was said about how fields are separated, quoted and escaped."""
        return any((self.delimiter, self.quote, self.escape))


def parsed(given: Mapping[str, Any] | None) -> Overrides:
    """Return the overrides in `given`, in the JSON form of the REST API.

    Parameters
    ----------
    given : keys ``dialect`` (``encoding, delimiter, quote, escape, decimal, skip,
        day_first``), ``header``, ``kinds``, ``sheet``, all optional

    Raises
    ------
    InvalidInputError
        With the fields that make no sense.
    """
    given = given or {}
    dialect = given.get("dialect") or {}
    wrong = [*_unknown("", given, _KEYS), *_unknown("/dialect", dialect, _DIALECT), *_odd(dialect)]
    kinds = given.get("kinds") or {}
    wrong += [
        FieldError("/kinds", f"'{kind}' is no kind of column")
        for kind in kinds.values()
        if kind not in get_args(ColumnKind)
    ]
    if wrong:
        raise InvalidInputError(
            "The file cannot be read in the way that was asked for.",
            hint="Correct the fields that are named, or leave them out.",
            errors=wrong,
        )
    return Overrides(**dialect, header=given.get("header"), kinds=dict(kinds), sheet=given.get("sheet"))


def restated(before: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Return overrides after a change: what it names is replaced, what it sets to None is found out again.

    Source: RFC 7396 (JSON Merge Patch); keys that end up without content are left out.
    """
    after = dict(before)
    for key, value in change.items():
        if isinstance(value, Mapping):
            value = restated(after.get(key) or {}, value)
        after[key] = value
    return {key: value for key, value in after.items() if value not in (None, {})}


def _unknown(path: str, given: Mapping[str, Any], known: frozenset[str]) -> list[FieldError]:
    return [FieldError(f"{path}/{key}", "is no setting") for key in given if key not in known]


def _odd(dialect: Mapping[str, Any]) -> list[FieldError]:
    wrong = []
    for key in ("quote", "escape"):
        if dialect.get(key) is not None and len(dialect[key]) != 1:
            wrong.append(FieldError(f"/dialect/{key}", "must be one character"))
    if dialect.get("delimiter") is not None and not 1 <= len(dialect["delimiter"]) <= _MAX_DELIMITER:
        wrong.append(FieldError("/dialect/delimiter", f"must have 1 to {_MAX_DELIMITER} characters"))
    if dialect.get("decimal") not in (None, ".", ","):
        wrong.append(FieldError("/dialect/decimal", "must be a dot or a comma"))
    if dialect.get("skip") is not None and not 0 <= dialect["skip"] <= _MAX_SKIP:
        wrong.append(FieldError("/dialect/skip", f"must be from 0 to {_MAX_SKIP:,}"))
    if dialect.get("encoding") is not None and not _is_text_encoding(dialect["encoding"]):
        wrong.append(FieldError("/dialect/encoding", "is no text encoding"))
    return wrong


def _is_text_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):  # no such encoding, or no name at all
        return False
