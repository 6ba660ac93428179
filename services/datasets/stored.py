"""JSON forms of what is kept beside a table; every file appears whole or not at all."""

from collections.abc import Hashable
from functools import cache, lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

Kept = TypeVar("Kept")
N_REMEMBERED = 24
"""Files whose records stay in memory: one page of the wizard reads the same four several times."""


def adapter(kind: Any) -> TypeAdapter[Any]:
    """Return the translator between `kind` and JSON."""
    return _adapter(kind)


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    form: Any = kind
    return TypeAdapter(form)


def write(path: Path, value: Any, kind: Any) -> None:
    """Write `value` as JSON so that a reader sees the old file or the new one, never a part."""
    draft = path.with_name(f"{path.name}.{token_hex(4)}.part")
    draft.write_bytes(adapter(kind).dump_json(value))
    draft.replace(path)


def read(path: Path, kind: type[Kept]) -> Kept | None:
    """Return what `write` kept, or None if nothing was."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    kept: Kept = adapter(kind).validate_json(content)
    return kept


def remembered(path: Path, kind: type[Kept]) -> Kept | None:
    """Return what `read` returns, from memory as long as the file is the same; not to be changed."""
    try:
        state = path.stat()
        kept: Kept = _parsed(path, cast(Hashable, kind), (state.st_ino, state.st_mtime_ns, state.st_size))
    except FileNotFoundError:
        return None
    return kept


@lru_cache(maxsize=N_REMEMBERED)
def _parsed(path: Path, kind: Any, state: tuple[int, int, int]) -> Any:
    """Return the record of a file; `write` replaces files, so another content is another state."""
    return adapter(kind).validate_json(path.read_bytes())


def dump(value: Any, kind: Any) -> Any:
    """Return `value` in JSON types."""
    return adapter(kind).dump_python(value, mode="json")


def load(value: Any, kind: type[Kept]) -> Kept:
    """Return the record that `dump` turned into JSON types."""
    loaded: Kept = adapter(kind).validate_python(value)
    return loaded
