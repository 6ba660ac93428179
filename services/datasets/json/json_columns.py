"""Gathers the columns of JSON objects and writes their cells; tells what about them was doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...vocabulary import Severity
from ...wording import counted
from .. import refusals
from ..header import names as usable_names
from ..records import ReportNote
from ..texts import writer
from . import json_text
from .json_text import Key, Number, Object, Part, Rows, cell, flat

_MAX_NAMES = 5
_MAX_ROWS = 100


@dataclass(slots=True)
class Spot:
    """Where the values of a key go: the `place` of a column, -1 if none, and those of objects `within`."""

    place: int = -1
    within: "Spots | None" = None


Spots = dict[Any, Spot]


@dataclass(slots=True)
class Columns:
    """Columns by key, in order; `met` holds the types of the values of each, `repeats` rows by number."""

    keys: list[Key]
    met: list[set[type]]
    repeats: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Iterator[tuple[int, Object]], limit: int) -> "Columns":
        """Return the columns of these rows.

        Raises
        ------
        UnreadableFileError
            ``FILE_NO_ROWS``, ``FILE_ONE_COLUMN`` or ``FILE_TOO_MANY_COLUMNS``.
        """
        order: dict[Key, bool] = {}
        n_rows = 0
        for _, row in rows:
            n_rows += 1
            for key, value in flat(row).items():
                order[key] = order.get(key, False) or value is not None
            if len(order) > limit:
                raise refusals.too_many_columns(len(order), limit)
        keys = _without_absent_objects(order)
        if n_rows == 0 or not keys:
            raise refusals.no_rows(len(keys))
        if len(keys) == 1:
            raise refusals.one_column("the keys of its objects")
        return cls(keys, [set() for _ in keys])

    def write(self, target: Path, rows: Rows) -> bool:
        """Write all rows, or stop and return False when a row has a key that is not among the columns."""
        spots = _spots(self.keys)
        again = frozenset(key for key in self.keys if json_text.is_repeated(key))
        empty = [""] * len(self.keys)
        with writer(target, len(self.keys)) as out:
            for number, row in rows():
                cells = empty.copy()
                if not self._fill(spots, row, cells, 1):
                    return False
                if again and not again.isdisjoint(flat(row)):
                    self.repeats.append(number)
                out.add(cells)
        return True

    def _fill(self, spots: Spots, row: Object, cells: list[str], depth: int) -> bool:
        """Put the values of an object into the cells of its row; False if there is no place for one."""
        for key, value in row.items():
            spot = spots.get(key)
            if spot is None:
                return False
            kind = type(value)
            if kind is dict and value and depth < json_text.MAX_DEPTH:
                if spot.within is None or not self._fill(spot.within, value, cells, depth + 1):
                    return False
            elif value is not None:
                if spot.place < 0:
                    return False
                is_text = kind is str or kind is Number
                if value or not is_text:
                    self.met[spot.place].add(kind)
                cells[spot.place] = value if is_text else cell(value)
        return True

    def told(self) -> tuple[tuple[str, ...], tuple[ReportNote, ...]]:
        """Return usable names and the notes."""
        names, notes = usable_names([json_text.name_of(key) for key in self.keys], len(self.keys))
        return tuple(names), (*notes, *self._notes(names))

    def _notes(self, names: list[str]) -> Iterator[ReportNote]:
        yield from self._note(
            "NESTED_FLATTENED",
            "Objects within the rows were spread over columns: {names}.",
            [name for name, key in zip(names, self.keys, strict=True) if _is_nested(key)],
        )
        yield from self._note(
            "NESTED_AS_TEXT",
            "Lists and empty or very deep objects are kept as JSON text in {names}.",
            [name for name, met in zip(names, self.met, strict=True) if met & {list, dict}],
        )
        yield from self._note(
            "JSON_MIXED_TYPES",
            "Text, numbers and truth values are mixed in {names}; each was read as its text.",
            [name for name, met in zip(names, self.met, strict=True) if len(met - {list, dict}) > 1],
        )
        if self.repeats:
            n = len(self.repeats)
            message = counted(
                n,
                "object has a key more than once; each value has a column of its own.",
                "objects have a key more than once; each value has a column of its own.",
            )
            yield ReportNote("JSON_KEY_REPEATED", "warning", message, n, tuple(self.repeats[:_MAX_ROWS]))

    def _note(self, code: str, sentence: str, names: list[str]) -> Iterator[ReportNote]:
        if names:
            listed = ", ".join(f"'{name[:60]}'" for name in names[:_MAX_NAMES])
            if len(names) > _MAX_NAMES:
                listed += f" and {len(names) - _MAX_NAMES:,} more columns"
            severity: Severity = "info" if code == "NESTED_FLATTENED" else "warning"
            yield ReportNote(code, severity, sentence.format(names=listed), len(names))


def _is_nested(key: Key) -> bool:
    return isinstance(key, tuple) and sum(isinstance(part, str) for part in key) > 1


def _without_absent_objects(order: dict[Key, bool]) -> list[Key]:
    """Return the keys without those of objects that are null where they are absent."""
    within = {_path(key)[:n] for key in order for n in range(1, len(_path(key)))}
    return [key for key, is_known in order.items() if is_known or _path(key) not in within]


def _spots(keys: list[Key]) -> Spots:
    """Return where the values of objects go, as objects lie within one another."""
    spots: Spots = {}
    for place, key in enumerate(keys):
        *outer, last = _steps(key)
        here = spots
        for step in outer:
            spot = here.setdefault(step, Spot())
            spot.within = {} if spot.within is None else spot.within
            here = spot.within
        here.setdefault(last, Spot()).place = place
    return spots


def _steps(key: Key) -> list[Key]:
    """Return the keys of the objects on the way: a number tells repetitions of the key before it apart."""
    steps: list[Key] = []
    for part in _path(key):
        if isinstance(part, int):
            steps[-1] = (str(steps[-1]), part)
        else:
            steps.append(part)
    return steps


def _path(key: Key) -> tuple[Part, ...]:
    return key if isinstance(key, tuple) else (key,)
