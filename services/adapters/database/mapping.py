"""Rows to records: a column and a field that mean the same have the same name."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from .schema import Base


def values(row: Base, record: type[Any], *, without: Iterable[str] = ()) -> dict[str, Any]:
    """Return a row's columns as arguments of a record.

    Parameters
    ----------
    row : as read
    record : a dataclass, whose fields name the columns
    without : fields that the caller makes itself
    """
    left_out = set(without)
    names = (one.name for one in fields(record) if one.name not in left_out)
    return {name: getattr(row, name) for name in names}
