"""What the name of a column says about it; hints only, never the deciding fact alone."""

import re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
_IDENTIFIER = frozenset(
    (
        "id",
        "ids",
        "no",
        "nr",
        "num",
        "number",
        "index",
        "idx",
        "key",
        "uuid",
        "guid",
        "rownames",
        "row",
        "serial",
        "code",
    )
)
_TIME = frozenset(
    (
        "time",
        "date",
        "datetime",
        "timestamp",
        "year",
        "yr",
        "month",
        "mo",
        "week",
        "day",
        "hour",
        "minute",
        "period",
        "t",
        "ds",
    )
)


def words(name: str) -> tuple[str, ...]:
    """Return the lower-case words of a name: ``Sale_Price`` and ``SalePrice`` both give sale, price."""
    return tuple(word.lower() for word in _WORD.findall(name[:500]))


def is_identifier_name(name: str) -> bool:
    """Tell whether the name ends like that of a key."""
    parts = words(name)
    return bool(parts) and (parts[-1] in _IDENTIFIER or parts[0] == "id")


def is_time_name(name: str) -> bool:
    """Tell whether a word of the name is one of time."""
    return any(part in _TIME for part in words(name))
