"""Reads JSON as text cells: one value per line, a list of rows, or an object of columns."""

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...errors import UnreadableFileError
from ...wording import counted
from .. import refusals
from ..first_rows import HEAD, named
from ..records import ReportNote
from ..texts import TextTable, writer
from . import json_text
from .json_columns import Columns
from .json_text import Object, Rows, cell

_MAX_COLUMNS = 10_000
_MAX_SEARCH = 3
_SURE = 1_000
"""Rows after which no new key is expected; if one comes all the same, all rows are looked at first."""


def read_lines(path: Path, target: Path) -> TextTable:
    """Read one JSON object, or one list of cells, per line.

    Raises
    ------
    UnreadableFileError
        ``FILE_TRUNCATED`` if only the last line is broken, else ``FILE_CORRUPT`` with the line.
    """
    head = next(json_text.lines(path), None)
    if head is not None and isinstance(head[1], list):
        return _of_lists(target, lambda: _each(json_text.lines(path), list, "line"))
    return _of_objects(target, lambda: _each(json_text.lines(path), dict, "line"))


def read_document(path: Path, target: Path) -> TextTable:
    """Read a list of objects, a list of lists, or an object of columns.

    Lists are read piece by piece; an object is held in memory as a whole.

    Raises
    ------
    UnreadableFileError
        ``FILE_EMPTY``, ``FILE_TRUNCATED``, ``FILE_CORRUPT``, ``FILE_FORMAT`` or ``FILE_TOO_LARGE``.
    """
    if _begins_list(path):
        return _of_list(path, target)
    try:
        document, is_all = json_text.first(path)
        if is_all:
            return _of_document(target, document)
    except MemoryError:
        is_all = True
    if is_all:
        raise refusals.too_large_object()
    return read_lines(path, target)  # a second object follows, so there is one per line


def _begins_list(path: Path) -> bool:
    with path.open(encoding="utf-8-sig") as file:
        return file.read(1 << 16).lstrip().startswith("[")


def _of_list(path: Path, target: Path) -> TextTable:
    head = next(json_text.elements(path), None)
    if head is None:
        raise refusals.empty()
    if isinstance(head[1], dict):
        return _of_objects(target, lambda: _each(json_text.elements(path), dict, "element"))
    if isinstance(head[1], list):
        return _of_lists(target, lambda: _each(json_text.elements(path), list, "element"))
    raise _no_table("its list holds neither objects nor lists")


def _each(values: Iterator[tuple[int, Any]], kind: type, what: str) -> Iterator[tuple[int, Any]]:
    """Yield the values, all of one kind."""
    for number, value in values:
        if type(value) is not kind:
            wanted = "an object" if kind is dict else "a list"
            if what == "line":
                raise refusals.corrupt("JSON", f"line {number:,} is not {wanted}")
            raise _no_table(f"element {number:,} of its list is not {wanted}, as those before it are")
        yield number, value


def _of_document(target: Path, document: Any) -> TextTable:
    rows, left_out = _rows_of(document)
    if rows and isinstance(rows[0], list):
        table = _of_lists(target, lambda: _each(enumerate(rows, 1), list, "element"))
    else:
        table = _of_objects(target, lambda: _each(enumerate(rows, 1), dict, "element"))
    if not left_out:
        return table
    named_so = ", ".join(f"'{name[:60]}'" for name in left_out[:5])
    message = counted(
        len(left_out),
        f"entry beside the table was left out: {named_so}.",
        f"entries beside the table were left out: {named_so}.",
    )
    note = ReportNote("JSON_LEFT_OUT", "warning", message, len(left_out))
    return TextTable(table.path, table.names, (*table.notes, note))


