"""The cache in which background callbacks leave progress and answers; it may be deleted at any time."""

import shutil
import sqlite3
from pathlib import Path

from diskcache import Cache

SIZE_LIMIT_BYTES = 256 * 2**20


def open_cache(home: Path) -> Cache:
    """Return the cache of a home; one that cannot be read is begun anew, for nothing in it is precious."""
    folder = home / "cache"
    try:
        return _opened(folder)
    except (sqlite3.DatabaseError, EOFError, ValueError):
        shutil.rmtree(folder, ignore_errors=True)
        return _opened(folder)


def _opened(folder: Path) -> Cache:
    return Cache(str(folder), size_limit=SIZE_LIMIT_BYTES)
