"""Makes small tables of which every cell is known: what it means, and of which kind its column is."""

from dataclasses import dataclass
from random import Random
from typing import Literal

Kind = Literal[
    "integer", "number", "large", "date", "moment", "code", "word", "text", "flag", "empty", "clock"
]

KINDS: tuple[Kind, ...] = (
    "integer",
    "number",
    "large",
    "date",
    "moment",
    "code",
    "word",
    "text",
    "flag",
    "clock",
)
NUMBERS: tuple[Kind, ...] = ("integer", "number", "large")
TYPED: tuple[Kind, ...] = (*NUMBERS, "date", "moment")
"""Kinds whose cells look so different from a name that a header shows."""

_WORDS = (
    "alder", "birch", "cedar", "elm", "fir", "hazel", "larch", "oak", "pine", "rowan", "spruce", "willow",
    "New York", "St. Gallen", "O'Hare", "Rio-Negro", "half & half", "(none given)", "A/B", "50 % off",
    "C#", "x_1", "Müller", "Évora", "Åsa", "Zoë", "Ñandú",
)  # fmt: skip
_PIECES = (
    "it rained", "all day", "the \"old\" mill", "said: no", "one, two", "a; b", "up | down", "cost 5",
    "see p. 7", "don't ask", "so far", "first line\nsecond line", "Köln", "end.", "tab\there", "ca. 10 %",
    "a ~ b", "x^2",
)  # fmt: skip
_NAMES = (
    "age", "height", "weight", "city", "flow", "level", "price", "tax", "owner", "shop", "note", "kind",
    "class", "depth", "speed", "colour", "origin", "target", "region", "sensor", "Größe", "Straße",
    "unit price", "max temp", "no. of rooms", "share (%)", "a-b", "x.y", "Total Sales", "lat", "lon", "grade",
    "model", "brand",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """Names, kinds and rows; a cell is the text of what it means, with ``.`` for decimals and ISO dates."""

    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: tuple[tuple[str, ...], ...]


def make(source: Random, *, n_rows: int | None = None, n_columns: int | None = None) -> Table:
    """Return a table that a careful person could tell from its text in any dialect.

    Left out, because nobody could decide them: tables of one column; tables of few rows without a number or
    date; tables without a header in which no column is a number or a date; texts that all hold the same mark
    equally often; a last column without any value.
    """
    n_columns = n_columns or source.choice((2, 3, 3, 4, 4, 5, 6, 8, 12, 30))
    n_rows = n_rows or source.choice((2, 3, 5, 8, 12, 20, 40, 40, 80, 150))
    kinds = [source.choice(KINDS) for _ in range(n_columns)]
    if n_rows >= 12 and source.random() < 0.12:
        kinds = [source.choice(("word", "text", "code", "word")) for _ in kinds]
    elif not set(kinds) & set(TYPED):
        kinds[source.randrange(n_columns)] = source.choice(TYPED)
    if n_columns > 3 and source.random() < 0.1:
        kinds[source.randrange(1, n_columns - 1)] = "empty"
    columns = [_column(kind, n_rows, source) for kind in kinds]
    rows = tuple(zip(*columns, strict=True))
    return Table(tuple(_names(n_columns, source)), tuple(kinds), tuple(_filled(row, columns) for row in rows))


def _filled(row: tuple[str, ...], columns: list[list[str]]) -> tuple[str, ...]:
    """A row without any value looks like damage; it gets the first value of its first column."""
    if any(row):
        return row
    return (next(filter(None, columns[0]), "x"), *row[1:])


def _names(n_columns: int, source: Random) -> list[str]:
    names = source.sample(_NAMES, min(n_columns, len(_NAMES)))
    names += [f"v{place}" for place in range(len(names), n_columns)]
    fate = source.random()
    if fate < 0.05:
        names[source.randrange(n_columns)] = source.choice(names)
    elif fate < 0.08 and n_columns > 2:
        names[source.randrange(n_columns)] = ""
    elif fate < 0.1:
        names[source.randrange(n_columns)] = "long name " * 1000
    elif fate < 0.13:
        names[source.randrange(n_columns)] = 'the "best", so far'
    return names


def _column(kind: Kind, n_rows: int, source: Random) -> list[str]:
    share = source.choice((0.0, 0.0, 0.0, 0.1, 0.3)) if n_rows > 5 else 0.0
    values = [_value(kind, source) for _ in range(n_rows)]
    return ["" if source.random() < share else value for value in values]


def _value(kind: Kind, source: Random) -> str:
    day = f"{source.randint(1990, 2024)}-{source.randint(1, 12):02}-{source.randint(1, 28):02}"
    clock = f"{source.randint(0, 23):02}:{source.randint(0, 59):02}:{source.randint(0, 59):02}"
    match kind:
        case "integer":
            return str(source.randint(-50, 99_000))
        case "number":
            return f"{source.uniform(-90, 900):.2f}"
        case "large":
            return f"{source.uniform(1_000, 9_000_000):.2f}"
        case "date":
            return day
        case "moment":
            return f"{day} {clock}"
        case "clock":
            return clock
        case "code":
            return f"{source.randint(0, 9999):05}"
        case "word":
            return source.choice(_WORDS)
        case "flag":
            return source.choice(("true", "false"))
        case "text":
            return " ".join(source.choice(_PIECES) for _ in range(source.randint(1, 4)))
        case "empty":
            return ""