def _rows_of(document: Any) -> tuple[list[Any], list[str]]:
    """Return the rows of an object, and the names of what in it is no part of them."""
    if not isinstance(document, dict) or not document:
        raise _no_table("it holds a single value")
    values = list(document.values())
    if not any(isinstance(value, dict | list) for value in values):
        return [document], []
    if isinstance(document.get("columns"), list) and _is_rows(document.get("data"), list):
        return [document["columns"], *document["data"]], _beside(document, "columns", "data", "index")
    if len(values) > 1 and _are_columns(values):
        return [dict(zip(document, row, strict=True)) for row in zip(*values, strict=True)], []
    if all(isinstance(value, dict) and value for value in values) and len(values) > 1:
        return _of_labels(document)
    for depth in range(_MAX_SEARCH):
        tables = list(_tables(document, depth))
        if len(tables) == 1:
            key, rows = tables[0]
            return rows, _beside(document, key)
        if tables:
            break
    raise _no_table("its object holds neither columns of equal length nor one list of rows")


def _are_columns(values: list[Any]) -> bool:
    return all(isinstance(value, list) for value in values) and len({*map(len, values)}) == 1


def _of_labels(document: Object) -> tuple[list[Any], list[str]]:
    """Return the rows of columns by row label, or of rows by label where only the outer names are numbers."""
    labels: list[Any] = list(dict.fromkeys(label for value in document.values() for label in value))
    if all(map(_is_number, document)) and not all(map(_is_number, labels)):
        return list(document.values()), _unlike_places(list(document))
    rows = [{key: document[key].get(label) for key in document} for label in labels]
    return rows, _unlike_places(labels)


def _unlike_places(labels: list[Any]) -> list[str]:
    """Return the labels of rows, if they say more than the place of each."""
    names = [json_text.name_of(label) for label in labels]
    return [] if names == [str(place) for place in range(len(names))] else names


def _is_number(label: Any) -> bool:
    return isinstance(label, str) and label.isdecimal()


def _tables(document: Object, depth: int) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the lists of rows within so many objects, with the key of the outermost object on the way."""
    for key, value in document.items():
        if depth and isinstance(value, dict):
            yield from ((key, rows) for _, rows in _tables(value, depth - 1))
        elif not depth and (_is_rows(value, dict) or _is_rows(value, list)):
            yield key, value


def _is_rows(value: Any, kind: type) -> bool:
    return isinstance(value, list) and bool(value) and type(value[0]) is kind


def _beside(document: Object, *keys: Any) -> list[str]:
    return [json_text.name_of(key) for key in document if key not in keys]


def _no_table(why: str) -> UnreadableFileError:
    return refusals.other_format(
        f"JSON without a table: {why}", "Give a list of objects, one per row, or one object per line."
    )


def _of_objects(target: Path, rows: Rows) -> TextTable:
    """Write rows given as objects; keys are columns, in the order in which they are first met."""
    columns = Columns.of(itertools.islice(rows(), _SURE), _MAX_COLUMNS)
    if not columns.write(target, rows):
        columns = Columns.of(rows(), _MAX_COLUMNS)
        columns.write(target, rows)
    return TextTable(target, *columns.told())


def _of_lists(target: Path, rows: Rows) -> TextTable:
    """Write rows given as lists of cells, the first one perhaps a header; short ones are padded."""
    widths = Counter(len(row) for _, row in rows())
    width = max(widths)
    if width > _MAX_COLUMNS:
        raise refusals.too_many_columns(width, _MAX_COLUMNS)
    if width <= 1:
        raise refusals.one_column("the elements of its lists")
    head = [_padded(row, width) for _, row in itertools.islice(rows(), HEAD)]
    found = named(head, width)
    with writer(target, width) as out:
        for _, row in itertools.islice(rows(), int(found.is_header), None):
            out.add(_padded(row, width))
    n_short = widths.total() - widths[width]
    message = counted(
        n_short,
        "row had fewer values than the longest; the missing ones were left empty.",
        "rows had fewer values than the longest; the missing ones were left empty.",
    )
    short = (ReportNote("ROW_TOO_SHORT", "warning", message, n_short),) if n_short else ()
    return TextTable(target, found.names, (*found.notes, *short))


def _padded(row: Any, width: int) -> list[str]:
    return [*map(cell, row), *[""] * (width - len(row))]
