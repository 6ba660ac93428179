"""Decodes JSON without losing anything: numbers stay as written, repeated keys stay, lists are streamed."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from ...errors import UnreadableFileError
from .. import refusals

Part = str | int
Key = Part | tuple[Part, ...]
"""A key, or a path of keys; a number behind a key tells its repetitions in one object apart."""

Object = dict[Key, Any]
MAX_DEPTH = 20
"""Objects within objects up to this depth become columns, deeper ones stay JSON text."""

_WINDOW = 1 << 22
_NEAR_END = 64
_BLANK = re.compile(r"[ \t\n\r]*")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


class Number(str):
    """A number as it is written, also ``NaN`` and ``Infinity``, which are no JSON."""

    __slots__ = ()


def _object(pairs: list[tuple[str, Any]]) -> Object:
    made: Object = dict(pairs)
    if len(made) == len(pairs):
        return made
    apart: Object = {}
    for name, value in pairs:
        key: Key = name
        n = 1
        while key in apart:
            n += 1
            key = (name, n)
        apart[key] = value
    return apart


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Number, parse_int=Number, parse_constant=Number, strict=False
)


def lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield the value on each line that is not blank, with the number of the line.

    Raises
    ------
    UnreadableFileError
        ``FILE_TRUNCATED`` if only the last line is broken, else ``FILE_CORRUPT`` with the line.
    """
    failed: tuple[int, json.JSONDecodeError] | None = None
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if line.isspace():
                continue
            if failed is not None:
                raise refusals.corrupt("JSON", f"line {failed[0]:,}: {failed[1].msg}")
            try:
                value = _on_line(line)
            except RecursionError:
                raise refusals.corrupt("JSON", f"line {number:,} is nested too deeply") from None
            except json.JSONDecodeError as error:
                failed = (number, error)
                continue
            yield number, _whole(value) if _has_halves(line) else value
    if failed is not None:
        raise refusals.truncated("JSON", f"line {failed[0]:,} is cut off ({failed[1].msg})")


def _on_line(line: str) -> Any:
    """Return the value on a line; the usual case without what only finds faults."""
    try:
        value, end = _DECODER.scan_once(line, 0)  # type: ignore[attr-defined]  # not in its stubs
    except StopIteration:
        return _DECODER.decode(line)
    return value if line[end:] in ("\n", "") else _DECODER.decode(line)


def elements(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield the elements of the list that a file holds, with their places from 1, a few at a time.

    Raises
    ------
    UnreadableFileError
        ``FILE_TRUNCATED`` or ``FILE_CORRUPT`` with line and column.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        window = _Window(file)
        window.next()
        window.place += 1
        number = 0
        while window.next() != "]" or number:
            number += 1
            yield number, window.value()
            mark = window.next()
            if mark == "]":
                break
            if mark != ",":
                raise window.refusal("',' or ']' is missing", window.place)
            window.place += 1
        window.place += 1
        if window.next():
            raise refusals.corrupt("JSON", window.where("something follows the list", window.place))


def first(path: Path) -> tuple[Any, bool]:
    """Return the first value in a file, and whether nothing follows it.

    Raises
    ------
    UnreadableFileError
        As `elements`.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        window = _Window(file)
        if not window.next():
            raise refusals.empty()
        value = window.value()
        return value, not window.next()


@dataclass(slots=True)
class _Window:
    """A part of a long text that moves on; `line` is the number of its first line."""

    file: TextIO
    text: str = ""
    place: int = 0
    line: int = 1
    before: int = 0

    def next(self) -> str:
        """Move to the next character that is no blank and return it, or nothing at the end."""
        while True:
            met = _BLANK.match(self.text, self.place)
            self.place = met.end() if met else self.place
            if self.place < len(self.text):
                return self.text[self.place]
            if not self._grow():
                return ""

    def value(self) -> Any:
        """Return the value that begins here and move behind it."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.place)
            except RecursionError:
                raise refusals.corrupt("JSON", "it is nested too deeply") from None
            except json.JSONDecodeError as error:
                is_open = error.msg.startswith("Unterminated")
                if (is_open or error.pos > len(self.text) - _NEAR_END) and self._grow():
                    continue
                raise self.refusal(error.msg, error.pos, is_cut=is_open) from None
            if end < len(self.text) or not self._grow():  # a number at the edge may go on behind it
                start, self.place = self.place, end
                return _whole(value) if _HALF.search(self.text, start, end) else value

    def refusal(self, why: str, place: int, *, is_cut: bool = False) -> UnreadableFileError:
        """Return the refusal of what stands at `place`."""
        at_end = place >= len(self.text.rstrip()) - 1 and not self.file.read(1)
        refuse = refusals.truncated if at_end or is_cut else refusals.corrupt
        return refuse("JSON", self.where(why, place))

    def where(self, why: str, place: int) -> str:
        """Return line and column of `place`, and what is wrong there."""
        newline = self.text.rfind("\n", 0, place)
        column = place - newline if newline >= 0 else self.before + place + 1
        return f"line {self.line + self.text.count(chr(10), 0, place):,}, column {column:,}: {why}"

    def _grow(self) -> bool:
        """Drop what was read and add some text; twice as much each time if one value needs it."""
        more = self.file.read(max(_WINDOW, len(self.text) - self.place))
        if not more:
            return False
        self.line += self.text.count("\n", 0, self.place)
        newline = self.text.rfind("\n", 0, self.place)
        self.before = self.place - newline - 1 if newline >= 0 else self.before + self.place
        self.text = self.text[self.place :] + more
        self.place = 0
        return True


def flat(row: Object) -> Object:
    """Return the row with objects within it spread out: the key of a value is the path to it."""
    spread: Object = {}
    _spread(row, (), spread)
    return spread


def _spread(row: Object, path: tuple[Part, ...], spread: Object) -> None:
    for key, value in row.items():
        here = (*path, *key) if isinstance(key, tuple) else (*path, key)
        if type(value) is dict and value and len(here) < MAX_DEPTH:
            _spread(value, here, spread)
        else:
            spread[here if len(here) > 1 else here[0]] = value


def name_of(key: Key) -> str:
    """Return how the column of a key is called: ``address.city``."""
    parts = key if isinstance(key, tuple) else (key,)
    return ".".join(part for part in parts if isinstance(part, str))


def is_repeated(key: Key) -> bool:
    """Tell whether a key stood in its object before."""
    return isinstance(key, tuple) and any(isinstance(part, int) for part in key)


def cell(value: Any) -> str:
    """Return a value as the text of a cell; lists and objects as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return _json(value)


def _json(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_json(_name(key))}: {_json(one)}" for key, one in value.items()) + "}"
    return value if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def _name(key: Key) -> Part:
    return key[0] if isinstance(key, tuple) else key


def _has_halves(text: str) -> bool:
    return "\\u" in text and _HALF.search(text) is not None


def _whole(value: Any) -> Any:
    """Return a value in which halves of surrogate pairs, which are no text, became replacement characters."""
    if isinstance(value, Number) or value is None:
        return value
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list | tuple):
        return type(value)(map(_whole, value))
    return {_whole(key): _whole(one) for key, one in value.items()} if isinstance(value, dict) else value


Rows = Callable[[], Iterator[tuple[int, Object]]]
"""Gives the rows from the beginning each time it is called, with the number of each: its line or place."""
