"""Columns as models are given them: numbers as floats, categories as words, dates as moments."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..vocabulary import ColumnKind

NUMBERS = frozenset({"numeric", "integer"})
WORDS = frozenset({"categorical", "boolean", "identifier", "constant"})


def typed_frame(frame: pd.DataFrame, kinds: Mapping[str, ColumnKind]) -> pd.DataFrame:
    """Return the columns named in `kinds`, each in the form of its kind; nothing is learned.

    Numbers become float64 (what is not a finite number becomes missing), categories and booleans
    pandas categories of texts, dates datetime64 without a zone (UTC), texts objects with None.

    Parameters
    ----------
    frame : shape (n, at least len(kinds))
    kinds : kind by column
    """
    given = {name: frame[name] for name in kinds}
    columns = {name: typed_column(given[name], kind) for name, kind in kinds.items()}
    if len(frame.columns) == len(kinds) and all(columns[name] is given[name] for name in kinds):
        return frame[list(kinds)] if list(frame.columns) != list(kinds) else frame
    return pd.DataFrame(columns, index=frame.index)


def without_stand_ins(frame: pd.DataFrame, missing: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return a frame in which values that stand for "missing" are missing; the given one is not changed.

    Parameters
    ----------
    missing : the values by column, as they are spelled; numbers are compared as numbers
    """
    changed = {}
    for name in missing.keys() & set(frame.columns):
        values = frame[name]
        blanked = _blanked(values, missing[name])
        if blanked is not values:
            changed[name] = blanked
    return frame.assign(**changed) if changed else frame


def _blanked(values: pd.Series, spellings: Sequence[str]) -> pd.Series:
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        numbers = pd.to_numeric(pd.Series(list(spellings), dtype=object), errors="coerce").dropna()
        stands = values.isin(numbers)
    else:
        stands = words(values).isin(list(spellings))
    return values.mask(stands) if stands.any() else values


def typed_column(values: pd.Series, kind: ColumnKind) -> pd.Series:
    """Return one column in the form of its kind; the very same object if it has that form."""
    if kind in NUMBERS:
        return _numbers(values)
    if kind == "datetime":
        return _moments(values)
    return _words(values) if kind in WORDS else _texts(values)


def words(values: pd.Series) -> pd.Series:
    """Return each value as text, None where it is missing; whole floats lose their ``.0``."""
    present = values.notna()
    if pd.api.types.is_bool_dtype(values):
        texts = values.map({True: "true", False: "false"})
    elif pd.api.types.is_float_dtype(values):
        texts = values.map(lambda value: f"{value:.17g}" if value == value else None)
    else:
        texts = values.map(_word, na_action="ignore")
    return texts.astype(object).where(present, None)


def _word(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _numbers(values: pd.Series) -> pd.Series:
    if values.dtype != np.float64:
        values = pd.to_numeric(values, errors="coerce").astype(np.float64)
    infinite = np.isinf(values.to_numpy())
    return values.mask(infinite) if infinite.any() else values


def _moments(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, np.dtype) and values.dtype.kind == "M":
        return values
    return pd.to_datetime(values, errors="coerce", utc=True).dt.tz_localize(None)


def _words(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, pd.CategoricalDtype) and _are_texts(values.dtype):
        return values
    return words(values).astype("category")


def _are_texts(dtype: pd.CategoricalDtype) -> bool:
    return all(isinstance(level, str) for level in dtype.categories)


def _texts(values: pd.Series) -> pd.Series:
    return values if values.dtype == object else words(values)
