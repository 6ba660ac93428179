"""The words and the changes that findings about data have in common."""

from collections.abc import Iterable, Mapping
from typing import Any

from ...findings import Fix
from ...vocabulary import ColumnKind

_MAX_NAME, _MAX_SHOWN = 80, 5


def pointer(name: str) -> str:
    """Return a column name as one part of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def leave_out(name: str, reason: str) -> Fix:
    """Return the change that keeps a column out of the features."""
    patch = {"op": "add", "path": f"/features/exclude/{pointer(name)}", "value": reason}
    return Fix("Leave it out", (patch,))


def set_kind(name: str, kind: ColumnKind, label: str) -> Fix:
    """Return the change that lets training take a column as another kind."""
    return Fix(label, ({"op": "add", "path": f"/kinds/{pointer(name)}", "value": kind},))


def treat_as_missing(name: str, spellings: Iterable[str]) -> Fix:
    """Return the change that lets training take some values of a column as missing."""
    path = f"/missing_values/{pointer(name)}"
    return Fix("Treat as missing", ({"op": "add", "path": path, "value": list(spellings)},))


def quoted(name: str) -> str:
    """Return a column name for a sentence; long ones are cut."""
    return f"'{name[:_MAX_NAME]}\u2026'" if len(name) > _MAX_NAME else f"'{name}'"


def listed(counts: Mapping[Any, int]) -> str:
    """Return up to five values with their counts for a sentence, the first first."""
    shown = [f"{quoted(str(value))} ({n:,})" for value, n in list(counts.items())[:_MAX_SHOWN]]
    more = len(counts) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")
